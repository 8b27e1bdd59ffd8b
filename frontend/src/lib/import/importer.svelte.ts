/** One import from choosing a file to having it in: sends, asks how far it is, sends again. */
import { addressOf, api, body } from '#lib/api/client.ts';
import { asFailure, type Failure } from '#lib/api/failure.ts';
import { send } from '#lib/api/send.ts';
import type { ImportKind, Upload, UploadOptions } from '#lib/api/types.ts';
import { emptyChoices, toOptions, type Choices } from './options.ts';

const ASK_EVERY = 1000;

export class Importer {
	kind = $state('');
	file = $state.raw<File>();
	choices = $state<Choices>(emptyChoices());
	upload = $state.raw<Upload>();
	failure = $state.raw<Failure>();
	sending = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Waiting for the worker, or at work. */
	get working(): boolean {
		return this.upload?.state === 'waiting' || this.upload?.state === 'working';
	}

	/** Starts afresh with another kind of file. */
	choose(kind: string): void {
		this.kind = kind;
		this.forget();
	}

	forget(): void {
		clearTimeout(this.#timer);
		this.upload = undefined;
		this.failure = undefined;
		this.choices = emptyChoices();
	}

	/** Sends the file, or, when the server has it already, only how it is to be read. */
	async try(kind: ImportKind): Promise<void> {
		const options = toOptions(this.choices, kind);
		const known = this.upload;
		await this.#ask(() => (known ? this.#again(known, options) : this.#send(options)));
	}

	async apply(): Promise<void> {
		const id = this.upload?.id ?? '';
		await this.#ask(() => body(api.POST('/api/v1/imports/{id}/apply', { params: { path: { id } } })));
	}

	/** Nothing of it is imported; the file stays with the server. */
	async cancel(): Promise<void> {
		const id = this.upload?.id ?? '';
		await this.#ask(() => body(api.POST('/api/v1/imports/{id}/cancel', { params: { path: { id } } })));
	}

	/** Takes up an import that was begun earlier. */
	async open(id: string): Promise<void> {
		await this.#ask(() => this.#get(id));
		if (this.upload) this.kind = this.upload.kind;
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	async #send(options: UploadOptions): Promise<Upload> {
		const form = new FormData();
		form.set('kind', this.kind);
		form.set('file', this.file as File);
		form.set('options', JSON.stringify(options));
		const answer = await send(new Request(addressOf('/api/v1/imports'), { method: 'POST', body: form }));
		return (await answer.json()) as Upload;
	}

	#again(known: Upload, options: UploadOptions): Promise<Upload> {
		const params = { path: { id: known.id } };
		return body(api.POST('/api/v1/imports/{id}/try', { params, body: options }));
	}

	#get(id: string): Promise<Upload> {
		return body(api.GET('/api/v1/imports/{id}', { params: { path: { id } } }));
	}

	async #ask(request: () => Promise<Upload>): Promise<void> {
		this.sending = true;
		this.failure = undefined;
		try {
			this.#take(await request());
		} catch (error) {
			this.failure = asFailure(error);
		}
		this.sending = false;
	}

	#take(upload: Upload): void {
		this.upload = upload;
		clearTimeout(this.#timer);
		if (this.working) this.#timer = setTimeout(() => void this.#look(upload.id), ASK_EVERY);
	}

	/** A look that fails is tried again: the worker goes on meanwhile. */
	async #look(id: string): Promise<void> {
		try {
			this.#take(await this.#get(id));
			this.failure = undefined;
		} catch (error) {
			this.failure = asFailure(error);
			this.#timer = setTimeout(() => void this.#look(id), 3 * ASK_EVERY);
		}
	}
}
