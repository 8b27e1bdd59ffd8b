/**
 * What a person has chosen on Explore, and how it is written in the page's address.
 * The address can be shared and kept, so nothing about where somebody is ever goes into it.
 */
import { isFact, type Fact } from '#lib/access/facts.ts';

export const WINDOWS = ['now', 'tonight', 'weekend'] as const;
export type Window = (typeof WINDOWS)[number];

export interface Filters {
	window: Window | null;
	categories: string[];
	age: number | null;
	free: boolean;
	area: string | null;
	/** Facts that must be known to be so at the venue. */
	access: Fact[];
	words: string;
	map: boolean;
}

export const YOUNGEST = 6;
export const OLDEST = 25;

export const NO_FILTERS: Filters = {
	window: null,
	categories: [],
	age: null,
	free: false,
	area: null,
	access: [],
	words: '',
	map: false
};

const CODE = /^[\w.-]{1,40}$/;

function readAge(value: string | null): number | null {
	const age = Number(value);
	return value && Number.isInteger(age) && age >= YOUNGEST && age <= OLDEST ? age : null;
}

/** Reads an address. What makes no sense in it is left out, so that an old link still opens. */
export function readFilters(params: Pick<URLSearchParams, 'get'>): Filters {
	const window = params.get('window');
	const area = params.get('area');
	const access = (params.get('accessible') ?? '').split(',').filter(isFact);
	const categories = (params.get('category') ?? '').split(',').filter((code) => CODE.test(code));
	return {
		window: WINDOWS.find((one) => one === window) ?? null,
		categories: [...new Set(categories)].sort(),
		age: readAge(params.get('age')),
		free: params.get('free') === 'true',
		area: area && CODE.test(area) ? area : null,
		access: [...new Set(access)].sort(),
		words: (params.get('q') ?? '').slice(0, 100),
		map: params.get('view') === 'map'
	};
}

/** The address part for these filters; no filters give an empty one. */
export function writeFilters(filters: Filters): URLSearchParams {
	const params = new URLSearchParams();
	if (filters.window) params.set('window', filters.window);
	if (filters.categories.length) params.set('category', [...filters.categories].sort().join(','));
	if (filters.age !== null) params.set('age', String(filters.age));
	if (filters.free) params.set('free', 'true');
	if (filters.area) params.set('area', filters.area);
	if (filters.access.length) params.set('accessible', [...filters.access].sort().join(','));
	if (filters.words.trim()) params.set('q', filters.words.trim());
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
	const names = Object.keys(next) as (keyof Filters)[];
	const changed = names.filter((name) => next[name] !== seen[name]).map((name) => [name, next[name]]);
	return {
		...latest,
		...(Object.fromEntries(changed) as Partial<Filters>),
		categories: merged(latest.categories, seen.categories, next.categories),
		access: merged(latest.access, seen.access, next.access)
	};
}

/** How many things narrow the list; the map is a way to look at it and does not count. */
export function countFilters(filters: Filters): number {
	return (
		Number(filters.window !== null) +
		filters.categories.length +
		Number(filters.age !== null) +
		Number(filters.free) +
		Number(filters.area !== null) +
		filters.access.length +
		Number(filters.words !== '')
	);
}
