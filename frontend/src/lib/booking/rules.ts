/** When a session can be booked, by the rules of its activity: in milliseconds since 1970. */
import type { Rules } from '#lib/api/types.ts';

const HOUR = 3_600_000;

/** From when; -Infinity for always. */
export function opensAt(rules: Rules, startsAt: string): number {
	const day = rules.opens_at === null ? -Infinity : Date.parse(rules.opens_at);
	const before =
		rules.opens_hours_before === null ? -Infinity : Date.parse(startsAt) - rules.opens_hours_before * HOUR;
	return Math.max(day, before);
}

/** Until when: the start, or some hours before it. */
export function closesAt(rules: Rules, startsAt: string): number {
	return Date.parse(startsAt) - rules.closes_hours_before * HOUR;
}
