import { send } from '#lib/api/send.ts';
import { around } from './venues.ts';

interface Named {
	properties: { code: string; name: string };
	geometry: { coordinates: unknown } | null;
}

export interface DistrictName {
	code: string;
	name: string;
	at: [number, number];
}

/** All corners of a geometry, however deep its rings are nested. */
export function corners(coordinates: unknown): { lng: number; lat: number }[] {
	if (!Array.isArray(coordinates)) return [];
	const [lng, lat] = coordinates as unknown[];
	if (typeof lng === 'number' && typeof lat === 'number') return [{ lng, lat }];
	return coordinates.flatMap(corners);
}

/** Puts each name in the middle of its district. */
export function placeNames(features: Named[]): DistrictName[] {
	return features.flatMap(({ properties, geometry }) => {
		const box = around(corners(geometry?.coordinates));
		if (!box) return [];
		const at: [number, number] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
		return [{ code: properties.code, name: properties.name, at }];
	});
}

export async function districtNames(lang: string, signal: AbortSignal): Promise<DistrictName[]> {
	const query = new URLSearchParams({ kind: 'district', lang, page_size: '100', format: 'geojson' });
	const response = await send(new Request(`/api/v1/areas?${query}`, { signal }));
	const answer = (await response.json()) as { features: Named[] };
	return placeNames(answer.features);
}
