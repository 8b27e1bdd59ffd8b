/**
 * Five steps from nothing to plenty, around the threshold that the municipality has set
 * (seat-hours per week and 100 young people). Each has a colour and a pattern of its own.
 */
import type { CoverageRow } from '#lib/api/types.ts';

export const CLASSES = ['none', 'low', 'under', 'over', 'plenty', 'unknown'] as const;
export type Class = (typeof CLASSES)[number];

export interface Look {
	fill: string;
	ink: string;
	/** Lines across the colour: how many pixels between them, and whether they cross. */
	gap: number;
	cross: boolean;
}

export const LOOKS: Record<Class, Look> = {
	none: { fill: '#d9480f', ink: '#4a1200', gap: 6, cross: true },
	low: { fill: '#f58b3d', ink: '#6b2500', gap: 7, cross: false },
	under: { fill: '#ffd28a', ink: '#9a5b00', gap: 12, cross: false },
	over: { fill: '#8fd6c6', ink: '#0b4a46', gap: 0, cross: false },
	plenty: { fill: '#1f8a7a', ink: '#ffffff', gap: 0, cross: false },
	unknown: { fill: '#c9d6d1', ink: '#5d7470', gap: 4, cross: true }
};

export function classOf(row: Pick<CoverageRow, 'seat_hours_per_100_young'>, threshold: number): Class {
	const hours = row.seat_hours_per_100_young;
	if (hours === null) return 'unknown';
	if (hours <= 0) return 'none';
	if (hours < threshold / 2) return 'low';
	if (hours < threshold) return 'under';
	return hours < threshold * 2 ? 'over' : 'plenty';
}

/** The bounds of a class in seat-hours, for the legend; nothing where there is no bound. */
export function boundsOf(one: Class, threshold: number): { from: number | null; to: number | null } {
	const steps: Record<Class, [number | null, number | null]> = {
		none: [0, 0],
		low: [0, threshold / 2],
		under: [threshold / 2, threshold],
		over: [threshold, threshold * 2],
		plenty: [threshold * 2, null],
		unknown: [null, null]
	};
	const [from, to] = steps[one];
	return { from, to };
}
