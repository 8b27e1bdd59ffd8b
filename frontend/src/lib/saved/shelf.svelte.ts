/**
 * What somebody has saved, on this device alone: no account, and nothing of it is sent anywhere but
 * the ids of the activities whose news are asked for (`news.svelte.ts`).
 */
import { now, readShelf, type Favourite, type SavedSearch, type Shelf } from './favourite.ts';

const STORED = 'nara.saved';

function stored(): string | null {
	try {
		return localStorage.getItem(STORED);
	} catch {
		return null;
	}
}

let kept = $state.raw(readShelf(stored()));
let lost = $state(false);

/* Another tab has saved or removed something. */
if (typeof window !== 'undefined') {
	window.addEventListener('storage', ({ key, newValue }) => {
		if (key === STORED) kept = readShelf(newValue);
	});
}

function keep(next: Partial<Shelf>): void {
	kept = { ...kept, ...next };
	try {
		localStorage.setItem(STORED, JSON.stringify(kept));
		lost = false;
	} catch {
		lost = true; // It holds until the page is closed; the page of saved things says so.
	}
}

export const shelf = {
	get favourites(): Favourite[] {
		return kept.favourites;
	},
	get searches(): SavedSearch[] {
		return kept.searches;
	},
	get seen(): string {
		return kept.seen;
	},
	/** The browser refused to keep the last change. */
	get lost(): boolean {
		return lost;
	},
	has(id: string): boolean {
		return kept.favourites.some((one) => one.id === id);
	},
	hasSearch(query: string): boolean {
		return kept.searches.some((one) => one.query === query);
	}
};

export function saveFavourite(favourite: Favourite): void {
	keep({ favourites: [...kept.favourites.filter(({ id }) => id !== favourite.id), favourite] });
}

export function removeFavourite(id: string): void {
	keep({ favourites: kept.favourites.filter((one) => one.id !== id) });
}

export function saveSearch(search: SavedSearch): void {
	keep({ searches: [...kept.searches.filter(({ query }) => query !== search.query), search] });
}

export function removeSearch(query: string): void {
	keep({ searches: kept.searches.filter((one) => one.query !== query) });
}

/** The saved things were looked at: their news are no news any more. */
export function markSeen(): void {
	keep({ seen: now() });
}
