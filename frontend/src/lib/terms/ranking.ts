/** Wishes in order, the best first: as plain lists of ids. */
export const MOST = 3;

/** With one more wish at the end; as it was when there is no room. */
export function added(wishes: string[], id: string): string[] {
	return wishes.length >= MOST || wishes.includes(id) ? wishes : [...wishes, id];
}

export function removed(wishes: string[], id: string): string[] {
	return wishes.filter((one) => one !== id);
}

/** With one wish a step better; the best stays where it is. */
export function better(wishes: string[], id: string): string[] {
	const at = wishes.indexOf(id);
	if (at < 1) return wishes;
	return [...wishes.slice(0, at - 1), id, ...wishes.slice(at - 1, at), ...wishes.slice(at + 1)];
}
