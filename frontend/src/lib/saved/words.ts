/** A saved search in words: `Ikväll · Sport · 14 år · Skogås`. */
import { FACT_TEXT } from '#lib/access/facts.ts';
import type { Category } from '#lib/api/types.ts';
import { readFilters } from '#lib/explore/filters.ts';
import { MODE_TEXT, PART_TEXT, WINDOW_TEXT } from '#lib/facets/words.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { languageTitle, weekday } from '#lib/time/figures.svelte.ts';

/** Names that the interface does not know by itself; a code without a name stands for itself. */
export interface Names {
	categories: readonly Category[];
	areas: readonly { code: string; name: string }[];
}

const nameOf = (code: string, known: readonly { code: string; name: string }[]): string =>
	known.find((one) => one.code === code)?.name ?? code;

/** Every filter of the address, each as a person would say it; none for everything. */
export function searchWords(query: string, names: Names): string[] {
	const filters = readFilters(new URLSearchParams(query));
	return [
		filters.words && `”${filters.words}”`,
		filters.window && t(WINDOW_TEXT[filters.window]),
		...filters.weekdays.map((day) => weekday(Number(day))),
		filters.time && t(PART_TEXT[filters.time]),
		...filters.categories.map((code) => nameOf(code, names.categories)),
		filters.age !== null && t('filter.age.one', { age: filters.age }),
		filters.free && t('filter.free'),
		filters.area && nameOf(filters.area, names.areas),
		filters.mode && t(MODE_TEXT[filters.mode]),
		filters.seats && t('facet.seats.some', { count: filters.seats }),
		...filters.languages.map(languageTitle),
		...filters.access.map((fact) => t(FACT_TEXT[fact]))
	].filter((word): word is string => Boolean(word));
}
