/**
 * Pictures that somebody chose and has not sent, on this device until they are sent, dropped, or
 * nobody is logged in any more. IndexedDB holds them, because nothing else in a browser holds files.
 */
import { person } from '#lib/account/me.svelte.ts';

export interface PhotoWords {
	/** What it shows, by language code. */
	alt: Record<string, string>;
	photographer: string;
	licence: string;
	illustration: boolean;
}

export interface Unsent {
	key: string;
	file: File;
	words: PhotoWords;
	instead: string;
}

interface Row extends Omit<Unsent, 'file'> {
	/** The page it was chosen on, and who chose it. */
	desk: string;
	whose: string;
	since: number;
}

const DATABASE = 'nara-unsent';
/** Words change with every letter and files never: each has a store of its own. */
const [ROWS, FILES] = ['rows', 'files'];
export const DAYS = 7;

function answered<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
	});
}

function opened(): Promise<IDBDatabase> {
	const request = indexedDB.open(DATABASE, 1);
	request.onupgradeneeded = () => {
		request.result.createObjectStore(ROWS, { keyPath: 'key' });
		request.result.createObjectStore(FILES);
	};
	return answered(request);
}

type Work<T> = (rows: IDBObjectStore, files: IDBObjectStore) => Promise<T>;

/** One transaction over both stores; `otherwise` where the browser keeps nothing or has no room. */
async function within<T>(work: Work<T>, otherwise: T): Promise<T> {
	try {
		const database = await opened();
		try {
			const transaction = database.transaction([ROWS, FILES], 'readwrite');
			const ended = new Promise<void>((resolve, reject) => {
				transaction.oncomplete = () => resolve();
				transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
			});
			const [done] = await Promise.all([work(transaction.objectStore(ROWS), transaction.objectStore(FILES)), ended]);
			return done;
		} finally {
			database.close();
		}
	} catch {
		return otherwise;
	}
}

const whose = (): string => person.me?.name ?? '';
/** Another person's, or so old that nobody will come back for it. */
const stale = (row: Row): boolean => row.whose !== whose() || Date.now() - row.since > DAYS * 86_400_000;

export const unsent = {
	/** Those of a page, in the order in which they were chosen. What is stale is removed. */
	read: (desk: string): Promise<Unsent[]> =>
		within<Unsent[]>(async (rows, files) => {
			const found: Unsent[] = [];
			if (!person.authenticated) return found;
			const all = (await answered(rows.getAll())) as Row[];
			for (const row of all.sort((a, b) => a.since - b.since)) {
				if (stale(row)) {
					rows.delete(row.key);
					files.delete(row.key);
				} else if (row.desk === desk) {
					const { key, words, instead } = row;
					found.push({ key, words, instead, file: (await answered(files.get(key))) as File });
				}
			}
			return found;
		}, []),

	/** False when the browser does not keep it. */
	keep: (desk: string, { file, ...rest }: Unsent): Promise<boolean> =>
		within(async (rows, files) => {
			rows.put({ ...rest, desk, whose: whose(), since: Date.now() } satisfies Row);
			await answered(files.put(file, rest.key));
			return true;
		}, false),

	describe: (key: string, words: PhotoWords): Promise<void> =>
		within(async (rows) => {
			const row = (await answered(rows.get(key))) as Row | undefined;
			if (row) rows.put({ ...row, words });
		}, undefined),

	drop: (key: string): Promise<void> =>
		within(async (rows, files) => {
			rows.delete(key);
			await answered(files.delete(key));
		}, undefined)
};

/** Whoever uses the device next finds nothing. */
export function forgetUnsent(): Promise<void> {
	return within(async (rows, files) => {
		rows.clear();
		await answered(files.clear());
	}, undefined);
}
