import { describe, expect, it } from 'vitest';
import { readChoices, USUAL, writeChoices } from './choices.ts';
import { classOf } from './classes.ts';
import { toCsv } from './csv.ts';
import { sortRows } from './sorting.ts';

const rows = (text: string): string[] => text.replace('\uFEFF', '').split('\r\n');

describe('the table as a file', () => {
	it('is what RFC 4180 says, with a mark for å, ä and ö', () => {
		const text = toCsv(['Område', 'Unga'], [['Trångsund', 400]]);
		expect(text.startsWith('\uFEFF')).toBe(true);
		expect(rows(text)).toEqual(['Område,Unga', 'Trångsund,400', '']);
	});

	it('keeps commas, quotes and line breaks within their cell', () => {
		expect(rows(toCsv(['a'], [['Skogås, "västra"']]))[1]).toBe('"Skogås, ""västra"""');
		expect(toCsv(['a'], [['one\ntwo']])).toContain('"one\ntwo"');
	});

	it('lets no text be taken for a formula, and numbers stay numbers', () => {
		expect(rows(toCsv(['a'], [['=1+1'], ['@x'], ['-x'], [-3]])).slice(1, 5)).toEqual(["'=1+1", "'@x", "'-x", '-3']);
	});

	it('leaves empty what is not known', () => {
		expect(rows(toCsv(['a', 'b'], [[null, 1]]))[1]).toBe(',1');
	});
});

describe('classes', () => {
	it.each([
		[null, 'unknown'],
		[0, 'none'],
		[9.9, 'low'],
		[10, 'under'],
		[19.9, 'under'],
		[20, 'over'],
		[40, 'plenty']
	] as const)('%s seat-hours against a threshold of 20: %s', (hours, expected) => {
		expect(classOf({ seat_hours_per_100_young: hours }, 20)).toBe(expected);
	});
});

describe('sorting', () => {
	const row = (name: string, per100: number | null) =>
		({ area: { name }, seat_hours_per_100_young: per100 }) as Parameters<typeof sortRows>[0][number];
	const three = [row('Ö', 5), row('A', null), row('Z', 1)];
	const names = (sorted: typeof three): string[] => sorted.map((one) => one.area.name);

	it('puts what is not known last both ways', () => {
		expect(names(sortRows(three, { column: 'per100', down: false }, 'sv'))).toEqual(['Z', 'Ö', 'A']);
		expect(names(sortRows(three, { column: 'per100', down: true }, 'sv'))).toEqual(['Ö', 'Z', 'A']);
	});

	it('knows the Swedish alphabet', () => {
		expect(names(sortRows(three, { column: 'name', down: false }, 'sv'))).toEqual(['A', 'Z', 'Ö']);
	});
});

describe('choices in the address', () => {
	it('come back, and the usual ones are not written', () => {
		const chosen = { ...USUAL, slot: 'evening', mode: 'bicycle' as const, kind: 'district' as const };
		expect(readChoices(writeChoices(chosen))).toEqual(chosen);
		expect(writeChoices(USUAL).toString()).toBe('');
		expect(readChoices(new URLSearchParams('ages=x&kind=deso&slot=%20'))).toEqual(USUAL);
	});
});
