/** Something a page reads from the server, with all the states it can be in. */
import { asFailure, Unreachable, type Failure } from './failure.ts';

export class Resource<T> {
	value = $state.raw<T>();
	failure = $state.raw<Failure>();
	loading = $state(true);
	#attempt = $state(0);

	/** Has an answer, be it a moment old while a newer one is on its way. */
	get ready(): boolean {
		return this.value !== undefined && !this.failure;
	}

	/** Asks again; what was there stays on the page meanwhile. */
	reload = (): void => {
		this.#attempt += 1;
	};

	/** Reading this makes an effect run again on `reload`. */
	get attempt(): number {
		return this.#attempt;
	}

	async run(load: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<void> {
		this.loading = true;
		try {
			const value = await load(signal);
			if (signal.aborted) return;
			this.value = value;
			this.failure = undefined;
		} catch (error) {
			if (signal.aborted) return;
			this.failure = asFailure(error);
		}
		this.loading = false;
	}
}

/**
 * Loads in an effect: `prepare` reads the state that the request depends on and returns the request.
 * A change of that state aborts what is under way. Coming back online tries again by itself.
 */
export function resource<T>(prepare: () => (signal: AbortSignal) => Promise<T>): Resource<T> {
	const one = new Resource<T>();
	$effect(() => {
		void one.attempt;
		const load = prepare();
		const controller = new AbortController();
		void one.run(load, controller.signal);
		return () => controller.abort();
	});
	$effect(() => {
		const again = () => one.failure instanceof Unreachable && one.reload();
		window.addEventListener('online', again);
		return () => window.removeEventListener('online', again);
	});
	return one;
}
