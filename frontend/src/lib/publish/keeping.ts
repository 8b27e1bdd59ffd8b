/** Keeps what is being written on this device until it is saved, so that nothing is lost on the way. */
import type { Draft } from './draft.ts';

const key = (id: string): string => `nara.draft.${id}`;

export interface Kept {
	draft: Draft;
	/** Set once the server has made the activity, though the rest may not have gone through. */
	made: string | null;
	/** The version that was seen when the writing began. */
	version?: number | undefined;
	/** Who wrote it. */
	whose: string;
}

/** What `whose` wrote; what another person left on the device is not for them. */
export function readKept(id: string, whose: string, store: Pick<Storage, 'getItem'>): Kept | null {
	try {
		const found: unknown = JSON.parse(store.getItem(key(id)) ?? 'null');
		if (typeof found !== 'object' || found === null || !('draft' in found)) return null;
		const kept = found as Kept;
		return kept.whose === whose ? kept : null;
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

/** Anything else that is being written, by a key of its own; `null` when nothing of it is kept. */
export function readPart<T extends object>(key: string, store: Pick<Storage, 'getItem'>): T | null {
	try {
		const found: unknown = JSON.parse(store.getItem(`nara.${key}`) ?? 'null');
		return typeof found === 'object' ? (found as T | null) : null;
	} catch {
		return null;
	}
}

export function keepPart(key: string, part: object, store: Pick<Storage, 'setItem'>): void {
	try {
		store.setItem(`nara.${key}`, JSON.stringify(part));
	} catch {
		/* no room, or not allowed: the page itself still holds it */
	}
}

export function forgetPart(key: string, store: Pick<Storage, 'removeItem'>): void {
	store.removeItem(`nara.${key}`);
}

const WRITTEN = /^nara\.(draft|words|times)\./;

/** Whoever uses the device next finds nothing of what was being written. */
export function forgetWritten(stores: Storage[]): void {
	for (const store of stores) {
		for (const key of Object.keys(store).filter((one) => WRITTEN.test(one))) store.removeItem(key);
	}
}
