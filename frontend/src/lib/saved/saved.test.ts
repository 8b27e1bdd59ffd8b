import { describe, expect, it } from 'vitest';
import { readShelf, type Favourite } from './favourite.ts';
import { inOrder } from './order.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');

function favourite(id: string, starts_at: string | null, title = id): Favourite {
	const category = { code: 'sport' };
	return { kind: 'session', id, activity: `a-${id}`, title, language: 'sv', category, starts_at, ends_at: null, venue: null, at: '2026-11-20T10:00:00Z' };
}

describe('what was kept on the device', () => {
	it('comes back as it was', () => {
		const shelf = { favourites: [favourite('one', null)], searches: [{ query: 'free=true', at: '2026-11-20T10:00:00Z' }], seen: '' };
		expect(readShelf(JSON.stringify(shelf))).toEqual(shelf);
	});

	it.each(['', 'null', '{', '[]', '{"favourites":3}', '{"favourites":[null,{"id":1}]}'])('is empty when it makes no sense: %s', (text) =>
		expect(readShelf(text)).toEqual({ favourites: [], searches: [], seen: '' })
	);

	it('keeps what can be read beside what cannot', () => {
		const good = favourite('good', null);
		expect(readShelf(JSON.stringify({ favourites: [{ id: 7 }, good] })).favourites).toEqual([good]);
	});
});

describe('favourites stand', () => {
	const past = favourite('past', '2026-11-24T17:00:00Z');
	const late = favourite('late', '2026-11-27T17:00:00Z');
	const soon = favourite('soon', '2026-11-25T17:00:00Z');
	const always = favourite('always', null);
	const ids = (list: Favourite[]) => list.map(({ id }) => id);

	it('with what is next first, then what has no time of its own, then what has been', () => {
		const order = inOrder([past, late, always, soon], ({ starts_at }) => starts_at, NOON);
		expect(ids(order)).toEqual(['soon', 'late', 'always', 'past']);
	});

	it('where they were moved to', () => {
		const moved = ({ id, starts_at }: Favourite) => (id === 'soon' ? '2026-11-28T17:00:00Z' : starts_at);
		expect(ids(inOrder([soon, late], moved, NOON))).toEqual(['late', 'soon']);
	});
});
