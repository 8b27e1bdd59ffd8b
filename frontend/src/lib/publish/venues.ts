import { api, body, follow } from '#lib/api/client.ts';
import type { Page } from '#lib/api/pages.svelte.ts';
import type { SessionQuery, Venue } from '#lib/api/types.ts';

/** More venues than this are found by nobody in a menu. */
const MOST_PAGES = 6;

/** Every venue, by name: what a coordinator chooses from. */
export async function allVenues(lang: SessionQuery['lang'], signal: AbortSignal): Promise<Venue[]> {
	const query = { page_size: 100, ...(lang ? { lang } : {}) };
	let page: Page<Venue> = await body(api.GET('/api/v1/venues', { params: { query }, signal }));
	const found = [...page.results];
	for (let pages = 1; page.next && pages < MOST_PAGES; pages += 1) {
		page = await follow<Page<Venue>>(page.next, signal);
		found.push(...page.results);
	}
	return found.sort((a, b) => a.name.localeCompare(b.name, lang));
}
