/** What can be saved on this device, how it is made and how it is read again. */
import type { ActivityDetail, Session } from '#lib/api/types.ts';

/** What is told of a favourite without a network: what the person saw when they saved it. */
export interface Favourite {
	kind: 'session' | 'activity';
	id: string;
	/** The activity's id, to ask for news with. */
	activity: string;
	title: string;
	/** The language that the title is in. */
	language: string;
	category: { code: string; parent?: string | null };
	/** Of the session; null for an activity. ISO 8601. */
	starts_at: string | null;
	ends_at: string | null;
	venue: string | null;
	/** When it was saved, ISO 8601: what changed before that is no news. */
	at: string;
}

/** A search is the filters of its address, such as `window=tonight&category=sport`. */
export interface SavedSearch {
	query: string;
	at: string;
}

export interface Shelf {
	favourites: Favourite[];
	searches: SavedSearch[];
	/** When the saved things were last looked at: news after that are marked in the menu. */
	seen: string;
}

const EMPTY: Shelf = { favourites: [], searches: [], seen: '' };
const isText = (value: unknown): value is string => typeof value === 'string';

function whole<Item extends object>(list: Item[] | undefined, names: (keyof Item)[]): Item[] {
	return Array.isArray(list) ? list.filter((one) => names.every((name) => isText(one?.[name]))) : [];
}

/** What was kept, as far as it can be read: another version may have written it. */
export function readShelf(text: string | null): Shelf {
	try {
		const found = JSON.parse(text ?? '{}') as Partial<Shelf>;
		return {
			favourites: whole(found.favourites, ['id', 'activity', 'title', 'at']),
			searches: whole(found.searches, ['query', 'at']),
			seen: isText(found.seen) ? found.seen : ''
		};
	} catch {
		return EMPTY;
	}
}

export const now = (): string => new Date().toISOString();

export function newSearch(query: string): SavedSearch {
	return { query, at: now() };
}

export function favouriteSession({ id, starts_at, ends_at, venue, activity }: Pick<Session, 'id' | 'starts_at' | 'ends_at' | 'venue' | 'activity'>): Favourite {
	const { title, language, category } = activity;
	return { kind: 'session', id, activity: activity.id, title, language, category, starts_at, ends_at, venue: venue.name, at: now() };
}

export function favouriteActivity({ id, title, language, category, next_session }: ActivityDetail): Favourite {
	const venue = next_session?.venue.name ?? null;
	return { kind: 'activity', id, activity: id, title, language, category, starts_at: null, ends_at: null, venue, at: now() };
}
