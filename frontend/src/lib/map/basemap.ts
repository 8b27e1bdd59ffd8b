/** The operator's own base map below our layers: streets, water, houses; or none. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { api, body } from '#lib/api/client.ts';
import type { Basemap } from '#lib/api/types.ts';
import type { Palette } from './palette.ts';

let asked: Promise<Basemap | null> | undefined;

/** Asked for once. A map without an answer is still a map. */
export function loadBasemap(): Promise<Basemap | null> {
	asked ??= body(api.GET('/api/v1/basemap')).then(
		(answer) => answer.basemap,
		() => {
			asked = undefined;
			return null;
		}
	);
	return asked;
}

export function basemapSource(basemap: Basemap, origin: string): SourceSpecification {
	const shared = {
		tiles: [origin + basemap.tiles],
		minzoom: basemap.min_zoom,
		maxzoom: basemap.max_zoom,
		bounds: basemap.bounds as [number, number, number, number]
	};
	return basemap.vector ? { type: 'vector', ...shared } : { type: 'raster', tileSize: 256, ...shared };
}

/** What the layers are called by Protomaps, OpenMapTiles and Shortbread. */
const NAMES = {
	water: ['water', 'ocean', 'water_polygons'],
	green: ['landuse', 'landcover', 'land', 'park'],
	streets: ['roads', 'transportation', 'streets'],
	houses: ['buildings', 'building']
};
/** And what they call what grows. Each says it as `kind` or as `class`. */
const GREEN = ['park', 'forest', 'wood', 'grass', 'grassland', 'meadow', 'nature_reserve', 'garden', 'pitch', 'playground'];
const WIDE = ['motorway', 'highway', 'trunk', 'primary', 'secondary', 'major_road', 'medium_road'];
const KIND = ['coalesce', ['get', 'kind'], ['get', 'class'], ''];

/** One layer for each of the names that the file has. */
function each(
	basemap: Basemap,
	what: keyof typeof NAMES,
	make: (name: string) => Record<string, unknown>
): LayerSpecification[] {
	const found = NAMES[what].filter((name) => basemap.layers.includes(name));
	return found.map(
		(name) => ({ id: `base-${name}`, source: 'base', 'source-layer': name, ...make(name) }) as LayerSpecification
	);
}

export function basemapLayers(basemap: Basemap, palette: Palette): LayerSpecification[] {
	if (!basemap.vector) {
		// Pictures have their own colours: softened, so that our own layers stand out in light and dark.
		const paint = { 'raster-saturation': -0.5, 'raster-opacity': 0.75, 'raster-brightness-max': palette.dark ? 0.6 : 1 };
		return [{ id: 'base-picture', type: 'raster', source: 'base', paint }];
	}
	return [
		...each(basemap, 'green', () => ({
			type: 'fill',
			filter: ['in', KIND, ['literal', GREEN]],
			paint: { 'fill-color': palette.outdoor, 'fill-opacity': 0.28 }
		})),
		...each(basemap, 'water', () => ({
			type: 'fill',
			filter: ['==', ['geometry-type'], 'Polygon'],
			paint: { 'fill-color': palette.library, 'fill-opacity': 0.55 }
		})),
		...each(basemap, 'houses', () => ({
			type: 'fill',
			minzoom: 13.5,
			paint: { 'fill-color': palette.line, 'fill-opacity': 0.45 }
		})),
		...each(basemap, 'streets', () => ({
			type: 'line',
			layout: { 'line-cap': 'round', 'line-join': 'round' },
			paint: {
				'line-color': palette.surface,
				'line-width': [
					'interpolate',
					['exponential', 1.6],
					['zoom'],
					9,
					['case', ['in', KIND, ['literal', WIDE]], 0.8, 0.2],
					14,
					['case', ['in', KIND, ['literal', WIDE]], 3.5, 1.4],
					17,
					['case', ['in', KIND, ['literal', WIDE]], 14, 6]
				]
			}
		}))
	];
}
