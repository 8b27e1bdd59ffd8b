import { describe, expect, it } from 'vitest';
import { countFilters, NO_FILTERS, onTopOf, readFilters, writeFilters, type Filters } from './filters.ts';
import { facetQuery, nearestFirst, sessionQuery } from './query.ts';

const read = (search: string): Filters => readFilters(new URLSearchParams(search));

const EVERYTHING: Filters = {
	window: 'tonight',
	categories: ['culture', 'sport'],
	age: 15,
	free: true,
	area: '0126-skogas',
	access: ['hearing_loop', 'step_free'],
	weekdays: ['1', '6'],
	time: 'evening',
	languages: ['ar', 'sv'],
	mode: 'booking',
	seats: 2,
	words: 'boxning & dans',
	order: 'relevance',
	map: true
};

describe('filters in the address', () => {
	it('come back as they were written', () => {
		expect(readFilters(writeFilters(EVERYTHING))).toEqual(EVERYTHING);
		expect(readFilters(writeFilters(NO_FILTERS))).toEqual(NO_FILTERS);
	});

	it('leave the address empty when nothing is chosen', () => {
		expect(writeFilters(NO_FILTERS).toString()).toBe('');
	});

	it('write the same choice the same way, in whatever order it was made', () => {
		const other = { ...EVERYTHING, categories: ['sport', 'culture'] };
		expect(writeFilters(other).toString()).toBe(writeFilters(EVERYTHING).toString());
	});

	it.each([
		['age=99', NO_FILTERS],
		['age=abc', NO_FILTERS],
		['age=5', NO_FILTERS],
		['age=15.5', NO_FILTERS],
		['window=yesterday', NO_FILTERS],
		['free=1', NO_FILTERS],
		['category=,,', NO_FILTERS],
		['accessible=wings,toString', NO_FILTERS],
		['weekday=0,8,monday', NO_FILTERS],
		['time=17:00', NO_FILTERS],
		['language=Svenska', NO_FILTERS],
		['mode=flying&seats=0', NO_FILTERS],
		['seats=2.5', NO_FILTERS],
		['order=relevance', NO_FILTERS],
		['category=<script>', NO_FILTERS],
		['area=%27%20OR%201', NO_FILTERS]
	])('leave out what makes no sense: %s', (search, expected) => {
		expect(read(search)).toEqual(expected);
	});

	it('take each category once', () => {
		expect(read('category=sport,sport,culture').categories).toEqual(['culture', 'sport']);
	});

	it('count what narrows the list, not the ways to look at it', () => {
		expect(countFilters(EVERYTHING)).toBe(16);
		expect(countFilters({ ...NO_FILTERS, map: true, order: 'soonest' })).toBe(0);
	});
});

describe('the request for sessions', () => {
	const moment = { language: 'sv' as const, near: null, bounds: null };

	it('carries the filters', () => {
		expect(sessionQuery({ ...EVERYTHING, map: false }, moment)).toEqual({
			lang: 'sv',
			page_size: 20,
			window: 'tonight',
			category: 'culture,sport',
			age: '15',
			free: 'true',
			area: '0126-skogas',
			accessible: 'hearing_loop,step_free',
			weekday: '1,6',
			time: 'evening',
			language: 'ar,sv',
			mode: 'booking',
			seats: '2',
			q: 'boxning & dans',
			order: 'relevance'
		});
	});

	it('asks for the nearest first when it is known where one is, which no address ever says', () => {
		const near = { lat: 59.21811, lng: 18.1512 };
		expect(sessionQuery(NO_FILTERS, { ...moment, near })).toMatchObject({
			near: '59.21811,18.1512',
			order: 'nearest'
		});
		expect(writeFilters(EVERYTHING).toString()).not.toMatch(/near|lat|lng|bbox/);
	});

	it('puts something else first when that is wished, and keeps the distances', () => {
		const near = { lat: 59.21811, lng: 18.1512 };
		const soonest = { ...NO_FILTERS, order: 'soonest' as const };
		expect(sessionQuery(soonest, { ...moment, near })).toMatchObject({ near: '59.21811,18.1512', order: 'soonest' });
		expect(nearestFirst(soonest, near)).toBe(false);
		expect(nearestFirst(NO_FILTERS, near)).toBe(true);
	});

	it('counts what the list is narrowed by, wherever one is and however it is looked at', () => {
		const narrowed = facetQuery({ ...NO_FILTERS, free: true, words: 'dans', order: 'relevance', map: true }, null);
		expect(narrowed).toEqual({ free: 'true', q: 'dans' });
		const bounds: [number, number, number, number] = [17.9, 59.2, 18.1, 59.3];
		expect(facetQuery({ ...NO_FILTERS, map: true }, bounds)).toEqual({ bbox: '17.9000,59.2000,18.1000,59.3000' });
	});

	it('follows the map only while the map is there', () => {
		const bounds: [number, number, number, number] = [17.9, 59.2, 18.1, 59.3];
		expect(sessionQuery(EVERYTHING, { ...moment, bounds })).toHaveProperty(
			'bbox',
			'17.9000,59.2000,18.1000,59.3000'
		);
		expect(sessionQuery({ ...EVERYTHING, map: false }, { ...moment, bounds })).not.toHaveProperty('bbox');
	});
});

describe('two taps before the page has followed the first', () => {
	const seen = { ...NO_FILTERS, categories: ['sport'] };

	it('keep both changes', () => {
		const latest = { ...seen, window: 'tonight' as const };
		expect(onTopOf(latest, seen, { ...seen, age: 15 })).toEqual({ ...latest, age: 15 });
	});

	it('add up their categories, and take away what the second took away', () => {
		const latest = { ...seen, categories: ['sport', 'culture'] };
		const added = onTopOf(latest, seen, { ...seen, categories: ['sport', 'library'] });
		expect(added.categories).toEqual(['sport', 'culture', 'library']);
		const removed = onTopOf(latest, seen, { ...seen, categories: [] });
		expect(removed.categories).toEqual(['culture']);
	});
});
