import { describe, expect, it } from 'vitest';
import type { Schedule } from '#lib/api/types.ts';
import { changesOf, draftOfSchedule, emptySchedule, read, ruleOf, toSchedule } from './schedule.ts';

const TODAY = '2026-11-23';
const tuesdays = {
	venue: { id: 'hall' },
	rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261218',
	starts: '17:00:00',
	ends: '20:00:00',
	first_date: '2026-08-18',
	last_date: '2026-12-18',
	weeks: 'term',
	capacity: 20
} as Schedule;

describe('a rule', () => {
	it.each([
		['FREQ=WEEKLY;BYDAY=WE', { repeat: 'week', weekdays: [3] }],
		['FREQ=WEEKLY;BYDAY=TU,TH', { repeat: 'week', weekdays: [2, 4] }],
		['FREQ=WEEKLY;INTERVAL=2;BYDAY=SA', { repeat: 'second', weekdays: [6] }],
		['FREQ=MONTHLY;BYDAY=2SA', { repeat: 'month', weekdays: [6], nth: 2 }],
		['FREQ=MONTHLY;BYDAY=-1FR', { repeat: 'month', weekdays: [5], nth: -1 }],
		['', { repeat: 'once' }]
	])('is read and said again: %s', (rule, said) => {
		const found = read(rule);
		expect(found).toMatchObject(said);
		expect(ruleOf({ ...emptySchedule(TODAY), ...found })).toBe(rule);
	});

	it.each([
		'FREQ=DAILY;COUNT=5',
		'FREQ=WEEKLY;BYDAY=TU;COUNT=10',
		'FREQ=WEEKLY;INTERVAL=3;BYDAY=TU',
		'FREQ=MONTHLY;BYMONTHDAY=15',
		'FREQ=MONTHLY;BYDAY=1MO,3MO',
		'FREQ=WEEKLY;UNTIL=20261218'
	])('that the form cannot say is left as it is: %s', (rule) => {
		const found = read(rule);
		expect(found.repeat).toBe('kept');
		expect(ruleOf({ ...emptySchedule(TODAY), ...found, rule })).toBe(rule);
	});

	it('has its days in the order of the week, and an end where one was given', () => {
		const draft = { ...emptySchedule(TODAY), weekdays: [4, 2], last_date: '2026-12-31' };
		expect(ruleOf(draft)).toBe('FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231');
	});
});

describe('what is sent', () => {
	it('is a new schedule', () => {
		expect(toSchedule({ ...emptySchedule(TODAY), venue: 'hall', weekdays: [3] })).toEqual({
			venue: 'hall',
			rule: 'FREQ=WEEKLY;BYDAY=WE',
			starts: '17:00',
			ends: '19:00',
			first_date: TODAY,
			weeks: 'all',
			capacity: 20
		});
	});

	it('is nothing when nothing was changed, and else only that', () => {
		const draft = draftOfSchedule(tuesdays);
		expect(changesOf(tuesdays, draft)).toEqual({});
		expect(changesOf(tuesdays, { ...draft, weekdays: [3], weeks: 'all' })).toEqual({
			rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261218',
			weeks: 'all'
		});
	});
});
