import { describe, expect, it } from 'vitest';
import { wayOf } from './way.ts';

describe('the way to the nearest', () => {
	it.each([
		[962, { mode: 'walk', minutes: 15 }],
		[1090, { mode: 'walk', minutes: 17 }],
		[20, { mode: 'walk', minutes: 1 }],
		[1923, { mode: 'walk', minutes: 30 }],
		[2885, { mode: 'bicycle', minutes: 15 }]
	])('of %i metres as the crow flies takes as long as coverage reckons', (metres, way) =>
		expect(wayOf(metres)).toEqual(way)
	);
});
