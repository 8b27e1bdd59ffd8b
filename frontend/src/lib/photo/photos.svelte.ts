/** The pictures of something that is being written: those that are there, and those still to be sent. */
import { Problem } from '#lib/api/failure.ts';
import type { PhotoWrite } from '#lib/api/types.ts';
import { upload } from '#lib/api/upload.ts';
import { albums, type Album, type Photo } from './albums.ts';
import { unsent, type PhotoWords } from './unsent.ts';

export interface Waiting {
	key: string;
	file: File;
	/** Shows the file before it is sent. */
	preview: string;
	words: PhotoWords;
	/** The picture whose place it takes; '' is the end of the row. */
	instead: string;
	/** It stays on this device until it is sent or dropped. */
	safe: boolean;
	/** From 0 to 1 while it is on its way. */
	share: number | null;
	/** What was wrong, by field; '' is the picture itself. */
	faults: Record<string, string>;
}

export interface Kept {
	photo: Photo;
	words: PhotoWords;
	/** As it is on the server, to see whether it was changed here. */
	saved: string;
	faults: Record<string, string>;
}

export const KINDS = 'image/jpeg,image/png,image/webp,image/avif';
export const MOST = 6;

export function wordsOf(photo: Photo): PhotoWords {
	return {
		alt: Object.fromEntries(photo.alts.map(({ language, text }) => [language, text])),
		photographer: photo.photographer,
		licence: photo.licence,
		illustration: photo.illustration
	};
}

/** The fields as the API names them. */
export function toFields(words: PhotoWords, known: readonly string[]): PhotoWrite {
	const alts = known.map((code) => [`alt_${code}`, words.alt[code]?.trim() ?? '']);
	return {
		...(Object.fromEntries(alts) as Pick<PhotoWrite, 'alt_sv' | 'alt_en' | 'alt_ar'>),
		photographer: words.photographer.trim(),
		licence: words.licence.trim(),
		illustration: words.illustration
	};
}

/** The ids of an album in which the last takes the place of `instead`, which stands right after it. */
export function inPlaceOf(ids: string[], instead: string): string[] {
	const last = ids.at(-1);
	if (last === undefined || last === instead || !ids.includes(instead)) return ids;
	return ids.slice(0, -1).flatMap((id) => (id === instead ? [last, id] : [id]));
}

export class Photos {
	kept = $state<Kept[]>([]);
	waiting = $state<Waiting[]>([]);
	readonly #album: Album;

	/** `id`: of the thing, or what stands for one that the server has not made yet. */
	constructor(
		readonly kind: keyof typeof albums,
		readonly id: string
	) {
		this.#album = albums[kind];
	}

	get count(): number {
		return this.kept.length + this.waiting.filter((one) => !one.instead).length;
	}

	/** The server did not accept one of them. */
	get wrong(): boolean {
		return [...this.kept, ...this.waiting].some((one) => Object.keys(one.faults).length > 0);
	}

	/** Something is chosen or written that the server does not have. */
	get unsaved(): boolean {
		return this.waiting.length > 0 || this.kept.some((one) => JSON.stringify(one.words) !== one.saved);
	}

	get #desk(): string {
		return `${this.kind}/${this.id}`;
	}

	/** What the server has. What is written here and not saved stays. */
	take(photos: Photo[]): void {
		const before = this.kept;
		this.kept = photos.map((photo) => {
			const saved = JSON.stringify(wordsOf(photo));
			const known = before.find((one) => one.photo.id === photo.id);
			const written = known && JSON.stringify(known.words) !== known.saved;
			return { photo, words: written ? known.words : wordsOf(photo), saved, faults: written ? known.faults : {} };
		});
	}

	/** Brings back what was chosen before the page was left. True when there was something. */
	async restore(): Promise<boolean> {
		const found = await unsent.read(this.#desk);
		const here = this.waiting.map((one) => one.key);
		this.waiting.push(...found.filter((one) => !here.includes(one.key)).map((one) => waiting(one, true)));
		return found.length > 0;
	}

	choose(files: Iterable<File>, instead = ''): void {
		for (const file of files) {
			if (!instead && this.count >= MOST) return;
			const key = crypto.randomUUID();
			const words = { alt: {}, photographer: '', licence: '', illustration: false };
			this.waiting.push(waiting({ key, file, words, instead }, false));
			void unsent.keep(this.#desk, { key, file, words, instead }).then((safe) => {
				const one = this.waiting.find((other) => other.key === key);
				if (one) one.safe = safe;
				else void unsent.drop(key); // sent or dropped before it was written down
			});
		}
	}

	/** Writes down what is said of those that wait. */
	keep(): void {
		for (const { key, words, safe } of this.waiting) if (safe) void unsent.describe(key, $state.snapshot(words));
	}

	drop(one: Waiting): void {
		URL.revokeObjectURL(one.preview);
		void unsent.drop(one.key);
		this.waiting = this.waiting.filter(({ key }) => key !== one.key);
	}

	/** Lets go of all that is not saved. */
	discard(): void {
		for (const one of [...this.waiting]) this.drop(one);
		for (const one of this.kept) Object.assign(one, { words: wordsOf(one.photo), faults: {} });
	}

	/** Sends what is new and what changed. False when the server did not accept all of it. */
	async save(id: string, known: readonly string[]): Promise<boolean> {
		let good = true;
		for (const one of this.kept) {
			if (JSON.stringify(one.words) !== one.saved) good = (await this.#describe(id, one, known)) && good;
		}
		for (const one of [...this.waiting]) good = (await this.#send(id, one, known)) && good;
		return good;
	}

	async remove(id: string, photo: string): Promise<void> {
		this.take(await this.#album.remove(id, photo));
	}

	/** Lets this picture stand for the whole. */
	async first(id: string, photo: string): Promise<void> {
		const order = [photo, ...this.kept.map((one) => one.photo.id).filter((other) => other !== photo)];
		this.take(await this.#album.order(id, order));
	}

	#describe(id: string, one: Kept, known: readonly string[]): Promise<boolean> {
		return this.#tried(one, async () => {
			await this.#album.describe(id, one.photo.id, toFields(one.words, known));
			one.saved = JSON.stringify(one.words);
		});
	}

	#send(id: string, one: Waiting, known: readonly string[]): Promise<boolean> {
		const form = new FormData();
		form.set('file', one.file);
		for (const [name, value] of Object.entries(toFields(one.words, known))) form.set(name, String(value));
		return this.#tried(one, async () => {
			one.share = 0;
			try {
				const { results } = await upload<{ results: Photo[] }>(this.#album.at(id), form, (share) => (one.share = share));
				this.drop(one);
				this.take(results);
			} finally {
				one.share = null;
			}
			if (one.instead) await this.#replace(id, one.instead);
		});
	}

	/** The newest is there: it takes the old one's place, which goes last of all. */
	async #replace(id: string, instead: string): Promise<void> {
		const ids = this.kept.map((one) => one.photo.id);
		if (!ids.includes(instead)) return;
		this.take(await this.#album.order(id, inPlaceOf(ids, instead)));
		await this.remove(id, instead);
	}

	/** What the server finds wrong stands at the picture; no network is the whole form's trouble. */
	async #tried(one: Kept | Waiting, act: () => Promise<void>): Promise<boolean> {
		one.faults = {};
		try {
			await act();
			return true;
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			const fields = error.fields.map(({ field, detail }) => [field === 'file' ? '' : field, detail]);
			one.faults = fields.length ? (Object.fromEntries(fields) as Record<string, string>) : { '': error.detail };
			return false;
		}
	}
}

function waiting(chosen: Pick<Waiting, 'key' | 'file' | 'words' | 'instead'>, safe: boolean): Waiting {
	return { ...chosen, safe, preview: URL.createObjectURL(chosen.file), share: null, faults: {} };
}
