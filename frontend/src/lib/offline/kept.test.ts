import { describe, expect, it } from 'vitest';
import { filesOf, nodesOf } from '../../../vite/offline.ts';
import { DAYS, firstAnswers, isFresh, isOld, KEPT_AT_MOST, keep, keyOf, marked, mayKeep, mayStore } from './kept.ts';

const ORIGIN = 'http://localhost';
const ID = '0b6cf2c4-4a3b-4c1e-9a70-0c7d4d0a52f1';
const at = (path: string): URL => new URL(path, ORIGIN);

/** The part of a store of the browser that `keep` uses. */
class Store {
	kept = new Map<string, Response>();
	put = (key: string, answer: Response) => Promise.resolve(void this.kept.set(key, answer));
	keys = () => Promise.resolve([...this.kept.keys()]);
	delete = (key: string) => Promise.resolve(this.kept.delete(key));
}
const asCache = (store: Store): Cache => store as unknown as Cache;

describe('an answer may be kept', () => {
	it.each([
		'/api/v1/municipality',
		'/api/v1/categories?lang=sv',
		'/api/v1/sessions?lang=sv&window=tonight',
		`/api/v1/sessions/${ID}?lang=ar`,
		`/api/v1/activities/${ID}`,
		'/api/v1/areas/0126-skogas',
		'/api/v1/venues?area=0126-skogas'
	])('when it is public: %s', (path) => expect(mayKeep(at(path))).toBe(true));

	it.each([
		'/api/v1/me',
		'/api/v1/me/data',
		'/api/v1/me/sign-ins',
		'/api/v1/bookings',
		`/api/v1/bookings/${ID}/ticket`,
		'/api/v1/notifications',
		'/api/v1/approvals/read',
		`/api/v1/activities/changes?ids=${ID}`,
		`/api/v1/activities/${ID}/versions`,
		`/api/v1/activities/${ID}/rules`,
		`/api/v1/sessions/${ID}/bookings`,
		`/api/v1/sessions/${ID}.ics`,
		'/api/v1/activities?status=draft',
		'/api/v1/activities?needs=review',
		'/api/v1/imports',
		'/api/v1/coverage/areas',
		'/_allauth/browser/v1/auth/session',
		'/account',
		'/approve',
		'/publish'
	])('never when it is somebody’s own or of staff: %s', (path) => expect(mayKeep(at(path))).toBe(false));

	it.each(['near=59.2,18.1', 'bbox=18,59,18.2,59.3', 'near=59.2,18.1&within=2000'])(
		'never when it says where somebody is: %s',
		(query) => expect(mayKeep(at(`/api/v1/sessions?${query}`))).toBe(false)
	);

	it('only if the server lets it: what somebody who has logged in gets is no-store', () => {
		expect(mayStore(new Response('{}'))).toBe(true);
		expect(mayStore(new Response('{}', { headers: { 'Cache-Control': 'private, no-store' } }))).toBe(false);
		expect(mayStore(new Response('{}', { status: 404 }))).toBe(false);
		expect(mayStore(new Response('{}', { status: 500 }))).toBe(false);
	});
});

describe('a kept answer', () => {
	it('is found by the same question in another order', () => {
		expect(keyOf(at('/api/v1/sessions?lang=sv&age=14'))).toBe(keyOf(at('/api/v1/sessions?age=14&lang=sv')));
		expect(keyOf(at('/api/v1/sessions?lang=sv'))).not.toBe(keyOf(at('/api/v1/sessions?lang=ar')));
	});

	it('says when it came, and is too old after a month', async () => {
		const then = new Date('2026-11-01T10:00:00Z');
		const answer = await marked(Response.json({ id: 1 }), then);
		expect(answer.headers.get('X-Nara-Kept')).toBe('2026-11-01T10:00:00.000Z');
		expect(await answer.clone().json()).toEqual({ id: 1 });
		expect(isOld(answer, then.getTime() + (DAYS - 1) * 86_400_000)).toBe(false);
		expect(isOld(answer, then.getTime() + (DAYS + 1) * 86_400_000)).toBe(true);
		expect(isOld(Response.json({}))).toBe(true);
		expect(isFresh(answer, then.getTime() + 60_000)).toBe(true);
		expect(isFresh(answer, then.getTime() + 3_600_000)).toBe(false);
		expect(isFresh(undefined)).toBe(false);
	});

	it('makes room for newer ones', async () => {
		const store = new Store();
		for (let one = 0; one < KEPT_AT_MOST + 3; one += 1) await keep(asCache(store), `k${one}`, Response.json({}));
		expect(store.kept.size).toBe(KEPT_AT_MOST);
		expect(store.kept.has('k2')).toBe(false);
		expect(store.kept.has('k3')).toBe(true);
	});
});

describe('what came with a page', () => {
	const list = { path: '/api/v1/sessions', query: { lang: 'sv' }, body: { results: [] } };
	const me = (authenticated: boolean) => ({ path: '/api/v1/me', query: {}, body: { authenticated } });
	const found = (...came: unknown[]) => firstAnswers(JSON.stringify(came), ORIGIN).map(({ address }) => address.pathname);

	it('is kept when a visitor asked, without who is asking', () => {
		expect(found(list, me(false))).toEqual(['/api/v1/sessions']);
	});

	it('is not kept when somebody had logged in', () => {
		expect(found(list)).toEqual([]);
		expect(found(list, me(true))).toEqual([]);
		expect(firstAnswers(null, ORIGIN)).toEqual([]);
	});
});

describe('the files to keep', () => {
	const manifest = {
		'x/nodes/2.js': { file: 'two.js', css: ['two.css'], imports: ['base'], dynamicImports: ['src/lib/late.svelte'] },
		base: { file: 'base.js', dynamicImports: ['src/lib/map/VenueMap.svelte', 'src/lib/i18n/catalogue/sv.json?more'] },
		'src/lib/late.svelte': { file: 'late.js', imports: ['base'] },
		'src/lib/map/VenueMap.svelte': { file: 'map.js' },
		'src/lib/i18n/catalogue/sv.json?more': { file: 'words.js' },
		'x/nodes/9.js': { file: 'staff.js' }
	};

	it('are all that a page leads to, without the map, the languages and other pages', () => {
		expect(filesOf(manifest, ['x/nodes/2.js'])).toEqual(['/base.js', '/late.js', '/two.css', '/two.js']);
	});

	it('are found by the route; a route that is gone stops the build', () => {
		const app = 'dictionary = { "/": [2], "/sessions/[id]": [~7] }';
		expect(nodesOf(app, ['/', '/sessions/[id]'])).toEqual(['nodes/2.js', 'nodes/7.js']);
		expect(() => nodesOf(app, ['/gone'])).toThrow('/gone');
	});
});
