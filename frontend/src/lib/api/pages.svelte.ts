/** A list that grows by keyset pages. */
import { follow } from './client.ts';
import { asFailure, type Failure } from './failure.ts';

export interface Page<T> {
	next: string | null;
	results: T[];
}

export class Pages<T> {
	#first = $state.raw<Page<T>>();
	#more = $state.raw<Page<T>[]>([]);
	growing = $state(false);
	failure = $state.raw<Failure>();

	/** A new first page: what was below the old one no longer fits. */
	start(first: Page<T> | undefined): void {
		this.#first = first;
		this.#more = [];
		this.failure = undefined;
	}

	get items(): T[] {
		return [this.#first, ...this.#more].flatMap((page) => page?.results ?? []);
	}

	get next(): string | null {
		return (this.#more.at(-1) ?? this.#first)?.next ?? null;
	}

	grow = async (): Promise<void> => {
		const { next } = this;
		const first = this.#first;
		if (!next || this.growing) return;
		this.growing = true;
		try {
			const page = await follow<Page<T>>(next);
			if (first === this.#first) this.#more = [...this.#more, page];
			this.failure = undefined;
		} catch (error) {
			this.failure = asFailure(error);
		} finally {
			this.growing = false;
		}
	};
}
