/** What can be known about getting into a venue and taking part there, as the API names it. */
import type { VenueBrief } from '#lib/api/types.ts';
import type { Key } from '#lib/i18n/i18n.svelte.ts';

export type Fact = VenueBrief['accessibility']['yes'][number];

/** In the order they are shown in: getting in, being there, taking part. */
export const FACT_TEXT: Record<Fact, Key> = {
	step_free: 'access.step_free',
	ramp: 'access.ramp',
	lift: 'access.lift',
	toilet: 'access.toilet',
	changing_room: 'access.changing_room',
	parking: 'access.parking',
	hearing_loop: 'access.hearing_loop',
	quiet_room: 'access.quiet_room',
	tactile: 'access.tactile',
	assistance_dog: 'access.assistance_dog',
	interpreter: 'access.interpreter'
};
export const FACTS = Object.keys(FACT_TEXT) as Fact[];

export const isFact = (name: string): name is Fact => Object.hasOwn(FACT_TEXT, name);
