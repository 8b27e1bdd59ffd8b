import type { SessionQuery } from '#lib/api/types.ts';
import type { Filters } from './filters.ts';
import { asNear, type Position } from './position.ts';

export type Bounds = [west: number, south: number, east: number, north: number];

/** What is asked for beside the address: known to this page alone, gone when it is left. */
export interface Moment {
	language: NonNullable<SessionQuery['lang']>;
	near: Position | null;
	bounds: Bounds | null;
}

/** As many as a phone shows in a few swipes; the map wants more of them at once. */
const PAGE = 20;
const MAP_PAGE = 60;

/** The request for sessions that these filters stand for. */
export function sessionQuery(filters: Filters, moment: Moment): SessionQuery {
	const query: Record<string, unknown> = {
		lang: moment.language,
		page_size: filters.map ? MAP_PAGE : PAGE
	};
	if (filters.window) query.window = filters.window;
	if (filters.categories.length) query.category = filters.categories.join(',');
	if (filters.age !== null) query.age = filters.age;
	if (filters.free) query.free = true;
	if (filters.area) query.area = filters.area;
	if (filters.access.length) query.accessible = filters.access.join(',');
	if (filters.words) query.q = filters.words;
	if (moment.near) Object.assign(query, { near: asNear(moment.near), order: 'nearest' });
	if (filters.map && moment.bounds) query.bbox = moment.bounds.map((one) => one.toFixed(4)).join(',');
	return query as SessionQuery;
}
