/** Starts the service worker when the page has come to rest, and hears from it. */
import { version } from '$app/env';
import { updated } from '$app/state';
import { moreWords } from '#lib/i18n/i18n.svelte.ts';
import { ANSWERS, FILES, firstAnswers, keep, keyOf } from './kept.ts';

const RELOADED = 'nara.reloaded';

/** The person has asked their browser to save data. */
export const thrifty = (): boolean =>
	(navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

function whenIdle(work: () => Promise<void>): void {
	const quietly = () => void work().catch(() => undefined); // What could not be kept is fetched when it is needed.
	if ('requestIdleCallback' in window) requestIdleCallback(quietly, { timeout: 5_000 });
	else setTimeout(quietly, 2_000);
}

/**
 * A file of this page is gone from the server because a new version has come: the page is loaded again,
 * once. Without a network, or when it is something else, the page itself says that it could not come.
 */
async function reloadOnce(): Promise<void> {
	try {
		if (sessionStorage.getItem(RELOADED) === version || !(await updated.check())) return;
		sessionStorage.setItem(RELOADED, version);
		location.reload();
	} catch {
		/* nothing to compare with, or nowhere to remember it: better no reload than one without end */
	}
}

/** What this page uses and was fetched before there was a service worker, and what came with it. */
async function keepUsed(): Promise<void> {
	if (!thrifty()) await moreWords();
	const used = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
	const files = await caches.open(FILES + version);
	for (const path of new Set(used.filter((one) => one.startsWith('/_app/immutable/')))) {
		if (!(await caches.match(path, { ignoreVary: true }))) await files.add(path);
	}
	const answers = await caches.open(ANSWERS);
	const came = document.getElementById('first-data')?.textContent;
	for (const { address, body } of firstAnswers(came, location.origin)) {
		await keep(answers, keyOf(address), Response.json(body));
	}
}

/** Fetches what is saved, as anybody would see it, so that it can be read without a network. */
export async function keepSaved(addresses: string[]): Promise<void> {
	if (thrifty() || !navigator.onLine || !navigator.serviceWorker?.controller) return;
	const answers = await caches.open(ANSWERS);
	for (const address of addresses) {
		const url = new URL(address, location.origin);
		if (!(await answers.match(keyOf(url)))) await fetch(url, { credentials: 'omit' });
	}
}

/** Begins; `onNewer` is called when a newer version than this page's is there. Returns how to end. */
export function begin(onNewer: () => void): () => void {
	const lost = () => void reloadOnce();
	window.addEventListener('vite:preloadError', lost);
	const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
	const hear = ({ data, ports }: MessageEvent<'version?' | { version: string }>): void => {
		if (data === 'version?') ports[0]?.postMessage(version);
		else if (Number(data.version) > Number(version)) onNewer();
	};
	const look = () => {
		if (document.visibilityState !== 'visible') return;
		void worker?.getRegistration().then((found) => found?.update(), () => undefined).catch(() => undefined);
	};
	if (worker) {
		worker.addEventListener('message', hear);
		document.addEventListener('visibilitychange', look);
		whenIdle(async () => {
			await worker.register('/service-worker.js');
			if (!(await worker.getRegistration())) return;
			await worker.ready;
			await keepUsed();
			worker.controller?.postMessage('tidy');
		});
	}
	return () => {
		window.removeEventListener('vite:preloadError', lost);
		worker?.removeEventListener('message', hear);
		document.removeEventListener('visibilitychange', look);
	};
}
