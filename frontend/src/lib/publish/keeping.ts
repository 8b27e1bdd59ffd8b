/** Keeps what is being written on this device until it is saved, so that nothing is lost on the way. */
import type { Draft, Words } from './draft.ts';

const key = (id: string): string => `nara.draft.${id}`;

export interface Kept {
	draft: Draft;
	/** Set once the server has made the activity, though the rest may not have gone through. */
	made: string | null;
	/** The version that was seen when the writing began. */
	version?: number | undefined;
}

export function readKept(id: string, store: Pick<Storage, 'getItem'>): Kept | null {
	try {
		const found: unknown = JSON.parse(store.getItem(key(id)) ?? 'null');
		if (typeof found !== 'object' || found === null || !('draft' in found)) return null;
		return found as Kept;
	} catch {
		return null;
	}
}

export function keep(id: string, kept: Kept, store: Pick<Storage, 'setItem'>): void {
	try {
		store.setItem(key(id), JSON.stringify(kept));
	} catch {
		/* no room, or not allowed: the page itself still holds it */
	}
}

export function forget(id: string, store: Pick<Storage, 'removeItem'>): void {
	store.removeItem(key(id));
}

const wordsKey = (id: string, language: string): string => `nara.words.${id}.${language}`;

/** A translation that is being written, kept apart from the form's draft. */
export function readWords(id: string, language: string, store: Pick<Storage, 'getItem'>): Words | null {
	try {
		const found: unknown = JSON.parse(store.getItem(wordsKey(id, language)) ?? 'null');
		return typeof found === 'object' && found !== null && 'title' in found ? (found as Words) : null;
	} catch {
		return null;
	}
}

export function keepWords(id: string, language: string, words: Words, store: Pick<Storage, 'setItem'>): void {
	try {
		store.setItem(wordsKey(id, language), JSON.stringify(words));
	} catch {
		/* no room, or not allowed: the page itself still holds it */
	}
}

export function forgetWords(id: string, language: string, store: Pick<Storage, 'removeItem'>): void {
	store.removeItem(wordsKey(id, language));
}
