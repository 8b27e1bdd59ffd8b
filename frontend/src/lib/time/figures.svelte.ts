/** Dates, figures and names that only some pages show: no part of what the first visit fetches. */
import { language } from '#lib/i18n/i18n.svelte.ts';
import { dates, languageName } from './format.svelte.ts';

/** `24 november 2026`, for figures that have a date of reference. */
export function fullDate(instant: string): string {
	return dates({ day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(instant));
}

/** `onsdag` for the ISO weekday 3. */
export function weekday(iso: number): string {
	const monday = Date.UTC(2024, 0, 1);
	return new Intl.DateTimeFormat(language.locale, { weekday: 'long', timeZone: 'UTC' }).format(
		monday + (iso - 1) * 86_400_000
	);
}

export function figure(value: number, digits = 0): string {
	return new Intl.NumberFormat(language.locale, { maximumFractionDigits: digits }).format(value);
}

export function share(value: number): string {
	return new Intl.NumberFormat(language.locale, { style: 'percent', maximumFractionDigits: 0 }).format(value);
}

/** As `languageName`, the way it stands alone: `Arabiska`. */
export function languageTitle(code: string): string {
	const name = languageName(code);
	return name.charAt(0).toLocaleUpperCase(language.locale) + name.slice(1);
}

export function languageList(codes: string[]): string {
	return new Intl.ListFormat(language.locale, { type: 'conjunction' }).format(codes.map(languageName));
}
