/**
 * What a person has chosen on Explore, and how it is written in the page's address.
 * The address can be shared and kept, so nothing about where somebody is ever goes into it.
 */
import { isFact, type Fact } from '#lib/access/facts.ts';

/** The first three stand in the row of chips; the last is asked for among all filters. */
export const WINDOWS = ['now', 'tonight', 'weekend', 'next_school_holiday'] as const;
export const PARTS = ['morning', 'afternoon', 'evening', 'late'] as const;
export const MODES = ['drop_in', 'booking', 'term_course'] as const;
/** Beside nearest first, which holds while it is known where one is. */
export const ORDERS = ['soonest', 'relevance'] as const;
export type Window = (typeof WINDOWS)[number];

export interface Filters {
	window: Window | null;
	categories: string[];
	age: number | null;
	free: boolean;
	area: string | null;
	/** Facts that must be known to be so at the venue. */
	access: Fact[];
	/** ISO weekdays: Monday is 1. */
	weekdays: string[];
	/** The part of the day in which it begins. */
	time: (typeof PARTS)[number] | null;
	/** Spoken by a leader: any of them. */
	languages: string[];
	mode: (typeof MODES)[number] | null;
	/** At least so many that can be had. */
	seats: number | null;
	words: string;
	order: (typeof ORDERS)[number] | null;
	map: boolean;
}

export const YOUNGEST = 6;
export const OLDEST = 25;
export const MOST_SEATS = 10;

export const NO_FILTERS: Filters = {
	window: null,
	categories: [],
	age: null,
	free: false,
	area: null,
	access: [],
	weekdays: [],
	time: null,
	languages: [],
	mode: null,
	seats: null,
	words: '',
	order: null,
	map: false
};

const CODE = /^[\w.-]{1,40}$/;
/** Names of lists of filters, their parameters, and what a value looks like. */
const LISTS = [
	['categories', 'category', (code: string) => CODE.test(code)],
	['access', 'accessible', isFact],
	['weekdays', 'weekday', (day: string) => /^[1-7]$/.test(day)],
	['languages', 'language', (code: string) => /^[a-z]{2,3}$/.test(code)]
] as const;
/** Filters with one value of a few; the name is the parameter. */
const ONES = { window: WINDOWS, time: PARTS, mode: MODES, order: ORDERS };
const NUMBERS = { age: [YOUNGEST, OLDEST], seats: [1, MOST_SEATS] } as const;

function readNumber(value: string | null, [least, most]: readonly [number, number]): number | null {
	const number = Number(value);
	return value && Number.isInteger(number) && number >= least && number <= most ? number : null;
}

/** Reads an address. What makes no sense in it is left out, so that an old link still opens. */
export function readFilters(params: Pick<URLSearchParams, 'get'>): Filters {
	const area = params.get('area');
	const words = (params.get('q') ?? '').slice(0, 100);
	const filters: Record<keyof Filters, unknown> = {
		...NO_FILTERS,
		free: params.get('free') === 'true',
		area: area && CODE.test(area) ? area : null,
		words,
		map: params.get('view') === 'map'
	};
	for (const [name, parameter, fits] of LISTS) {
		filters[name] = [...new Set((params.get(parameter) ?? '').split(',').filter(fits))].sort();
	}
	for (const [name, values] of Object.entries(ONES)) {
		filters[name as keyof Filters] = values.find((one: string) => one === params.get(name)) ?? null;
	}
	for (const [name, range] of Object.entries(NUMBERS)) {
		filters[name as keyof Filters] = readNumber(params.get(name), range);
	}
	// Without words nothing fits better than something else.
	if (!words.trim() && filters.order === 'relevance') filters.order = null;
	return filters as Filters;
}

/** The address part for these filters; no filters give an empty one. */
export function writeFilters(filters: Filters): URLSearchParams {
	const params = new URLSearchParams();
	const words = filters.words.trim();
	for (const [name, parameter] of LISTS) {
		if (filters[name].length) params.set(parameter, [...filters[name]].sort().join(','));
	}
	for (const name of ['window', 'time', 'mode', 'age', 'seats', 'area'] as const) {
		if (filters[name]) params.set(name, String(filters[name]));
	}
	if (filters.order && (words || filters.order === 'soonest')) params.set('order', filters.order);
	if (filters.free) params.set('free', 'true');
	if (words) params.set('q', words);
	if (filters.map) params.set('view', 'map');
	return params;
}

/** What was added to and taken from a list since it was `seen`, done to `latest`. */
function merged<Item>(latest: Item[], seen: Item[], next: Item[]): Item[] {
	const kept = latest.filter((one) => next.includes(one) || !seen.includes(one));
	return [...kept, ...next.filter((one) => !seen.includes(one) && !kept.includes(one))];
}

/**
 * Two changes quickly after each other: what the second changed in `seen`, done to `latest`, which
 * the page did not show yet.
 */
export function onTopOf(latest: Filters, seen: Filters, next: Filters): Filters {
	const changed: Partial<Record<keyof Filters, unknown>> = {};
	for (const name of Object.keys(next) as (keyof Filters)[]) {
		const [before, after, now] = [seen[name], next[name], latest[name]];
		if (Array.isArray(after)) changed[name] = merged(now as string[], before as string[], after);
		else if (after !== before) changed[name] = after;
	}
	return { ...latest, ...changed } as Filters;
}

/** How many things narrow the list; the map and the order are ways to look at it and do not count. */
export function countFilters(filters: Filters): number {
	return Object.values({ ...filters, map: false, order: null }).reduce<number>(
		(sum, value) => sum + (Array.isArray(value) ? value.length : Number(Boolean(value))),
		0
	);
}
