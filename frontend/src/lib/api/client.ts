/**
 * The typed API: paths, parameters and answers come from the generated description.
 * The types are those of openapi-fetch; what runs is only what we need of it.
 */
import type { Client } from 'openapi-fetch';

import { first, takeFirst } from './first.ts';
import type { paths } from './schema.d.ts';
import { send } from './send.ts';

const origin = typeof location === 'undefined' ? 'http://localhost' : location.origin;

interface Wanted {
	params?: { path?: Record<string, string>; query?: Record<string, unknown>; header?: Record<string, string> };
	body?: unknown;
	signal?: AbortSignal;
}

/** The address of a path of the description, with its parameters in place. */
export function addressOf(path: string, params: Wanted['params'] = {}): string {
	const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
		encodeURIComponent(params.path?.[name] ?? '')
	);
	const query = Object.entries(params.query ?? {}).filter(([, value]) => value !== undefined && value !== null);
	const search = new URLSearchParams(query.map(([name, value]) => [name, String(value)])).toString();
	return origin + filled + (search ? `?${search}` : '');
}

const ask =
	(method: string) =>
	async (path: string, { params, body: data, signal }: Wanted = {}) => {
		const address = addressOf(path, params);
		const known = method === 'GET' ? takeFirst(first, address) : undefined;
		if (known) return { data: known.body };
		const request = new Request(address, {
			method,
			signal: signal ?? null,
			headers: data === undefined ? {} : { ...params?.header, 'Content-Type': 'application/json' },
			body: data === undefined ? null : JSON.stringify(data)
		});
		const response = await send(request);
		return { data: response.status === 204 ? undefined : ((await response.json()) as unknown), response };
	};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export const api = {
	GET: ask('GET'),
	POST: ask('POST'),
	PUT: ask('PUT'),
	PATCH: ask('PATCH'),
	DELETE: ask('DELETE')
} as unknown as Pick<Client<paths, 'application/json'>, Method>;

/** The body of an answer. `send` has thrown already if there was none to expect. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
	return (await answer).data as T;
}

/** Follows a keyset link of a list, as the server gave it, on this origin only. */
export async function follow<T>(next: string, signal?: AbortSignal): Promise<T> {
	const url = new URL(next, origin);
	const response = await send(new Request(origin + url.pathname + url.search, { signal: signal ?? null }));
	return (await response.json()) as T;
}
