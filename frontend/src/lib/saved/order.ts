/** In which order favourites stand: what is next first, then activities, then what has been. */
import type { Favourite } from './favourite.ts';

type Start = (one: Favourite) => string | null;

function rank(starts: string | null, now: number): number {
	if (starts === null) return 1;
	return Date.parse(starts) >= now ? 0 : 2;
}

export function inOrder(favourites: readonly Favourite[], startOf: Start, now = Date.now()): Favourite[] {
	const places = favourites.map((one) => ({ one, starts: startOf(one) }));
	places.sort(
		(a, b) =>
			rank(a.starts, now) - rank(b.starts, now) ||
			(a.starts ?? '').localeCompare(b.starts ?? '') ||
			a.one.title.localeCompare(b.one.title)
	);
	return places.map(({ one }) => one);
}
