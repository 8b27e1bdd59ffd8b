/** What has changed since something was saved: asked by the ids alone, and kept until the next time. */
import { api, body } from '#lib/api/client.ts';
import { asFailure, type Failure } from '#lib/api/failure.ts';
import type { News } from '#lib/api/types.ts';
import { place } from '#lib/place.svelte.ts';
import { now, type Favourite } from './favourite.ts';
import { shelf } from './shelf.svelte.ts';

const STORED = 'nara.news';
/** As many as the API tells of at a time. */
export const AT_A_TIME = 100;

interface Told extends News {
	/** When the server said so, ISO 8601; empty for never. */
	at: string;
}

const NOTHING: Told = { at: '', results: [], gone: [] };

function stored(): Told {
	try {
		return { ...NOTHING, ...(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Told>) };
	} catch {
		return NOTHING;
	}
}

let told = $state.raw(stored());
let failure = $state.raw<Failure>();
let asking = $state(false);

export const news = {
	/** When the server was last asked, and answered. */
	get at(): string {
		return told.at;
	},
	get failure(): Failure | undefined {
		return failure;
	},
	get asking(): boolean {
		return asking;
	},
	/** Its lines since it was saved, newest first: about itself, or about all sessions. */
	of(one: Favourite): News['results'] {
		return told.results.filter(
			(line) =>
				line.activity === one.activity &&
				Date.parse(line.at) > Date.parse(one.at) &&
				(one.kind === 'activity' || line.session === null || line.session === one.id)
		);
	},
	isGone(one: Favourite): boolean {
		return told.gone.includes(one.activity);
	},
	/** How many favourites have news that were not looked at yet. */
	get unseen(): number {
		const since = Date.parse(shelf.seen) || 0;
		return shelf.favourites.filter((one) => news.of(one).some((line) => Date.parse(line.at) > since)).length;
	}
};

/** When a favourite is now, as far as is known here: its last move counts. */
export function startOf(one: Favourite): string | null {
	const moved = news.of(one).find((line) => line.kind === 'time' && line.session === one.id);
	return moved?.after ?? one.starts_at;
}

export function isCancelled(one: Favourite): boolean {
	return news.of(one).some((line) => line.kind === 'cancelled' && line.session === one.id);
}

/** The ids to ask about, in as many questions as it takes. */
export function batches(favourites: readonly Favourite[], size = AT_A_TIME): string[] {
	const ids = favourites.map(({ activity }) => activity).filter((id, at, all) => all.indexOf(id) === at);
	return Array.from({ length: Math.ceil(ids.length / size) }, (_, at) => ids.slice(at * size, (at + 1) * size).join(','));
}

/** Asks what has changed. Without favourites nothing is asked. */
export async function askNews(): Promise<void> {
	const { favourites } = shelf;
	if (favourites.length === 0 || asking) return;
	asking = true;
	const since = favourites.map(({ at }) => at).sort()[0] ?? '';
	try {
		const answers = await Promise.all(
			batches(favourites).map((ids) =>
				body(api.GET('/api/v1/activities/changes', { params: { query: { ids, since, lang: place.lang } } }))
			)
		);
		told = {
			at: now(),
			results: answers.flatMap(({ results }) => results),
			gone: answers.flatMap(({ gone }) => gone)
		};
		failure = undefined;
		localStorage.setItem(STORED, JSON.stringify(told));
	} catch (error) {
		if (!(error instanceof DOMException)) failure = asFailure(error); // A full or closed store: known until the page is left.
	} finally {
		asking = false;
	}
}
