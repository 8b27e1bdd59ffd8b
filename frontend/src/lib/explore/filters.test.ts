import { describe, expect, it } from 'vitest';
import { countFilters, NO_FILTERS, onTopOf, readFilters, writeFilters, type Filters } from './filters.ts';
import { sessionQuery } from './query.ts';

const read = (search: string): Filters => readFilters(new URLSearchParams(search));

const EVERYTHING: Filters = {
	window: 'tonight',
	categories: ['culture', 'sport'],
	age: 15,
	free: true,
	area: '0126-skogas',
	access: ['hearing_loop', 'step_free'],
	words: 'boxning & dans',
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
		['category=<script>', NO_FILTERS],
		['area=%27%20OR%201', NO_FILTERS]
	])('leave out what makes no sense: %s', (search, expected) => {
		expect(read(search)).toEqual(expected);
	});

	it('take each category once', () => {
		expect(read('category=sport,sport,culture').categories).toEqual(['culture', 'sport']);
	});

	it('count what narrows the list, not the way to look at it', () => {
		expect(countFilters(EVERYTHING)).toBe(9);
		expect(countFilters({ ...NO_FILTERS, map: true })).toBe(0);
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
			age: 15,
			free: true,
			area: '0126-skogas',
			accessible: 'hearing_loop,step_free',
			q: 'boxning & dans'
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
