/** The one place where a request leaves the browser. */
import { heard } from '#lib/online.svelte.ts';
import { readProblem, Unreachable } from './failure.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function csrfToken(cookies: string): string {
	return /(?:^|;\s*)csrftoken=([^;]+)/.exec(cookies)?.[1] ?? '';
}

/** `fetch` whose every failure is typed: no network is `Unreachable`, all else is an answer. */
export async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	try {
		return await fetch(input, { credentials: 'same-origin', ...init });
	} catch (error) {
		if (error instanceof DOMException && error.name === 'AbortError') throw error;
		throw new Unreachable(typeof navigator !== 'undefined' && navigator.onLine === false, error);
	}
}

/** Adds the language problems should be told in, and what Django wants to see before anything is changed. */
export async function withCsrf(request: Request): Promise<Request> {
	request.headers.set('Accept-Language', document.documentElement.lang);
	if (SAFE.has(request.method)) return request;
	if (!csrfToken(document.cookie)) await reach('/_allauth/browser/v1/config');
	request.headers.set('X-CSRFToken', csrfToken(document.cookie));
	return request;
}

/** As `reach`, with the CSRF token; an answer that is not a success is thrown as a `Problem`. */
export async function send(request: Request): Promise<Response> {
	const response = await reach(await withCsrf(request));
	heard(response);
	if (!response.ok) throw await readProblem(response);
	return response;
}
