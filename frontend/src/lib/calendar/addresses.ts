/** Addresses of calendars to subscribe to: whole, because they are pasted somewhere else. */

/** The same address by the name that calendars open by themselves. */
export const asWebcal = (address: string): string => address.replace(/^https?:/, 'webcal:');

/** The whole address of a calendar; an empty search needs no parameters but the language. */
export function calendarAddress(origin: string, path: string, query: URLSearchParams, language: string): string {
	const asked = new URLSearchParams(query);
	asked.set('lang', language);
	return `${origin}${path}?${asked.toString()}`;
}
