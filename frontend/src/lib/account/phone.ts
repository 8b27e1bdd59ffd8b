/** Telephone numbers as people in Sweden write them, and as the server wants them (E.164). */

import type { Contact } from './allauth.ts';

/** `070-123 45 67` and `0046 70 …` become `+46701234567`; what is no number stays as it was written. */
export function asE164(written: string): string {
	const digits = written.replaceAll(/[\s().-]/g, '');
	if (!/^\+?\d{6,15}$/.test(digits)) return written.trim();
	if (digits.startsWith('+')) return digits;
	if (digits.startsWith('00')) return `+${digits.slice(2)}`;
	return digits.startsWith('0') ? `+46${digits.slice(1)}` : digits;
}

/** One field takes either: who writes an @ means an address. */
export function contactOf(written: string): Contact {
	return written.includes('@') || !/\d/.test(written) ? { email: written.trim() } : { phone: asE164(written) };
}
