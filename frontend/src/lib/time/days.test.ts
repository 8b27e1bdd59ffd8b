import { describe, expect, it } from 'vitest';
import { byDay, dayOf, daysBetween, nextMidnight } from './days.ts';

const STOCKHOLM = 'Europe/Stockholm';

describe('days of the municipality', () => {
	it('begin at its own midnight, not at that of the reader', () => {
		expect(dayOf('2026-11-23T22:59:00Z', STOCKHOLM)).toBe('2026-11-23');
		expect(dayOf('2026-11-23T23:01:00Z', STOCKHOLM)).toBe('2026-11-24');
		expect(dayOf('2026-06-23T22:01:00Z', STOCKHOLM)).toBe('2026-06-24');
	});

	it('are counted across a change of clock', () => {
		expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
		expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
	});

	it('end at midnight', () => {
		const now = Date.parse('2026-11-23T12:34:56Z');
		expect(new Date(nextMidnight(now, STOCKHOLM)).toISOString()).toBe('2026-11-23T23:00:00.000Z');
	});

	it('group a list and keep its order', () => {
		const list = ['2026-11-23T16:00:00Z', '2026-11-23T19:00:00Z', '2026-11-24T15:00:00Z'];
		const groups = byDay(
			list.map((starts_at) => ({ starts_at })),
			STOCKHOLM
		);
		expect(groups.map(({ day, items }) => [day, items.length])).toEqual([
			['2026-11-23', 2],
			['2026-11-24', 1]
		]);
	});
});
