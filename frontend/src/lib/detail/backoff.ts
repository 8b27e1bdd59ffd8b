/** How long to wait before the next try: twice as long each time, never all devices at once. */
export class Backoff {
	#tries = 0;

	constructor(
		private readonly first = 1000,
		private readonly longest = 30_000,
		private readonly random: () => number = Math.random
	) {}

	/** Milliseconds until the next try, somewhere in the upper half of the step. */
	next(): number {
		const step = Math.min(this.first * 2 ** this.#tries, this.longest);
		this.#tries += 1;
		return step / 2 + (this.random() * step) / 2;
	}

	reset(): void {
		this.#tries = 0;
	}
}
