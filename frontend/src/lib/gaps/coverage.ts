import { send } from '#lib/api/send.ts';
import type { Coverage, CoverageCollection, CoverageRow } from '#lib/api/types.ts';
import { t, type Key } from '#lib/i18n/i18n.svelte.ts';
import { figure } from '#lib/time/figures.svelte.ts';
import type { Choices } from './choices.ts';
import type { Cell } from './csv.ts';

/** The answer with its polygons: the table and the map are the same figures. */
export async function readCoverage(
	choices: Choices,
	lang: string,
	signal: AbortSignal
): Promise<CoverageCollection> {
	const wanted = Object.entries({ ...choices, lang, format: 'geojson' }).filter(([, value]) => value);
	const response = await send(new Request(`/api/v1/coverage/areas?${new URLSearchParams(wanted)}`, { signal }));
	return (await response.json()) as CoverageCollection;
}

export function rowsOf(answer: CoverageCollection): CoverageRow[] {
	return answer.features.map((feature) => feature.properties);
}

const HEADER: Key[] = [
	'gaps.csv.code',
	'gaps.area',
	'gaps.young',
	'gaps.csv.apportioned',
	'gaps.hours',
	'gaps.per100',
	'gaps.reach',
	'gaps.gap'
];

/** The table as it stands on the page, for a file. */
export function asTable(rows: CoverageRow[]): { header: string[]; cells: Cell[][] } {
	const yes = (value: boolean | null | undefined): Cell => (value ? t('yes') : t('no'));
	return {
		header: HEADER.map((key) => t(key)),
		cells: rows.map((row) => [
			row.area.code,
			row.area.name,
			row.young_people?.count ?? null,
			yes(row.young_people?.apportioned),
			row.seat_hours_per_week,
			row.seat_hours_per_100_young,
			row.share_out_of_reach,
			yes(row.gap)
		])
	};
}

/** How it was measured, in plain words. */
export function methodText(method: Coverage['method']): string {
	return t(method.mode === 'bicycle' ? 'gaps.method.bicycle' : 'gaps.method.walk', {
		minutes: method.minutes,
		detour: figure(method.detour, 2),
		metres: figure(method.metres)
	});
}
