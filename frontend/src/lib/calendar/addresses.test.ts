import { describe, expect, it } from 'vitest';
import { NO_FILTERS, writeFilters } from '../explore/filters.ts';
import { asWebcal, calendarAddress } from './addresses.ts';

describe('the address of a calendar', () => {
	it('says what was chosen, and in which language', () => {
		const query = writeFilters({ ...NO_FILTERS, window: 'tonight', area: '0126-skogas', words: 'dans & sång' });
		expect(calendarAddress('https://nara.example', '/api/v1/sessions.ics', query, 'ar')).toBe(
			'https://nara.example/api/v1/sessions.ics?window=tonight&area=0126-skogas&q=dans+%26+s%C3%A5ng&lang=ar'
		);
	});

	it('opens in a calendar by its own scheme', () => {
		expect(asWebcal('https://nara.example/a.ics?lang=sv')).toBe('webcal://nara.example/a.ics?lang=sv');
		expect(asWebcal('http://localhost:8000/a.ics')).toBe('webcal://localhost:8000/a.ics');
	});

	it('leaves the search that it was made from as it is', () => {
		const query = new URLSearchParams({ free: 'true' });
		calendarAddress('https://nara.example', '/a.ics', query, 'sv');
		expect([...query.keys()]).toEqual(['free']);
	});
});
