/** What is known of a language before its catalogue is loaded. */
export interface LanguageAbout {
	/** The language's own name for itself. */
	name: string;
	direction: 'ltr' | 'rtl';
	/** Tag for Intl, such as `sv-SE`. */
	locale: string;
}

/** The stored choice, else the first of the browser's languages that there is, else the source. */
export function best(
	stored: string | null,
	wanted: readonly string[],
	available: readonly string[],
	source: string
): string {
	const candidates = [stored, ...wanted.map((tag) => tag.toLowerCase().split('-')[0])];
	return candidates.find((one) => one && available.includes(one)) ?? source;
}
