/** Where two drafts of the same activity differ, field by field, as text. */
import { NO_WORDS, type Draft, type Words } from './draft.ts';

export interface Row {
	field: string;
	theirs: string;
	mine: string;
}

function flat(draft: Draft): Record<string, string> {
	const texts = Object.entries(draft.texts).flatMap(([language, words]) =>
		(Object.keys(NO_WORDS) as (keyof Words)[]).map((word) => [`texts.${language}.${word}`, words[word]] as const)
	);
	return {
		category: draft.category,
		organiser: draft.organiser,
		ages: `${draft.from}–${draft.to}`,
		price_sek: draft.price,
		mode: draft.mode,
		languages: draft.languages.join(', '),
		...Object.fromEntries(texts)
	};
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What I wrote, on top of what they saved: where I changed nothing since `base`, theirs stands. */
export function merged(base: Draft, theirs: Draft, mine: Draft): Draft {
	const pick = <T>(was: T, other: T, own: T): T => (same(was, own) ? other : own);
	const languages = new Set([...Object.keys(theirs.texts), ...Object.keys(mine.texts)]);
	const words = (draft: Draft, code: string): Words => draft.texts[code] ?? NO_WORDS;
	return {
		...mine,
		category: pick(base.category, theirs.category, mine.category),
		organiser: pick(base.organiser, theirs.organiser, mine.organiser),
		from: pick(base.from, theirs.from, mine.from),
		to: pick(base.to, theirs.to, mine.to),
		price: pick(base.price, theirs.price, mine.price),
		mode: pick(base.mode, theirs.mode, mine.mode),
		languages: pick(base.languages, theirs.languages, mine.languages),
		texts: Object.fromEntries(
			[...languages].map((code) => {
				const [was, other, own] = [words(base, code), words(theirs, code), words(mine, code)];
				return [
					code,
					{
						title: pick(was.title, other.title, own.title),
						summary: pick(was.summary, other.summary, own.summary),
						description: pick(was.description, other.description, own.description)
					}
				];
			})
		)
	};
}

export function differing(theirs: Draft, mine: Draft): Row[] {
	const [a, b] = [flat(theirs), flat(mine)];
	return [...new Set([...Object.keys(a), ...Object.keys(b)])]
		.map((field) => ({ field, theirs: a[field] ?? '', mine: b[field] ?? '' }))
		.filter((row) => row.theirs !== row.mine);
}
