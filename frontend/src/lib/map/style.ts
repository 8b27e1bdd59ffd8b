/** The map's own style: areas and venues from our own tiles, no fonts, no sprites, nobody else's server. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Basemap } from '#lib/api/types.ts';
import { basemapLayers, basemapSource } from './basemap.ts';
import type { Palette } from './palette.ts';

export const TILES = '/api/v1/tiles/{z}/{x}/{y}';

const NAME = ['to-string', ['get', 'name_sv']] as ExpressionSpecification;
const LOT: ExpressionSpecification = ['%', ['+', 1, ['length', NAME], ['index-of', 'r', NAME]], 4];

function areaLayers(palette: Palette, over: boolean): LayerSpecification[] {
	return [
		{
			id: 'district-fill',
			type: 'fill',
			source: 'nara',
			'source-layer': 'areas',
			filter: ['==', ['get', 'kind'], 'district'],
			paint: {
				// Neighbours should differ a little; the letters of a name are as good a lot as any.
				'fill-color': ['match', LOT, 0, palette.youth, 1, palette.outdoor, 2, palette.library, palette.sun],
				'fill-opacity': over ? 0.12 : 0.25
			}
		},
		{
			id: 'small-line',
			type: 'line',
			source: 'nara',
			'source-layer': 'areas',
			minzoom: 11.5,
			filter: ['==', ['get', 'kind'], 'regso'],
			paint: { 'line-color': palette.line, 'line-width': 1, 'line-dasharray': [2, 3] }
		},
		{
			id: 'district-line',
			type: 'line',
			source: 'nara',
			'source-layer': 'areas',
			filter: ['==', ['get', 'kind'], 'district'],
			paint: { 'line-color': over ? palette.soft : palette.surface, 'line-width': over ? 1.5 : 3.5 }
		}
	];
}

function venueLayer(palette: Palette): LayerSpecification {
	return {
		id: 'venue-dot',
		type: 'circle',
		source: 'nara',
		'source-layer': 'venues',
		paint: {
			'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2, 15, 6],
			'circle-color': ['case', ['to-boolean', ['get', 'public_space']], palette.outdoor, palette.surface],
			'circle-stroke-color': palette.soft,
			'circle-stroke-width': 1.5
		}
	};
}

export function baseStyle(palette: Palette, origin: string, basemap: Basemap | null = null): StyleSpecification {
	return {
		version: 8,
		sources: {
			...(basemap ? { base: basemapSource(basemap, origin) } : {}),
			nara: { type: 'vector', tiles: [origin + TILES], minzoom: 0, maxzoom: 14 }
		},
		layers: [
			{ id: 'ground', type: 'background', paint: { 'background-color': palette.sunk } },
			...(basemap ? basemapLayers(basemap, palette) : []),
			...areaLayers(palette, basemap !== null),
			venueLayer(palette)
		]
	};
}
