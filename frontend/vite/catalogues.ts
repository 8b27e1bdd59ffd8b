/**
 * Turns the ICU messages of a language into lingui's compiled form when the site is built,
 * so that no message parser travels to the browser.
 *
 * `sv.json?compiled` gives the messages that a visitor needs to find something to do,
 * `sv.json?more` those of the pages for staff and of the longer texts,
 * `sv.json?about` only what must be known of a language before it is loaded.
 */
import { readFile } from 'node:fs/promises';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

export type Catalogue = Record<string, string>;

/** Compiles all messages; a message with a syntax error stops the build and is named. */
export function compileCatalogue(catalogue: Catalogue): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(catalogue).map(([key, message]) => {
			try {
				return [key, compileMessageOrThrow(message)];
			} catch (error) {
				throw new Error(`${key}: ${String(error)}`, { cause: error });
			}
		})
	);
}

/* Words that nobody needs to find something to do tonight: they come when such a page is opened. */
const LATER = [
	'area', 'change', 'error', 'facet', 'understood', 'detail', 'share', 'venue', 'mode', 'saved', 'hours', 'access', 'map', 'seats', 'photo', 'empty',
	'gaps', 'booking', 'manage', 'family', 'terms', 'publish', 'import', 'login', 'signup', 'passkey', 'me', 'notices', 'mydata', 'approve', 'openid',
	'signins', 'account', 'factor', 'refused', 'about', 'privacy',
	'contact', 'accessibility', 'subscribe', 'role', 'slot', 'comma', 'yes', 'no', 'translation',
	'session.cancelled.reason', 'calendar.add', 'offline.kept', 'offline.kept.unreachable', 'offline.newer',
	'offline.newer.load', 'explore.near.on', 'explore.near.denied', 'explore.near.unavailable', 'language', 'nav.account'
];

/* The exceptions: they stand in the first list. */
const AT_ONCE = ['seats.full'];

/** Splits a catalogue in what everybody loads and what comes with the pages that need it. */
export function splitCatalogue(catalogue: Catalogue): { first: Catalogue; more: Catalogue } {
	const later = (key: string): boolean =>
		(LATER.includes(key.split('.')[0] ?? '') || LATER.includes(key)) && !AT_ONCE.includes(key);
	const entries = Object.entries(catalogue);
	return {
		first: Object.fromEntries(entries.filter(([key]) => !later(key))),
		more: Object.fromEntries(entries.filter(([key]) => later(key)))
	};
}

/** The part of a catalogue that the language menu needs: keys that start with `language.`. */
export function aboutLanguage(catalogue: Catalogue): Catalogue {
	return Object.fromEntries(
		Object.entries(catalogue)
			.filter(([key]) => key.startsWith('language.'))
			.map(([key, value]) => [key.slice('language.'.length), value])
	);
}

export function catalogues(): Plugin {
	return {
		name: 'nara-catalogues',
		enforce: 'pre',
		async load(id) {
			const match = /^(.*\/catalogue\/\w+\.json)\?(compiled|more|about)\b/.exec(id);
			if (!match?.[1]) return null;
			this.addWatchFile(match[1]);
			const source = JSON.parse(await readFile(match[1], 'utf8')) as Catalogue;
			const { first, more } = splitCatalogue(source);
			const part = match[2] === 'more' ? more : first;
			const content = match[2] === 'about' ? aboutLanguage(source) : compileCatalogue(part);
			return { code: `export default ${JSON.stringify(content)};`, moduleType: 'js', map: null };
		}
	};
}
