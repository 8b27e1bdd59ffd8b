import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { differing, merged } from './differing.ts';
import { emptyDraft } from './draft.ts';
import { forgetPart, keepPart, readPart } from './keeping.ts';

describe('two texts', () => {
	it('that are the same are one piece', () => {
		expect(compare('Kom och spela.', 'Kom och spela.')).toEqual([{ kind: 'same', text: 'Kom och spela.' }]);
	});

	it('show what is gone and what is new, word by word', () => {
		expect(compare('Kom och spela boll', 'Kom och spela schack')).toEqual([
			{ kind: 'same', text: 'Kom och spela ' },
			{ kind: 'gone', text: 'boll' },
			{ kind: 'new', text: 'schack' }
		]);
	});

	it('give both texts again, whatever they are', () => {
		const [then, now] = ['a  b\n c d', 'x b\n c e f '];
		const pieces = compare(then, now);
		const joined = (other: string): string =>
			pieces
				.filter(({ kind }) => kind !== other)
				.map(({ text }) => text)
				.join('');
		expect([joined('new'), joined('gone')]).toEqual([then, now]);
	});

	it('of which one is empty are all new or all gone', () => {
		expect(compare('', 'ny')).toEqual([{ kind: 'new', text: 'ny' }]);
		expect(compare('förr', '')).toEqual([{ kind: 'gone', text: 'förr' }]);
		expect(compare('', '')).toEqual([]);
	});
});

describe('two drafts of one activity', () => {
	it('differ where somebody wrote, in any language', () => {
		const theirs = emptyDraft('2026-11-25');
		const mine = { ...theirs, price: '40', texts: { ar: { title: 'ب', summary: '', description: '' } } };
		expect(differing(theirs, mine)).toEqual([
			{ field: 'price_sek', theirs: '0', mine: '40' },
			{ field: 'texts.ar.title', theirs: '', mine: 'ب' }
		]);
	});

	it('are put together so that each keeps what only they changed', () => {
		const base = emptyDraft('2026-11-25');
		const theirs = { ...base, price: '20', texts: { sv: { title: 'A', summary: 's', description: '' } } };
		const mine = { ...base, to: 25, texts: { sv: { title: '', summary: '', description: 'min' } } };
		expect(merged(base, theirs, mine)).toMatchObject({
			price: '20',
			to: 25,
			texts: { sv: { title: 'A', summary: 's', description: 'min' } }
		});
	});
});

describe('a translation that is not saved', () => {
	it('is kept by activity and language, and forgotten once it is saved', () => {
		const held = new Map<string, string>();
		const device = {
			getItem: (key: string) => held.get(key) ?? null,
			setItem: (key: string, value: string) => void held.set(key, value),
			removeItem: (key: string) => void held.delete(key)
		};
		const words = { title: 'ب', summary: '', description: '' };
		keepPart('words.a.ar', words, device);
		expect(readPart('words.a.ar', device)).toEqual(words);
		expect(readPart('words.a.en', device)).toBeNull();
		forgetPart('words.a.ar', device);
		expect(readPart('words.a.ar', device)).toBeNull();
	});
});
