import type { CoverageRow } from '#lib/api/types.ts';

export const COLUMNS = ['name', 'young', 'hours', 'per100', 'reach'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
	column: Column;
	down: boolean;
}

const VALUE: Record<Exclude<Column, 'name'>, (row: CoverageRow) => number | null> = {
	young: (row) => row.young_people?.count ?? null,
	hours: (row) => row.seat_hours_per_week,
	per100: (row) => row.seat_hours_per_100_young,
	reach: (row) => row.share_out_of_reach
};

/** A sorted copy; what is not known comes last in either direction. */
export function sortRows(rows: CoverageRow[], order: Order, locale: string): CoverageRow[] {
	const sign = order.down ? -1 : 1;
	const { column } = order;
	if (column === 'name') {
		return [...rows].sort((a, b) => sign * a.area.name.localeCompare(b.area.name, locale));
	}
	const value = VALUE[column];
	return [...rows].sort((a, b) => {
		const [one, other] = [value(a), value(b)];
		if (one === null || other === null) return Number(one === null) - Number(other === null);
		return sign * (one - other);
	});
}
