import { describe, expect, it } from 'vitest';
import { asPage } from './page.ts';

const words = { title: 'Dina uppgifter', language: 'sv', direction: 'ltr', none: 'Inget', kind: (kind: string) => kind };

describe('a copy to read', () => {
	it('shows every row of every kind, and says where there is nothing', () => {
		const page = asPage(
			[
				{ kind: 'people.user', kept: '', rows: [{ call_name: 'Amina', phone: null }] },
				{ kind: 'people.rolegrant', kept: '', rows: [] }
			],
			words
		);
		expect(page).toContain('<th>call_name</th><td>Amina</td>');
		expect(page).toContain('<th>phone</th><td>–</td>');
		expect(page).toContain('<h2>people.rolegrant</h2><p>Inget</p>');
	});

	it('runs nothing that somebody called themselves', () => {
		const page = asPage([{ kind: 'people.user', kept: '', rows: [{ call_name: '<script>alert(1)</script>' }] }], words);
		expect(page).not.toContain('<script>');
		expect(page).toContain('&lt;script&gt;');
	});
});
