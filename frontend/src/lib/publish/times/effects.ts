/** What happens to sessions, counted and in words. */
import type { ScheduledChange } from '#lib/api/types.ts';
import type { Key } from '#lib/i18n/i18n.svelte.ts';

export type Effect = ScheduledChange['effect'];

/** In the order in which they are told. */
export const EFFECT_WORDS: Record<Effect, Key> = {
	made: 'publish.times.count.made',
	changed: 'publish.times.count.changed',
	removed: 'publish.times.count.removed',
	cancelled: 'publish.times.count.cancelled',
	kept: 'publish.times.count.kept'
};

/** How many of each, leaving out what does not happen. */
export function counted(changes: readonly Pick<ScheduledChange, 'effect'>[]): { effect: Effect; count: number }[] {
	return (Object.keys(EFFECT_WORDS) as Effect[])
		.map((effect) => ({ effect, count: changes.filter((one) => one.effect === effect).length }))
		.filter(({ count }) => count > 0);
}
