import { describe, expect, it } from 'vitest';
import { addUp } from './people.ts';
import { sumBands, youngBands, type Band } from './population.ts';

const band = (age_from: number, age_to: number | null, count: number, apportioned = false): Band => ({
	age_from,
	age_to,
	count,
	apportioned,
	reference_date: '2023-12-31',
	source: 'SCB'
});

describe('the people of a district without figures of its own', () => {
	it('are those of its parts, and approximate as soon as one part is', () => {
		const sum = sumBands([[band(10, 14, 100)], [band(10, 14, 50, true), band(5, 9, 7)]]);
		expect(sum.map(({ age_from, count, apportioned }) => [age_from, count, apportioned])).toEqual([
			[5, 7, false],
			[10, 150, true]
		]);
	});

	it('are not known when one part has no figures', () => {
		const known = { population: [band(10, 14, 100)], population_total: 900, population_apportioned: false };
		expect(addUp([known, known])).toMatchObject({ total: 1800, summed: true });
		expect(addUp([known, { ...known, population_total: null }])).toBeNull();
		expect(addUp([])).toBeNull();
	});
});

describe('the bands shown', () => {
	it('are those of the young, youngest first', () => {
		const bands = [band(80, null, 1), band(15, 19, 2), band(0, 4, 3), band(5, 9, 4), band(25, 29, 5)];
		expect(youngBands(bands).map((one) => one.age_from)).toEqual([5, 15]);
	});
});
