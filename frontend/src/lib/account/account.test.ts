import { describe, expect, it } from 'vitest';
import { Backoff } from '#lib/detail/backoff.ts';
import { stepOf } from './allauth.ts';
import { safeNext } from './next.ts';

describe('after a log-in', () => {
	it.each([
		['/gaps?slot=evening', '/gaps?slot=evening'],
		['//evil.example/x', '/account'],
		['https://evil.example', '/account'],
		['/\\evil.example', '/account'],
		['javascript:alert(1)', '/account'],
		[null, '/account']
	])('one stays on this site: %s', (wanted, expected) => {
		expect(safeNext(wanted, '/account')).toBe(expected);
	});
});

describe('the next step of a log-in', () => {
	const pending = (id: string) => ({ status: 401, data: { flows: [{ id: 'login' }, { id, is_pending: true }] } });

	it('follows what the server leaves open', () => {
		expect(stepOf({ status: 200 })).toBe('done');
		expect(stepOf({ status: 409 })).toBe('done');
		expect(stepOf(pending('login_by_code'))).toBe('code');
		expect(stepOf(pending('mfa_authenticate'))).toBe('second_factor');
		expect(stepOf({ status: 401, data: { flows: [{ id: 'mfa_reauthenticate' }] } })).toBe('reauthenticate');
		expect(stepOf({ status: 400, errors: [] })).toBe('refused');
	});
});

describe('trying again', () => {
	it('waits longer each time, up to a limit, and starts over after a success', () => {
		const backoff = new Backoff(1000, 8000, () => 1);
		expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([1000, 2000, 4000, 8000, 8000]);
		backoff.reset();
		expect(backoff.next()).toBe(1000);
	});

	it('never all at the same moment', () => {
		expect(new Backoff(1000, 8000, () => 0).next()).toBe(500);
	});
});
