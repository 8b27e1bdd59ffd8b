import { expect, test } from 'vitest';
import { checks, sha256 } from './checking.ts';

async function drawOf(numbers: string[]) {
	const seed = 'seed';
	const results = await Promise.all(numbers.map(async (number) => ({ number, lot: await sha256(seed + number) })));
	results.sort((one, other) => (one.lot < other.lot ? -1 : 1));
	return { term: '', closes_at: '', drawn_at: '', seed, seed_hash: await sha256(seed), results };
}

test('the hash is the one that everybody computes', async () => {
	expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a right draw is found right', async () => {
	expect(await checks(await drawOf(['A', 'B', 'C', 'D']))).toBe(true);
});

test('another seed, another order and another lot are found out', async () => {
	const right = await drawOf(['A', 'B', 'C', 'D']);
	expect(await checks({ ...right, seed: 'other' })).toBe(false);
	expect(await checks({ ...right, results: right.results.toReversed() })).toBe(false);
	const forged = right.results.map((one) => ({ ...one, number: `${one.number}x` }));
	expect(await checks({ ...right, results: forged })).toBe(false);
});
