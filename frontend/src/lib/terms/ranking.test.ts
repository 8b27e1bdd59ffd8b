import { expect, test } from 'vitest';
import { added, better, removed } from './ranking.ts';

test('three wishes at most, each once, in the order they were chosen', () => {
	const three = ['piano', 'dance', 'guitar'].reduce(added, [] as string[]);
	expect(three).toEqual(['piano', 'dance', 'guitar']);
	expect(added(three, 'cello')).toEqual(three);
	expect(added(['piano'], 'piano')).toEqual(['piano']);
});

test('a wish goes one step up, and the best stays', () => {
	expect(better(['a', 'b', 'c'], 'c')).toEqual(['a', 'c', 'b']);
	expect(better(['a', 'b', 'c'], 'a')).toEqual(['a', 'b', 'c']);
	expect(better(['a'], 'x')).toEqual(['a']);
});

test('a wish is taken out', () => {
	expect(removed(['a', 'b'], 'a')).toEqual(['b']);
});
