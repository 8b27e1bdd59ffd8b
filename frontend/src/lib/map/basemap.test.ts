import { describe, expect, it } from 'vitest';
import type { Basemap } from '#lib/api/types.ts';
import { basemapLayers, basemapSource } from './basemap.ts';
import type { Palette } from './palette.ts';
import { baseStyle } from './style.ts';

const palette = new Proxy({ dark: false }, { get: (own, name) => (name === 'dark' ? own.dark : 'red') }) as unknown as Palette;
const streets: Basemap = {
	tiles: '/api/v1/basemap/abc/{z}/{x}/{y}',
	vector: true,
	min_zoom: 0,
	max_zoom: 14,
	bounds: [17.8, 59.1, 18.3, 59.3],
	attribution: '© OpenStreetMap',
	layers: ['transportation', 'water', 'poi']
};

describe('a base map of the operator', () => {
	it('is drawn by the names its file has, and no others', () => {
		const ids = basemapLayers(streets, palette).map((layer) => layer.id);
		expect(ids).toEqual(['base-water', 'base-transportation']);
	});

	it('lies below everything of our own', () => {
		const ids = baseStyle(palette, 'http://here', streets).layers.map((layer) => layer.id);
		expect(ids.slice(0, 3)).toEqual(['ground', 'base-water', 'base-transportation']);
		expect(ids.at(-1)).toBe('venue-dot');
	});

	it('is asked for from our own server alone', () => {
		expect(basemapSource(streets, 'http://here')).toMatchObject({
			type: 'vector',
			tiles: ['http://here/api/v1/basemap/abc/{z}/{x}/{y}'],
			maxzoom: 14
		});
	});

	it('may be made of pictures', () => {
		const pictures = { ...streets, vector: false, layers: [] };
		expect(basemapSource(pictures, '')).toMatchObject({ type: 'raster' });
		expect(basemapLayers(pictures, palette).map((layer) => layer.type)).toEqual(['raster']);
	});

	it('is not missed where there is none', () => {
		expect(Object.keys(baseStyle(palette, '').sources)).toEqual(['nara']);
	});
});
