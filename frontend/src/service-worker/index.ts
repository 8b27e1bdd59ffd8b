/**
 * Keeps Nära readable without a network, and whole while a new version comes.
 *
 * Pages: from the server if it answers in time, else the empty shell, which fills itself from what is
 * kept. Answers of the API: from the server, else what was kept, marked with its age. Files: they are
 * named after their content, so what is kept is right. Nothing personal is ever kept: `kept.ts`.
 */
import { version } from '$app/env';
import { self } from '$app/service-worker';
import files from 'virtual:offline-files';

import { ANSWERS, FILES, isFresh, isOld, keep, keyOf, mayKeep, mayStore } from '../lib/offline/kept.ts';

/** A page that says nothing about anybody, asked for without cookies: every page starts from it. */
const SHELL = '/saved';
const STORE = FILES + version;
const IMMUTABLE = '/_app/immutable/';
const MARKS = ['/icon.svg', '/mark.svg'];
/** Milliseconds that a page, and an answer of which an older one is kept, may take. */
const PAGE_PATIENCE = 5_000;
const ANSWER_PATIENCE = 8_000;
const TAB_PATIENCE = 2_000;
/** How many files are fetched at a time: what the person does goes first. */
const AT_A_TIME = 4;

const thrifty = (): boolean =>
	(navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

class TooSlow extends Error {}

function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
	const late = new Promise<never>((_, reject) => setTimeout(() => reject(new TooSlow()), milliseconds));
	return Promise.race([promise, late]);
}

/** Keeps a file in this version's store: from another version that has it, else from the server. */
async function keepFile(store: Cache, path: string): Promise<void> {
	const known = await caches.match(path, { ignoreVary: true });
	if (known) await store.put(path, known);
	else await store.add(path);
}

async function keepShell(store: Cache): Promise<void> {
	const page = await fetch(SHELL, { credentials: 'omit', cache: 'no-store' });
	if (!page.ok || page.redirected) throw new Error(`The shell answers ${page.status}`);
	const html = await page.clone().text();
	const needed = [...new Set(html.match(/\/_app\/immutable\/[^"']+/g))];
	await Promise.all([...needed, ...MARKS].map((path) => keepFile(store, path)));
	await store.put(SHELL, page);
}

/** The rest is welcome but not needed: what could not be fetched is kept when it is used. */
async function keepRest(store: Cache): Promise<void> {
	for (let at = 0; at < files.length; at += AT_A_TIME) {
		await Promise.allSettled(files.slice(at, at + AT_A_TIME).map((path) => keepFile(store, path)));
	}
}

async function install(): Promise<void> {
	const store = await caches.open(STORE);
	await keepShell(store);
	if (!thrifty()) await keepRest(store);
	// Safe at once: tabs of older versions find their files in the stores that are still here.
	await self.skipWaiting();
}

/** Which version a tab shows; empty when it does not say. */
function versionOf(tab: Client): Promise<string> {
	const { port1, port2 } = new MessageChannel();
	const said = new Promise<string>((resolve) => (port1.onmessage = ({ data }) => resolve(String(data))));
	tab.postMessage('version?', [port2]);
	return within(said, TAB_PATIENCE).catch(() => '');
}

/** Throws away what nobody needs: files of versions that no tab shows any more, and old answers. */
async function tidy(): Promise<void> {
	const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const versions = await Promise.all(tabs.map(versionOf));
	if (versions.every((one) => one === version)) {
		const stores = (await caches.keys()).filter((name) => name.startsWith(FILES) && name !== STORE);
		await Promise.all(stores.map((name) => caches.delete(name)));
	}
	const answers = await caches.open(ANSWERS);
	for (const key of await answers.keys()) {
		const answer = await answers.match(key);
		if (answer && isOld(answer)) await answers.delete(key);
	}
}

async function activate(): Promise<void> {
	await self.clients.claim();
	for (const tab of await self.clients.matchAll({ type: 'window' })) tab.postMessage({ version });
	await tidy();
}

async function file(event: FetchEvent): Promise<Response> {
	const { request } = event;
	const known = await caches.match(request, { ignoreVary: true });
	if (known) return known;
	const response = await fetch(request);
	if (response.ok) {
		const copy = response.clone();
		event.waitUntil(caches.open(STORE).then((store) => store.put(request, copy)));
	}
	return response;
}

const isPage = ({ pathname }: URL): boolean => !/^\/(api|_allauth|ws|static|_app)\/|\.[a-z]+$/.test(pathname);

/** The server, or what stands before it, says that it cannot answer at all. */
const isAway = ({ status }: Response): boolean => status >= 502 && status <= 504;

async function page(request: Request): Promise<Response> {
	const asked = fetch(request);
	try {
		const response = await within(asked, PAGE_PATIENCE);
		if (!isAway(response)) return response;
	} catch {
		// Out of reach, or too slow: the shell says what it has.
	}
	const shell = await caches.match(SHELL, { cacheName: STORE, ignoreVary: true });
	if (!shell) return asked;
	asked.catch(() => undefined);
	return shell;
}

/** Keeps the answer. What a person who has logged in got is theirs: what a visitor gets is asked for. */
async function keepAnswer(address: URL, response: Response): Promise<void> {
	const answers = await caches.open(ANSWERS);
	if (response.status === 404) await answers.delete(keyOf(address));
	if (mayStore(response)) return keep(answers, keyOf(address), response);
	if (!response.ok || thrifty() || isFresh(await answers.match(keyOf(address)))) return;
	const visitors = await fetch(address, { credentials: 'omit' });
	if (mayStore(visitors)) await keep(answers, keyOf(address), visitors);
}

async function answer(event: FetchEvent, address: URL): Promise<Response> {
	const answers = await caches.open(ANSWERS);
	const known = await answers.match(keyOf(address), { ignoreVary: true });
	const asked = fetch(event.request);
	try {
		const response = await (known ? within(asked, ANSWER_PATIENCE) : asked);
		if (!isAway(response)) {
			event.waitUntil(keepAnswer(address, response.clone()).catch(() => undefined));
			return response;
		}
	} catch (failure) {
		if (!known) throw failure;
		asked.catch(() => undefined);
	}
	return known ?? asked;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
	if (event.data === 'version?') event.ports[0]?.postMessage(version);
	if (event.data === 'tidy') event.waitUntil(tidy());
});
self.addEventListener('fetch', (event) => {
	const { request } = event;
	const address = new URL(request.url);
	if (request.method !== 'GET' || address.origin !== self.location.origin) return;
	if (address.pathname.startsWith(IMMUTABLE) || MARKS.includes(address.pathname)) event.respondWith(file(event));
	else if (request.mode === 'navigate' && isPage(address)) event.respondWith(page(request));
	else if (mayKeep(address)) event.respondWith(answer(event, address));
});
