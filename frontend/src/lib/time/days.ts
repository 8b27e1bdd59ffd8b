/** Days and times as they are in the municipality, whatever zone the reader's device is in. */

/** The calendar day of an instant in a time zone, as `2026-11-23`. */
export function dayOf(instant: string | number, timeZone: string): string {
	return new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit'
	}).format(new Date(instant));
}

/** Whole days from one calendar day to another, both as `2026-11-23`. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** The instant at which the next calendar day begins in a time zone. */
export function nextMidnight(now: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
		hourCycle: 'h23'
	}).formatToParts(now);
	const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
	const sinceMidnight = (part('hour') * 60 + part('minute')) * 60 + part('second');
	return Math.floor(now / 1000) * 1000 + (86_400 - sinceMidnight) * 1000;
}

export interface DayGroup<T> {
	day: string;
	items: T[];
}

/** Groups a list by day and keeps its order. */
export function byDay<T extends { starts_at: string }>(items: T[], timeZone: string): DayGroup<T>[] {
	const groups: DayGroup<T>[] = [];
	for (const item of items) {
		const day = dayOf(item.starts_at, timeZone);
		const open = groups.at(-1);
		if (open?.day === day) open.items.push(item);
		else groups.push({ day, items: [item] });
	}
	return groups;
}
