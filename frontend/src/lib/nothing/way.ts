/**
 * How long a way takes, estimated from the straight line, with the speeds and the detour that coverage
 * is reckoned with (venues/reach.py): 5 km/h on foot, 15 km/h by bicycle, a way of 1.3 times the line.
 */
const METRES_A_MINUTE = { walk: 5_000 / 60, bicycle: 15_000 / 60 };
const DETOUR = 1.3;
/** Further than that one would not walk in an evening. */
const LONGEST_WALK = 30;

export interface Way {
	mode: keyof typeof METRES_A_MINUTE;
	/** Whole minutes, at least one. */
	minutes: number;
}

const minutes = (metres: number, mode: Way['mode']): number =>
	Math.max(1, Math.round((metres * DETOUR) / METRES_A_MINUTE[mode]));

/** On foot as long as that is a walk, else by bicycle. `metres` is the straight line. */
export function wayOf(metres: number): Way {
	const onFoot = minutes(metres, 'walk');
	return onFoot <= LONGEST_WALK ? { mode: 'walk', minutes: onFoot } : { mode: 'bicycle', minutes: minutes(metres, 'bicycle') };
}
