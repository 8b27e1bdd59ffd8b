/** Where somebody is: asked for on a tap, rounded before it leaves the device, never stored. */
export interface Position {
	lat: number;
	lng: number;
}

/** Edge of the grid that positions are moved to, in metres. */
export const GRID_METRES = 100;

const METRES_PER_DEGREE = 111_320;

const snap = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(5));

/** Moves a position to the nearest crossing of a 100-metre grid: at most 71 m from where it was. */
export function roundPosition(position: Position): Position {
	const step = GRID_METRES / METRES_PER_DEGREE;
	const lat = snap(position.lat, step);
	// One width of a degree for the whole row of the grid, so that neighbours land on the same points.
	const shrink = Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
	return { lat, lng: snap(position.lng, step / shrink) };
}

export type PositionRefusal = 'denied' | 'unavailable';

/** Asks the device. What comes out is rounded already: the exact position goes no further. */
export function askPosition(source: Pick<Geolocation, 'getCurrentPosition'> | undefined): Promise<Position> {
	return new Promise((resolve, reject) => {
		if (!source) {
			reject(new Error('unavailable' satisfies PositionRefusal));
			return;
		}
		source.getCurrentPosition(
			({ coords }) => resolve(roundPosition({ lat: coords.latitude, lng: coords.longitude })),
			(error) => {
				const refusal: PositionRefusal = error.code === 1 ? 'denied' : 'unavailable';
				reject(new Error(refusal));
			},
			{ enableHighAccuracy: false, timeout: 10_000, maximumAge: 300_000 }
		);
	});
}
