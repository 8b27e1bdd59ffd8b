import { describe, expect, test } from 'vitest';

import { Problem, Unreachable } from '#lib/api/failure.ts';
import { Doing, RequestKey } from './doing.svelte.ts';

describe('doing something once', () => {
	test('a second tap while the first is on its way does nothing', async () => {
		const doing = new Doing();
		let asked = 0;
		const work = async (): Promise<number> => {
			await Promise.resolve();
			return (asked += 1);
		};
		const both = await Promise.all([doing.run(work), doing.run(work)]);
		expect(both).toEqual([1, undefined]);
		expect(asked).toBe(1);
		expect(doing.busy).toBe(false);
	});

	test('what went wrong is kept until the next try', async () => {
		const doing = new Doing();
		expect(await doing.run(() => Promise.reject(new Problem(409, 'full', 'Fullt', '')))).toBeUndefined();
		expect(doing.failure).toMatchObject({ code: 'full' });
		expect(await doing.run(() => Promise.resolve('done'))).toBe('done');
		expect(doing.failure).toBeUndefined();
	});

	test('a mistake of ours is no failure of the network', async () => {
		const doing = new Doing();
		await expect(doing.run(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
		expect(await doing.run(() => Promise.reject(new Unreachable(true)))).toBeUndefined();
	});
});

describe('the name of a request', () => {
	test('the same wish keeps its name until it is done; another has another', () => {
		const key = new RequestKey();
		const first = key.for({ session: 'a' });
		expect(key.for({ session: 'a' })).toBe(first);
		expect(key.for({ session: 'b' })).not.toBe(first);
		const again = key.for({ session: 'a' });
		expect(again).not.toBe(first);
		key.done();
		expect(key.for({ session: 'a' })).not.toBe(again);
	});
});
