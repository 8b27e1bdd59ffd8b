import { describe, expect, it } from 'vitest';
import { askPosition, GRID_METRES, roundPosition, type Position } from './position.ts';
import { asNear } from './query.ts';

const metres = (a: Position, b: Position): number =>
	Math.hypot((a.lat - b.lat) * 111_320, (a.lng - b.lng) * 111_320 * Math.cos((a.lat * Math.PI) / 180));

/** Places all over Huddinge, one every few hundred metres, none of them on the grid. */
const PLACES: Position[] = Array.from({ length: 400 }, (_, index) => ({
	lat: 59.17 + (index % 20) * 0.00537,
	lng: 17.85 + Math.floor(index / 20) * 0.01713
}));

describe('a position that leaves the device', () => {
	it('is never further from the true one than the half diagonal of a 100-metre square', () => {
		for (const place of PLACES) {
			expect(metres(place, roundPosition(place))).toBeLessThanOrEqual((GRID_METRES / 2) * Math.SQRT2 + 1);
		}
	});

	it('is moved: what is sent is not where the person is', () => {
		const moved = PLACES.filter((place) => metres(place, roundPosition(place)) > 5);
		expect(moved.length).toBeGreaterThan(PLACES.length * 0.9);
	});

	it('is the same for everybody within the same square', () => {
		const corner = roundPosition({ lat: 59.2181, lng: 18.1512 });
		for (const [north, east] of [[30, 30], [-30, 30], [30, -30], [-30, -30]] as const) {
			const near = {
				lat: corner.lat + north / 111_320,
				lng: corner.lng + east / (111_320 * Math.cos((corner.lat * Math.PI) / 180))
			};
			expect(roundPosition(near)).toEqual(corner);
		}
	});

	it('stays where it is when rounded again', () => {
		for (const place of PLACES) expect(roundPosition(roundPosition(place))).toEqual(roundPosition(place));
	});

	it('lies on a grid of 100 metres: few points for a whole municipality', () => {
		const step = GRID_METRES / 111_320;
		for (const place of PLACES) {
			const rows = roundPosition(place).lat / step;
			expect(Math.abs(rows - Math.round(rows))).toBeLessThan(0.01);
		}
	});

	it('has no more than five decimals in the request', () => {
		expect(asNear(roundPosition({ lat: 59.218134567, lng: 18.15123456 }))).toMatch(/^\d+\.\d{1,5},\d+\.\d{1,5}$/);
	});
});

describe('asking the device', () => {
	const device = (answer: (ok: PositionCallback, no: PositionErrorCallback) => void) => ({
		getCurrentPosition: (ok: PositionCallback, no?: PositionErrorCallback | null) => answer(ok, no as PositionErrorCallback)
	});

	it('gives the rounded position and nothing finer', async () => {
		const exact = { lat: 59.218134567, lng: 18.15123456 };
		const source = device((ok) =>
			ok({ coords: { latitude: exact.lat, longitude: exact.lng } } as GeolocationPosition)
		);
		await expect(askPosition(source)).resolves.toEqual(roundPosition(exact));
	});

	it('tells a refusal from a device that does not know', async () => {
		const refuse = device((_ok, no) => no({ code: 1 } as GeolocationPositionError));
		const lost = device((_ok, no) => no({ code: 2 } as GeolocationPositionError));
		await expect(askPosition(refuse)).rejects.toThrow('denied');
		await expect(askPosition(lost)).rejects.toThrow('unavailable');
		await expect(askPosition(undefined)).rejects.toThrow('unavailable');
	});
});
