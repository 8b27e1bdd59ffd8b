import { describe, expect, it } from 'vitest';
import { takeFirst, type FirstAnswer } from './first.ts';

const came = (): FirstAnswer[] => [
	{ path: '/api/v1/sessions', query: { lang: 'sv', page_size: '20', category: 'sport,culture' }, body: 'list' },
	{ path: '/api/v1/municipality', query: {}, body: 'place' }
];
const take = (store: FirstAnswer[], address: string) => takeFirst(store, `http://localhost${address}`)?.body;

describe('an answer that came with the page', () => {
	it('is found by its address, whatever the order of its parameters', () => {
		expect(take(came(), '/api/v1/sessions?page_size=20&category=sport%2Cculture&lang=sv')).toBe('list');
		expect(take(came(), '/api/v1/municipality')).toBe('place');
	});

	it('is used once: the next time the server is asked', () => {
		const store = came();
		take(store, '/api/v1/municipality');
		expect(take(store, '/api/v1/municipality')).toBeUndefined();
	});

	it.each(['?lang=ar&page_size=20&category=sport%2Cculture', '?lang=sv&page_size=20', '?lang=sv&page_size=20&category=sport%2Cculture&q=x'])(
		'does not stand in for another question: %s',
		(query) => expect(take(came(), `/api/v1/sessions${query}`)).toBeUndefined()
	);
});
