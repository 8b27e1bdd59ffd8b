/**
 * What may be kept on the device of what the server answers, and how. Used by the service worker and
 * by the pages; docs/offline.md says it in words.
 */
import { KEPT } from '../api/keptHeader.ts';

/** Public answers of the API, each with the time when it came. */
export const ANSWERS = 'nara-answers';
/** Files of the frontend: one store for each version that a tab may still show. */
export const FILES = 'nara-files-';
export const KEPT_AT_MOST = 80;
export const DAYS = 30;

const ID = '[0-9a-f-]{36}';
const PUBLIC = new RegExp(
	`^/api/v1/(municipality|categories|basemap|(sessions|activities|venues)(/${ID})?|areas(/[^/]+)?)$`
);
/** These say where somebody is or looks, are one page of many, or are of the work of staff. */
const NEVER = ['near', 'within', 'bbox', 'cursor', 'status', 'needs'];

/** Whether the answer of this address may be kept: the public lists and details, and nothing else. */
export function mayKeep({ pathname, searchParams }: URL): boolean {
	return PUBLIC.test(pathname) && !NEVER.some((name) => searchParams.has(name));
}

/** Whether the server lets this answer be kept: what somebody who has logged in gets, it never does. */
export function mayStore({ status, headers }: Pick<Response, 'status' | 'headers'>): boolean {
	return status === 200 && !/no-store/.test(headers.get('Cache-Control') ?? '');
}

/** The address that an answer is kept under: the same question is found in any order. */
export function keyOf(address: URL): string {
	const search = new URLSearchParams(address.searchParams);
	search.sort();
	const query = search.toString();
	return address.origin + address.pathname + (query ? `?${query}` : '');
}

/** The answer, marked with the time when it came. */
export async function marked(answer: Response, now = new Date()): Promise<Response> {
	const headers = { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/json', [KEPT]: now.toISOString() };
	return new Response(await answer.blob(), { headers });
}

/** Keeps an answer; the ones that were kept longest ago make room. */
export async function keep(store: Cache, key: string, answer: Response): Promise<void> {
	await store.put(key, await marked(answer));
	const keys = await store.keys();
	await Promise.all(keys.slice(0, Math.max(0, keys.length - KEPT_AT_MOST)).map((old) => store.delete(old)));
}

const ageOf = (answer: Response, now: number): number => now - Date.parse(answer.headers.get(KEPT) ?? '');

/** Whether an answer is too old to be of use to anybody. */
export function isOld(answer: Response, now = Date.now()): boolean {
	return !(ageOf(answer, now) < DAYS * 86_400_000);
}

/** Whether a kept answer is so new that it need not be asked for once more in the background. */
export function isFresh(answer: Response | undefined, now = Date.now()): boolean {
	return answer !== undefined && ageOf(answer, now) < 600_000;
}

interface Came {
	path: string;
	query: Record<string, string>;
	body: unknown;
}

/**
 * The answers that came with a page (config/pages) and may be kept. None when the page was made for
 * somebody who has logged in: only a visitor's page says who is asking.
 */
export function firstAnswers(text: string | null | undefined, origin: string): { address: URL; body: unknown }[] {
	const came = JSON.parse(text || '[]') as Came[];
	const me = came.find(({ path }) => path === '/api/v1/me')?.body as { authenticated?: boolean } | undefined;
	if (me?.authenticated !== false) return [];
	return came
		.map(({ path, query, body }) => ({ address: new URL(`${path}?${new URLSearchParams(query)}`, origin), body }))
		.filter(({ address }) => mayKeep(address));
}
