/** Makes a map that speaks our language, wears our colours and asks no one but our own server. */
import { Map, NavigationControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';

import type { Basemap } from '#lib/api/types.ts';
import type { Bounds } from '#lib/explore/query.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { place } from '#lib/place.svelte.ts';
import { readPalette, type Palette } from './palette.ts';

setWorkerUrl(workerUrl);

export type MakeStyle = (palette: Palette, origin: string, basemap?: Basemap | null) => StyleSpecification;

export interface MapWishes {
	container: HTMLElement;
	style: MakeStyle;
	/** What to show first; else the whole municipality. */
	bounds?: Bounds | null;
	label: string;
}

const SWEDEN: Bounds = [11, 55.3, 24.2, 69.1];

export function createMap(wishes: MapWishes): Map {
	const home = (place.municipality?.bbox as Bounds | undefined) ?? SWEDEN;
	const map = new Map({
		container: wishes.container,
		style: wishes.style(readPalette(), location.origin),
		bounds: wishes.bounds ?? home,
		fitBoundsOptions: { padding: 40, maxZoom: 14 },
		attributionControl: false,
		dragRotate: false,
		pitchWithRotate: false,
		maxZoom: 17,
		locale: {
			'Map.Title': wishes.label,
			'NavigationControl.ZoomIn': t('map.zoom.in'),
			'NavigationControl.ZoomOut': t('map.zoom.out')
		}
	});
	map.touchZoomRotate.disableRotation();
	map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
	return map;
}

/** Says what the map itself says again: its label and its buttons, in the language of the moment. */
export function retitle(map: Map, label: string): void {
	map.getCanvas().setAttribute('aria-label', label);
	const texts = { 'zoom-in': t('map.zoom.in'), 'zoom-out': t('map.zoom.out') };
	for (const [name, text] of Object.entries(texts)) {
		const button = map.getContainer().querySelector(`.maplibregl-ctrl-${name}`);
		button?.setAttribute('aria-label', text);
		button?.setAttribute('title', text);
	}
}

/** Follows light and dark; returns what stops it. */
export function followTheme(map: Map, style: MakeStyle): () => void {
	const repaint = () => map.setStyle(style(readPalette(), location.origin), { diff: true });
	const media = window.matchMedia('(prefers-color-scheme: dark)');
	const watcher = new MutationObserver(repaint);
	media.addEventListener('change', repaint);
	watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	return () => {
		media.removeEventListener('change', repaint);
		watcher.disconnect();
	};
}

export function boundsOf(map: Map): Bounds {
	const seen = map.getBounds();
	return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
}
