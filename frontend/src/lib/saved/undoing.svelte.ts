/** What was removed on this page: it stays in its place, to be put back, until the page is left. */
export class Removed<Item> {
	#gone = $state.raw<Item[]>([]);

	get items(): readonly Item[] {
		return this.#gone;
	}
	has(item: Item): boolean {
		return this.#gone.includes(item);
	}
	add(item: Item): void {
		this.#gone = [...this.#gone, item];
	}
	forget(item: Item): void {
		this.#gone = this.#gone.filter((one) => one !== item);
	}
}
