import type { FacetQuery, SessionQuery } from '#lib/api/types.ts';
import { writeFilters, type Filters } from './filters.ts';
import type { Position } from './position.ts';

export type Bounds = [west: number, south: number, east: number, north: number];

/** What is asked for beside the address: known to this page alone, gone when it is left. */
export interface Moment {
	language: NonNullable<SessionQuery['lang']>;
	near: Position | null;
	bounds: Bounds | null;
	/** Metres from `near`; null for any distance. */
	within?: number | null;
}

/** As many as a phone shows in a few swipes; the map wants more of them at once. */
const PAGE = 20;
const MAP_PAGE = 60;

/** As the API's `near` parameter wants it. */
export function asNear(position: Position): string {
	return `${position.lat},${position.lng}`;
}

/** What the address says beside the way to look at it, in the API's own words, and the map's section. */
function asked(filters: Filters, bounds: Bounds | null): Record<string, string> {
	const query = Object.fromEntries(writeFilters({ ...filters, map: false }));
	if (filters.map && bounds) query.bbox = bounds.map((one) => one.toFixed(4)).join(',');
	return query;
}

/** Whether the nearest come first: while it is known where one is, unless something else is wished. */
export const nearestFirst = (filters: Filters, near: Position | null): boolean => near !== null && !filters.order;

/** The request for sessions that these filters stand for. */
export function sessionQuery(filters: Filters, { language, near, bounds, within }: Moment): SessionQuery {
	return {
		order: nearestFirst(filters, near) ? 'nearest' : undefined,
		...asked(filters, bounds),
		lang: language,
		page_size: filters.map ? MAP_PAGE : PAGE,
		near: near ? asNear(near) : undefined,
		within: near ? within : undefined
	} as SessionQuery;
}

/** The request for how much each choice would find. Where somebody is does not matter to it. */
export function facetQuery(filters: Filters, bounds: Bounds | null): FacetQuery {
	return asked({ ...filters, order: null }, bounds) as FacetQuery;
}
