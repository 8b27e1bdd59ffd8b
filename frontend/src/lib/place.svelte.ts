/** The municipality this installation serves; asked once, known to every page. */
import { api, body } from '#lib/api/client.ts';
import { first } from '#lib/api/first.ts';
import { asFailure } from '#lib/api/failure.ts';
import type { Category, Municipality, SessionQuery } from '#lib/api/types.ts';
import { language } from '#lib/i18n/i18n.svelte.ts';

/* It comes with most pages, and every other question waits for the language that it decides. */
const known = first.find(({ path }) => path === '/api/v1/municipality')?.body;
let municipality = $state.raw(known as Municipality | undefined);
let categories = $state.raw<Category[]>([]);

type ContentLanguage = NonNullable<SessionQuery['lang']>;

/* A language of the interface that the municipality has no texts in: its texts come in its own language. */
const lang = $derived(
	!municipality || municipality.languages.includes(language.code) ? language.code : municipality.default_language
);

export const place = {
	/** The language to ask for texts in. */
	get lang(): ContentLanguage {
		return lang as ContentLanguage;
	},

	get municipality(): Municipality | undefined {
		return municipality;
	},
	get name(): string {
		return municipality?.name ?? '';
	},
	get timeZone(): string {
		return municipality?.time_zone ?? 'Europe/Stockholm';
	},
	/** Never the reader's own zone: an evening in the municipality is an evening there. */
	get categories(): Category[] {
		return categories;
	},
	/** The main categories, the ones that have a colour and a shape. */
	get mainCategories(): Category[] {
		return categories.filter((one) => !one.parent);
	}
};

const quietly = async (work: Promise<void>): Promise<void> => {
	try {
		await work;
	} catch (error) {
		asFailure(error); // A page that needs it says so itself; anything else is a fault and is thrown.
	}
};

async function readMunicipality(): Promise<void> {
	municipality = await body(api.GET('/api/v1/municipality'));
}

async function readCategories(lang: ContentLanguage): Promise<void> {
	const answer = await body(api.GET('/api/v1/categories', { params: { query: { lang } } }));
	categories = answer.results;
}

/** Keeps both in step with the language. Called once, by the layout. */
export function watchPlace(): void {
	$effect(() => void quietly(readMunicipality()));
	$effect(() => {
		if (language.ready) void quietly(readCategories(place.lang));
	});
	$effect(() => {
		const again = () => {
			if (!municipality) void quietly(readMunicipality());
			if (categories.length === 0) void quietly(readCategories(place.lang));
		};
		window.addEventListener('online', again);
		return () => window.removeEventListener('online', again);
	});
}
