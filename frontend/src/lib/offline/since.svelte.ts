/** When something was, as one says it afterwards: `idag 18:20`, `igår 18:20`, `tors 19 nov. 18:20`. */
import { language } from '#lib/i18n/i18n.svelte.ts';
import { place } from '#lib/place.svelte.ts';
import { dayOf, daysBetween } from '#lib/time/days.ts';
import { clock, shortDay } from '#lib/time/format.svelte.ts';

export function since(instant: string): string {
	const ago = daysBetween(dayOf(Date.parse(instant), place.timeZone), dayOf(Date.now(), place.timeZone));
	const near = new Intl.RelativeTimeFormat(language.locale, { numeric: 'auto' });
	return `${ago < 2 ? near.format(-ago, 'day') : shortDay(instant)} ${clock(instant)}`;
}
