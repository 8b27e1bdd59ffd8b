/** What a coordinator is writing, as the form holds it, and how it is sent. */
import type { ActivityDetail, ActivityWrite, Mode } from '#lib/api/types.ts';
import { emptySchedule, type ScheduleDraft } from './times/schedule.ts';

export interface Words {
	title: string;
	summary: string;
	description: string;
}

export interface Draft {
	category: string;
	organiser: string;
	/** By language code; a language nobody has written in yet is empty. */
	texts: Record<string, Words>;
	from: number;
	to: number;
	price: string;
	mode: Mode;
	languages: string[];
	/** A time to add, or nothing. */
	schedule: ScheduleDraft | null;
}

export const NO_WORDS: Words = { title: '', summary: '', description: '' };

export function emptyDraft(today: string): Draft {
	return {
		category: '',
		organiser: '',
		texts: {},
		from: 13,
		to: 19,
		price: '0',
		mode: 'drop_in',
		languages: ['sv'],
		schedule: emptySchedule(today)
	};
}

/** The form as it is filled from what the server has. */
export function draftOf(activity: ActivityDetail): Draft {
	return {
		category: activity.category.code,
		organiser: activity.organiser.id,
		texts: Object.fromEntries(
			activity.texts.map(({ language, title, summary, description }) => [
				language,
				{ title, summary, description }
			])
		),
		from: activity.ages.from,
		to: activity.ages.to,
		price: String(Number(activity.price_sek)),
		mode: activity.mode,
		languages: [...activity.languages],
		schedule: null
	};
}

const written = (words: Words): boolean => Object.values(words).some((value) => value.trim() !== '');

/**
 * The languages that are sent, in this order: the server names a text by its place among them.
 * Without a word in any language the first is sent, so that its fields are the ones found missing.
 */
export function writtenLanguages(draft: Draft, known: readonly string[]): string[] {
	const found = known.filter((code) => written(draft.texts[code] ?? NO_WORDS));
	return found.length ? found : known.slice(0, 1);
}

export function toActivity(draft: Draft, known: readonly string[]): ActivityWrite {
	return {
		category: draft.category,
		organiser: draft.organiser,
		texts: writtenLanguages(draft, known).map((language) => ({
			language: language as ActivityWrite['texts'][number]['language'],
			...(draft.texts[language] ?? NO_WORDS)
		})),
		ages: { from: draft.from, to: draft.to },
		price_sek: (Number(draft.price.replace(',', '.')) || 0).toFixed(2),
		mode: draft.mode,
		languages: draft.languages
	};
}
