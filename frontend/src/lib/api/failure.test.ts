import { afterEach, describe, expect, it, vi } from 'vitest';
import { asFailure, Problem, readProblem, Unreachable } from './failure.ts';
import { csrfToken, reach, send } from './send.ts';

const page = { documentElement: { lang: 'sv' }, cookie: 'csrftoken=secret' };

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
	return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

afterEach(() => vi.unstubAllGlobals());

describe('no answer', () => {
	it('is told as offline when the device says so', async () => {
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		vi.stubGlobal('navigator', { onLine: false });
		await expect(reach('/x')).rejects.toMatchObject({ name: 'Unreachable', offline: true });
	});

	it('is not blamed on the device when it has a network', async () => {
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		vi.stubGlobal('navigator', { onLine: true });
		await expect(reach('/x')).rejects.toMatchObject({ name: 'Unreachable', offline: false });
	});

	it('because we gave up ourselves is no outage', async () => {
		const gone = new DOMException('gone', 'AbortError');
		vi.stubGlobal('fetch', () => Promise.reject(gone));
		await expect(reach('/x')).rejects.toBe(gone);
	});
});

describe('an answer that is a problem', () => {
	it('keeps its title, code and fields', async () => {
		const problem = await readProblem(
			answer(400, {
				title: 'Fel',
				code: 'invalid',
				detail: 'Rätta',
				errors: [{ name: 'texts.0.title', code: 'blank', detail: 'Skriv något.' }]
			})
		);
		expect(problem).toMatchObject({ status: 400, title: 'Fel', code: 'invalid', detail: 'Rätta', outage: false });
		expect(problem.fields).toEqual([{ field: 'texts.0.title', code: 'blank', detail: 'Skriv något.' }]);
	});

	it('of no shape at all, such as a gateway’s page, is still a problem', async () => {
		const problem = await readProblem(answer(502, '<html>Bad gateway</html>'));
		expect(problem).toMatchObject({ status: 502, code: 'http_502', outage: true, fields: [] });
	});

	it('says how long to wait when the server says it', async () => {
		expect((await readProblem(answer(429, {}, { 'Retry-After': '30' }))).retryAfter).toBe(30);
		expect((await readProblem(answer(429, {}))).retryAfter).toBeNull();
	});

	it('is thrown by send; a fault of our own is not swallowed', async () => {
		vi.stubGlobal('document', page);
		vi.stubGlobal('fetch', () => Promise.resolve(answer(503, {})));
		await expect(send(new Request('http://localhost/x'))).rejects.toBeInstanceOf(Problem);
		expect(() => asFailure(new RangeError('ours'))).toThrow('ours');
		expect(asFailure(new Unreachable(true))).toBeInstanceOf(Unreachable);
	});
});

describe('what Django wants to see', () => {
	it('is sent with everything that changes something, and only then', async () => {
		vi.stubGlobal('document', page);
		const seen: Request[] = [];
		vi.stubGlobal('fetch', (request: Request) => {
			seen.push(request);
			return Promise.resolve(answer(200, {}));
		});
		await send(new Request('http://localhost/x', { method: 'POST' }));
		await send(new Request('http://localhost/x'));
		expect(seen.map((one) => one.headers.get('X-CSRFToken'))).toEqual(['secret', null]);
		expect(seen[0]?.headers.get('Accept-Language')).toBe('sv');
	});

	it('is found among other cookies', () => {
		expect(csrfToken('a=1; csrftoken=abc; b=2')).toBe('abc');
		expect(csrfToken('notcsrftoken=abc')).toBe('');
	});
});
