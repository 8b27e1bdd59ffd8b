/** How a file is to be read: what the form holds, and what is sent of it. */
import type { ImportKind, Upload, UploadOptions } from '#lib/api/types.ts';

export const CONSTANT = '=';

export interface Choices {
	/** Our column: a heading of the file, `=` for one value in every row, or nothing. */
	columns: Record<string, string>;
	constants: Record<string, string>;
	/** Our column: a word in the file: what it means. */
	values: Record<string, Record<string, string>>;
	words: Record<string, string>;
	ticks: Record<string, boolean>;
}

/** Options that are a text, in the order of the form. */
export const WORDS = [
	'source',
	'version',
	'code_field',
	'name_field',
	'count_field',
	'parent_field',
	'municipality',
	'crs',
	'sheet'
] as const;
/** Options that are a yes or no. */
export const TICKS = [
	'no_header',
	'by_name',
	'ignore_other_columns',
	'keep_good_rows',
	'allow_outside',
	'add_organisers'
] as const;

export function emptyChoices(): Choices {
	return { columns: {}, constants: {}, values: {}, words: {}, ticks: {} };
}

const filled = <T>(entries: [string, T][]): Record<string, T> =>
	Object.fromEntries(entries.filter(([, value]) => Boolean(value)));

/** Only what was chosen, and only what this kind of import takes. */
export function toOptions(choices: Choices, kind: ImportKind): UploadOptions {
	const mapped = Object.entries(choices.columns).filter(([, heading]) => heading && heading !== CONSTANT);
	const constant = Object.entries(choices.constants).filter(([name]) => choices.columns[name] === CONSTANT);
	const values = Object.entries(choices.values).map(
		([name, words]): [string, Record<string, string>] => [name, filled(Object.entries(words))]
	);
	const all: Record<string, unknown> = {
		columns: Object.fromEntries(mapped),
		constants: filled(constant),
		values: Object.fromEntries(values.filter(([, words]) => Object.keys(words).length)),
		...filled(Object.entries(choices.words)),
		...filled(Object.entries(choices.ticks))
	};
	return Object.fromEntries(Object.entries(all).filter(([name]) => kind.options.includes(name))) as UploadOptions;
}

/** Words of the file that mean nothing yet, by our column: what the form asks the meaning of. */
export function strangeWords(upload: Upload): [string, string][] {
	const codes = new Set(['not_a_choice', 'unknown_category']);
	const found = (upload.report?.findings ?? []).filter((one) => codes.has(one.code) && one.value && one.column);
	return [...new Map(found.map((one) => [`${one.column}\n${one.value}`, one])).values()]
		.slice(0, 20)
		.map((one) => [one.column, one.value]);
}
