/** Every field of the form that can show a fault at its own place. */
const PLAIN = ['category', 'organiser', 'ages', 'ages.from', 'ages.to', 'price_sek', 'mode', 'languages'];
const WORDS = ['title', 'summary', 'description'];
const SCHEDULE = ['venue', 'rule', 'weekday', 'weeks', 'capacity', 'starts', 'ends', 'first_date', 'last_date'];

export function formFields(languages: readonly string[]): string[] {
	return [
		...PLAIN,
		...languages.flatMap((code) => WORDS.map((word) => `texts.${code}.${word}`)),
		...SCHEDULE.map((field) => `schedule.${field}`)
	];
}
