import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { CoverageCollection } from '#lib/api/types.ts';
import type { Palette } from '#lib/map/palette.ts';
import { classOf } from './classes.ts';

/** A style with the areas of an answer in it, each with the pattern of its class. */
export function gapStyle(answer: CoverageCollection, selected: string | null) {
	const features = answer.features.map(({ geometry, properties: row }) => ({
		type: 'Feature' as const,
		geometry,
		properties: {
			code: row.area.code,
			look: classOf(row, answer.threshold_seat_hours_per_100)
		}
	}));
	const data = { type: 'FeatureCollection', features } as GeoJSONSourceSpecification['data'];
	return (palette: Palette): StyleSpecification => ({
		version: 8,
		sources: { areas: { type: 'geojson', data } },
		layers: [
			{ id: 'ground', type: 'background', paint: { 'background-color': palette.sunk } },
			{ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-pattern': ['get', 'look'] } },
			{
				id: 'borders',
				type: 'line',
				source: 'areas',
				paint: { 'line-color': palette.surface, 'line-width': 2 }
			},
			{
				id: 'selected',
				type: 'line',
				source: 'areas',
				filter: ['==', ['get', 'code'], selected ?? ''],
				paint: { 'line-color': palette.ink, 'line-width': 5 }
			}
		]
	});
}
