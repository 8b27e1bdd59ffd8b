import type { AreaDetail } from '#lib/api/types.ts';

export type Band = AreaDetail['population'][number];

/** The bands that lie wholly within the ages the product is for, youngest first. */
export function youngBands(bands: Band[], from = 6, to = 25): Band[] {
	return bands
		.filter((band) => band.age_to !== null && band.age_to <= to && band.age_to >= from)
		.sort((a, b) => a.age_from - b.age_from);
}

/** The one source and date of these figures: the first says it, they come together. */
export function sourceOf(bands: Band[]): { source: string; date: string } | null {
	const first = bands[0];
	return first ? { source: first.source, date: first.reference_date } : null;
}

/** Adds up bands of the same ages, as they come from neighbouring areas. */
export function sumBands(areas: Band[][]): Band[] {
	const sums = new Map<string, Band>();
	for (const band of areas.flat()) {
		const ages = `${band.age_from}-${band.age_to}`;
		const sum = sums.get(ages);
		if (!sum) sums.set(ages, { ...band });
		else {
			sum.count += band.count;
			sum.apportioned ||= band.apportioned;
		}
	}
	return [...sums.values()].sort((a, b) => a.age_from - b.age_from);
}
