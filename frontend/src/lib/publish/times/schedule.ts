/** When something happens, as a form holds it, and as a recurrence rule (RFC 5545) says it. */
import type { Schedule, ScheduleWrite } from '#lib/api/types.ts';

/** `kept`: a rule that this form cannot say, left as it is. */
export type Repeat = 'week' | 'second' | 'month' | 'once' | 'kept';

export interface ScheduleDraft {
	venue: string;
	repeat: Repeat;
	/** ISO: Monday is 1. The first one counts where something happens once a month. */
	weekdays: number[];
	/** Which one of the month: 1-4, or -1 for the last. */
	nth: number;
	starts: string;
	ends: string;
	/** Of a single date: the date itself. */
	first_date: string;
	/** Empty: until further notice. */
	last_date: string;
	weeks: Schedule['weeks'];
	capacity: number;
	/** The rule of `kept`. */
	rule: string;
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
export const NTHS = [1, 2, 3, 4, -1] as const;

export function emptySchedule(today: string): ScheduleDraft {
	return {
		venue: '',
		repeat: 'week',
		weekdays: [1],
		nth: 1,
		starts: '17:00',
		ends: '19:00',
		first_date: today,
		last_date: '',
		weeks: 'all',
		capacity: 20,
		rule: ''
	};
}

/** The rule of a form. Without a weekday it is one that the server refuses by name. */
export function ruleOf({ repeat, weekdays, nth, last_date, rule }: ScheduleDraft): string {
	if (repeat === 'kept') return rule;
	if (repeat === 'once') return '';
	const days = [...weekdays].sort((a, b) => a - b).map((day) => CODES[day - 1]);
	const parts = {
		week: `FREQ=WEEKLY;BYDAY=${days.join(',')}`,
		second: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${days.join(',')}`,
		month: `FREQ=MONTHLY;BYDAY=${nth}${days[0] ?? ''}`
	};
	return parts[repeat] + (last_date ? `;UNTIL=${last_date.replaceAll('-', '')}` : '');
}

type Said = Pick<ScheduleDraft, 'repeat' | 'weekdays' | 'nth'>;

const numbers = (codes: string): number[] => codes.split(',').map((code) => CODES.indexOf(code) + 1);
const DAY = '(?:MO|TU|WE|TH|FR|SA|SU)';
const WEEKLY = new RegExp(`^FREQ=WEEKLY(;INTERVAL=2)?;BYDAY=(${DAY}(?:,${DAY})*)$`);
const MONTHLY = new RegExp(`^FREQ=MONTHLY;BYDAY=(-1|[1-4])(${DAY})$`);

/** What a kept rule says, as far as this form can say it. The server keeps a rule's parts in one order. */
export function read(rule: string): Said {
	if (!rule) return { repeat: 'once', weekdays: [1], nth: 1 };
	const endless = rule.replace(/;UNTIL=\d{8}$/, '');
	const [, second, days] = WEEKLY.exec(endless) ?? [];
	if (days) return { repeat: second ? 'second' : 'week', weekdays: numbers(days), nth: 1 };
	const [, nth, day] = MONTHLY.exec(endless) ?? [];
	if (day) return { repeat: 'month', weekdays: numbers(day), nth: Number(nth) };
	return { repeat: 'kept', weekdays: [1], nth: 1 };
}

/** The form filled from a schedule that is there. */
export function draftOfSchedule(schedule: Schedule): ScheduleDraft {
	return {
		...read(schedule.rule),
		venue: schedule.venue.id,
		starts: schedule.starts.slice(0, 5),
		ends: schedule.ends.slice(0, 5),
		first_date: schedule.first_date,
		last_date: schedule.last_date ?? '',
		weeks: schedule.weeks,
		capacity: schedule.capacity,
		rule: schedule.rule
	};
}

export function toSchedule(draft: ScheduleDraft): ScheduleWrite {
	const { venue, starts, ends, first_date, capacity } = draft;
	const weeks = draft.repeat === 'once' ? 'all' : draft.weeks;
	return { venue, rule: ruleOf(draft), starts, ends, first_date, weeks, capacity } as ScheduleWrite;
}

/** Only what differs from the schedule that is there: what is not sent stays as it is. */
export function changesOf(schedule: Schedule, draft: ScheduleDraft): Partial<ScheduleWrite> {
	const now = toSchedule(draftOfSchedule(schedule));
	const wanted = Object.entries(toSchedule(draft)).filter(([name, value]) => now[name as keyof ScheduleWrite] !== value);
	return Object.fromEntries(wanted);
}

/** The field of the form where it is said what the server finds wrong with the rule. */
export function ruleField({ repeat, weekdays, last_date }: ScheduleDraft): 'weekday' | 'last_date' | 'rule' {
	if (weekdays.length === 0 && (repeat === 'week' || repeat === 'second')) return 'weekday';
	return last_date && repeat !== 'once' && repeat !== 'kept' ? 'last_date' : 'rule';
}
