/** Days as a list in the language of the moment. */
import { language } from '#lib/i18n/i18n.svelte.ts';
import { weekday } from '#lib/time/figures.svelte.ts';

/** `tisdag och torsdag` for the ISO weekdays 2 and 4. */
export function dayNames(weekdays: readonly number[]): string {
	return new Intl.ListFormat(language.locale, { type: 'conjunction' }).format(weekdays.map(weekday));
}
