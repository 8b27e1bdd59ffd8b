/** The language of the interface: chosen by the person, kept on the device, loaded when needed. */
import { setupI18n, type Messages } from '@lingui/core';

import { best, type LanguageAbout } from './choose.ts';
import type swedish from './catalogue/sv.json';

export type Key = keyof typeof swedish;
export type Values = Record<string, string | number>;

const STORED = 'nara.language';
export const SOURCE = 'sv';

const code = (path: string): string => /(\w+)\.json/.exec(path)?.[1] ?? '';
const byCode = <T>(files: Record<string, T>): Record<string, T> =>
	Object.fromEntries(Object.entries(files).map(([path, file]) => [code(path), file]));

const loaders = byCode(
	import.meta.glob<Messages>('./catalogue/*.json', {
		query: '?compiled',
		import: 'default'
	})
);
const moreLoaders = byCode(
	import.meta.glob<Messages>('./catalogue/*.json', { query: '?more', import: 'default' })
);
const about = byCode(
	import.meta.glob<LanguageAbout>('./catalogue/*.json', {
		query: '?about',
		import: 'default',
		eager: true
	})
);

/** Every language there is a catalogue for, the source language first. */
export const languages = Object.entries(about)
	.map(([language, facts]) => ({ code: language, ...facts }))
	.sort((a, b) => Number(b.code === SOURCE) - Number(a.code === SOURCE) || a.code.localeCompare(b.code));

const engine = setupI18n();
let active = $state('');
let wantsMore = false;
let moreCome: Promise<void> | undefined;

export const language = {
	get code(): string {
		return active || SOURCE;
	},
	/** The tag given to Intl. */
	get locale(): string {
		return about[this.code]?.locale ?? 'sv-SE';
	},
	get direction(): 'ltr' | 'rtl' {
		return about[this.code]?.direction ?? 'ltr';
	},
	get ready(): boolean {
		return active !== '';
	}
};

/** A message of the interface in the language of the moment; follows a change of language. */
export function t(key: Key, values?: Values): string {
	return active ? engine._(key, values) : '';
}

/** As `t`, for a key put together from data; a key that is not there gives `fallback`. */
export function tMaybe(key: string, fallback: string): string {
	if (!active) return fallback;
	return key in engine.messages ? engine._(key) : fallback;
}

function stored(): string | null {
	try {
		return localStorage.getItem(STORED);
	} catch {
		return null;
	}
}

async function activate(wanted: string): Promise<void> {
	const load = loaders[wanted] ?? loaders[SOURCE];
	if (!load) return;
	const known = loaders[wanted] ? wanted : SOURCE;
	const [first, more] = await Promise.all([load(), wantsMore ? moreLoaders[known]?.() : undefined]);
	const messages = { ...first, ...more };
	engine.loadAndActivate({ locale: known, locales: [about[known]?.locale ?? known], messages });
	active = known;
	document.documentElement.lang = known;
	document.documentElement.dir = about[known]?.direction ?? 'ltr';
	const { loadScript } = await import('./script.ts');
	await loadScript(known);
}

/** Gets the words of the staff pages and longer texts too; such a page waits for them before it opens. */
export function moreWords(): Promise<void> {
	wantsMore = true;
	return (moreCome ??= loadMore());
}

async function loadMore(): Promise<void> {
	if (active) engine.load(active, (await moreLoaders[active]?.()) ?? {});
}

/** The language that the address asks for (`?lang=`), as links from search engines do. */
const asked = (): string | null => new URL(location.href).searchParams.get('lang');

/** Tells the server too, so that the next page comes in this language. */
function tellServer(wanted: string): void {
	document.cookie = `nara.language=${wanted}; path=/; max-age=31536000; samesite=lax`;
}

/** Loads the language of the address, the one this device chose before, or the one its browser asks for. */
export async function startLanguage(): Promise<void> {
	const codes = languages.map((one) => one.code);
	const kept = stored();
	if (kept && codes.includes(kept)) tellServer(kept);
	await activate(best(best(asked(), [], codes, '') || kept, navigator.languages, codes, SOURCE));
}

/** Shows a language on this page alone, such as in a preview; what was chosen before stays chosen. */
export async function showLanguage(wanted: string): Promise<void> {
	if (wanted !== active) await activate(wanted);
}

/** Changes the language and remembers it on this device. */
export async function chooseLanguage(wanted: string): Promise<void> {
	try {
		localStorage.setItem(STORED, wanted);
	} catch {
		/* not kept: the choice still holds for this visit */
	}
	tellServer(wanted);
	await activate(wanted);
}
