/** Something that a tap asks of the server: one at a time, and a second tap meanwhile does nothing. */
import { asFailure, type Failure } from '#lib/api/failure.ts';

export class Doing {
	busy = $state(false);
	failure = $state.raw<Failure>();

	/** What came of it; undefined when it failed (`failure` says why) or another is under way. */
	async run<T>(work: () => Promise<T>): Promise<T | undefined> {
		if (this.busy) return undefined;
		this.busy = true;
		this.failure = undefined;
		try {
			return await work();
		} catch (error) {
			this.failure = asFailure(error);
			return undefined;
		} finally {
			this.busy = false;
		}
	}
}

/**
 * The name of a request that must be done once. The same wish keeps its name until it is known to be
 * done, so that trying again after a lost answer books nothing twice.
 */
export class RequestKey {
	#wish = '';
	#key = '';

	for(wish: unknown): string {
		const wanted = JSON.stringify(wish);
		if (wanted !== this.#wish) {
			this.#wish = wanted;
			this.#key = crypto.randomUUID();
		}
		return this.#key;
	}

	/** It is done: the same wish from now on is another one. */
	done(): void {
		this.#wish = '';
	}
}
