/** The people of an area: its own figures, or the sum of its parts where it has none of its own. */
import { api, body } from '#lib/api/client.ts';
import type { AreaDetail, SessionQuery } from '#lib/api/types.ts';
import { sumBands, type Band } from './population.ts';

export interface People {
	bands: Band[];
	total: number | null;
	apportioned: boolean;
	/** Added up from the areas within. */
	summed: boolean;
}

type Counted = Pick<AreaDetail, 'population' | 'population_total' | 'population_apportioned'>;

/** The sum of some areas; nothing unless every one of them has figures. */
export function addUp(parts: Counted[]): People | null {
	if (parts.length === 0 || parts.some((part) => part.population_total === null)) return null;
	return {
		bands: sumBands(parts.map((part) => part.population)),
		total: parts.reduce((sum, part) => sum + (part.population_total ?? 0), 0),
		apportioned: parts.some((part) => part.population_apportioned),
		summed: true
	};
}

export async function peopleOf(
	area: AreaDetail,
	lang: SessionQuery['lang'],
	signal: AbortSignal
): Promise<People> {
	const own: People = {
		bands: area.population,
		total: area.population_total,
		apportioned: area.population_apportioned,
		summed: false
	};
	if (own.total !== null || area.children.length === 0) return own;
	const parts = await Promise.all(
		area.children.map(({ code }) => {
			const params = { path: { code }, query: lang ? { lang } : {} };
			return body(api.GET('/api/v1/areas/{code}', { params, signal }));
		})
	);
	return addUp(parts) ?? own;
}
