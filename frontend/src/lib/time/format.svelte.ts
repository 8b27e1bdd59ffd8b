/** Dates, times and names in the language of the moment and the zone of the municipality. */
import { language, t } from '#lib/i18n/i18n.svelte.ts';
import { place } from '#lib/place.svelte.ts';
import { dayOf, daysBetween } from './days.ts';

/** How dates are written here. */
export function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat(language.locale, { timeZone: place.timeZone, ...options });
}

export function clock(instant: string): string {
	return dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(instant));
}

/** `tisdag 24 november` */
export function longDay(instant: string): string {
	return dates({ weekday: 'long', day: 'numeric', month: 'long' }).format(Date.parse(instant));
}

/** `24 nov` */
export function shortDay(instant: string): string {
	return dates({ weekday: 'short', day: 'numeric', month: 'short' }).format(Date.parse(instant));
}

/** Today, tomorrow, or nothing for a day further away. */
export function nearDay(day: string): string {
	const away = daysBetween(dayOf(Date.now(), place.timeZone), day);
	if (away === 0) return t('day.today');
	if (away === 1) return t('day.tomorrow');
	return '';
}

/** `350 m` near by, `2,4 km` further away. */
export function distance(metres: number): string {
	const far = metres >= 950;
	return new Intl.NumberFormat(language.locale, {
		style: 'unit',
		unit: far ? 'kilometer' : 'meter',
		maximumFractionDigits: far ? 1 : 0
	}).format(far ? metres / 1000 : Math.max(50, Math.round(metres / 50) * 50));
}

export function price(activity: { free: boolean; price_sek: string }): string {
	if (activity.free) return t('price.free');
	return new Intl.NumberFormat(language.locale, {
		style: 'currency',
		currency: 'SEK',
		minimumFractionDigits: 0
	}).format(Number(activity.price_sek));
}

export function ages(range: { from: number; to: number }): string {
	return t('ages.range', { from: range.from, to: range.to });
}

/** The name a language has in the language of the moment: `arabiska` for `ar`. */
export function languageName(code: string): string {
	return new Intl.DisplayNames([language.locale], { type: 'language' }).of(code) ?? code;
}
