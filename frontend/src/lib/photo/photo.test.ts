import { describe, expect, it } from 'vitest';
import { inPlaceOf } from './photos.svelte.ts';
import { plainSource, sourcesOf } from './sources.ts';

const file = (type: 'image/avif' | 'image/webp', width: number) => ({
	type,
	width,
	height: width,
	url: `/${width}.${type.slice(6)}`
});
const photo = {
	sources: [
		file('image/avif', 320),
		file('image/avif', 640),
		file('image/webp', 320),
		file('image/webp', 640),
		file('image/webp', 1280)
	]
};

describe('a picture for every screen', () => {
	it('offers each format once, with all of its widths', () => {
		expect(sourcesOf(photo)).toEqual([
			{ type: 'image/avif', srcset: '/320.avif 320w, /640.avif 640w' },
			{ type: 'image/webp', srcset: '/320.webp 320w, /640.webp 640w, /1280.webp 1280w' }
		]);
	});

	it('has one that every browser can show', () => {
		expect(plainSource(photo)).toBe('/640.webp');
		expect(plainSource({ sources: [file('image/avif', 320)] })).toBe('/320.avif');
		expect(plainSource({ sources: [] })).toBe('');
	});
});

describe('a picture that takes the place of another', () => {
	it('stands where the other stood, and the other right after it', () => {
		expect(inPlaceOf(['a', 'b', 'c', 'new'], 'b')).toEqual(['a', 'new', 'b', 'c']);
		expect(inPlaceOf(['a', 'new'], 'a')).toEqual(['new', 'a']);
	});

	it('stays last when the other is gone', () => {
		expect(inPlaceOf(['a', 'new'], 'gone')).toEqual(['a', 'new']);
		expect(inPlaceOf([], 'gone')).toEqual([]);
	});
});
