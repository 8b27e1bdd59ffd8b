/** The pictures of an activity that is being written: those that are there, and those still to be sent. */
import { api, body } from '#lib/api/client.ts';
import { Problem } from '#lib/api/failure.ts';
import type { ActivityDetail, PhotoWrite } from '#lib/api/types.ts';
import { upload } from '#lib/api/upload.ts';

export type Photo = ActivityDetail['photos'][number];

export interface PhotoWords {
	/** What it shows, by language code. */
	alt: Record<string, string>;
	photographer: string;
	licence: string;
	illustration: boolean;
}

export interface Waiting {
	key: number;
	file: File;
	/** Shows the file before it is sent. */
	preview: string;
	words: PhotoWords;
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

export class Photos {
	kept = $state<Kept[]>([]);
	waiting = $state<Waiting[]>([]);
	#made = 0;

	get count(): number {
		return this.kept.length + this.waiting.length;
	}

	/** The server did not accept one of them. */
	get wrong(): boolean {
		return [...this.kept, ...this.waiting].some((one) => Object.keys(one.faults).length > 0);
	}

	take(photos: Photo[]): void {
		this.kept = photos.map((photo) => {
			const words = wordsOf(photo);
			return { photo, words, saved: JSON.stringify(words), faults: {} };
		});
	}

	choose(files: Iterable<File>): void {
		for (const file of files) {
			if (this.count >= MOST) return;
			this.waiting.push({
				key: (this.#made += 1),
				file,
				preview: URL.createObjectURL(file),
				words: { alt: {}, photographer: '', licence: '', illustration: false },
				share: null,
				faults: {}
			});
		}
	}

	drop(one: Waiting): void {
		URL.revokeObjectURL(one.preview);
		this.waiting = this.waiting.filter(({ key }) => key !== one.key);
	}

	/** Sends what is new and what changed. False when the server did not accept all of it. */
	async save(activity: string, known: readonly string[]): Promise<boolean> {
		let good = true;
		for (const one of this.kept) {
			if (JSON.stringify(one.words) !== one.saved) good = (await this.#describe(activity, one, known)) && good;
		}
		for (const one of [...this.waiting]) good = (await this.#send(activity, one, known)) && good;
		return good;
	}

	async remove(activity: string, photo: string): Promise<void> {
		const params = { path: { id: activity, photo } };
		this.take((await body(api.DELETE('/api/v1/activities/{id}/photos/{photo}', { params }))).results);
	}

	/** Lets this picture stand for the whole activity. */
	async first(activity: string, photo: string): Promise<void> {
		const order = [photo, ...this.kept.map((one) => one.photo.id).filter((id) => id !== photo)];
		const wanted = { params: { path: { id: activity } }, body: { order } };
		this.take((await body(api.PUT('/api/v1/activities/{id}/photos/order', wanted))).results);
	}

	#describe(activity: string, one: Kept, known: readonly string[]): Promise<boolean> {
		return this.#tried(one, async () => {
			const params = { path: { id: activity, photo: one.photo.id } };
			await api.PUT('/api/v1/activities/{id}/photos/{photo}', { params, body: toFields(one.words, known) });
			one.saved = JSON.stringify(one.words);
		});
	}

	#send(activity: string, one: Waiting, known: readonly string[]): Promise<boolean> {
		const form = new FormData();
		form.set('file', one.file);
		for (const [name, value] of Object.entries(toFields(one.words, known))) form.set(name, String(value));
		return this.#tried(one, async () => {
			one.share = 0;
			try {
				const path = `/api/v1/activities/${activity}/photos`;
				const { results } = await upload<{ results: Photo[] }>(path, form, (share) => (one.share = share));
				this.drop(one);
				this.take(results);
			} finally {
				one.share = null;
			}
		});
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
