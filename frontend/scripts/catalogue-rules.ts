/** The rules that hold between a catalogue and the Swedish one it is translated from. */
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

export type Catalogue = Record<string, string>;
type Token = string | [string, string?, unknown?];

const PLURALS = new Set(['plural', 'selectordinal']);

interface Parts {
	/** `count:plural`, `name:`, each once. */
	arguments: Set<string>;
	/** The plural forms of each plural in the message. */
	forms: string[][];
}

function walk(tokens: unknown, parts: Parts): void {
	if (!Array.isArray(tokens)) return;
	for (const token of tokens as Token[]) {
		if (typeof token === 'string') continue;
		const [name, type, cases] = token;
		parts.arguments.add(name);
		if (!cases || typeof cases !== 'object') continue;
		if (PLURALS.has(type ?? '')) {
			parts.forms.push(Object.keys(cases).filter((form) => form !== 'offset' && !/^\d+$/.test(form)));
		}
		for (const inner of Object.values(cases)) walk(inner, parts);
	}
}

export function readParts(message: string): Parts {
	const parts: Parts = { arguments: new Set(), forms: [] };
	walk(compileMessageOrThrow(message), parts);
	return parts;
}

const listed = (values: Iterable<string>): string => [...values].sort().join(', ') || 'none';

function compareMessage(code: string, key: string, message: string, swedish: string): string[] {
	const faults: string[] = [];
	const mine = readParts(message);
	const theirs = readParts(swedish);
	if (listed(mine.arguments) !== listed(theirs.arguments)) {
		faults.push(
			`${code} ${key}: placeholders ${listed(mine.arguments)}, in Swedish ${listed(theirs.arguments)}`
		);
	}
	const known = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
	for (const forms of mine.forms) {
		if (listed(forms) !== listed(known)) {
			faults.push(`${code} ${key}: plural forms ${listed(forms)}, the language has ${listed(known)}`);
		}
	}
	return faults;
}

/** Every fault of a catalogue, as one line each. */
export function compare(code: string, catalogue: Catalogue, source: Catalogue, same: string[]): string[] {
	const faults = Object.keys(catalogue)
		.filter((key) => !(key in source))
		.map((key) => `${code} ${key}: not in the Swedish catalogue`);
	for (const [key, swedish] of Object.entries(source)) {
		const message = catalogue[key];
		if (!message) {
			faults.push(`${code} ${key}: missing`);
			continue;
		}
		faults.push(...compareMessage(code, key, message, swedish));
		if (code !== 'sv' && message === swedish && !same.includes(key)) {
			faults.push(`${code} ${key}: equal to the Swedish`);
		}
	}
	return faults;
}
