import { describe, expect, it } from 'vitest';
import { asE164, contactOf } from './phone.ts';

describe('a telephone number', () => {
	it.each([
		['070-123 45 67', '+46701234567'],
		['0701234567', '+46701234567'],
		['0046 70 123 45 67', '+46701234567'],
		['+47 912 34 567', '+4791234567'],
		[' sju noll ', 'sju noll']
	])('%s is sent as %s', (written, sent) => {
		expect(asE164(written)).toBe(sent);
	});

	it('is told apart from an address', () => {
		expect(contactOf(' amina@example.org ')).toEqual({ email: 'amina@example.org' });
		expect(contactOf('070 123 45 67')).toEqual({ phone: '+46701234567' });
		expect(contactOf('amina')).toEqual({ email: 'amina' });
	});
});
