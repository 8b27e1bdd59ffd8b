/** What an analyst has chosen to look at, and how it is written in the page's address. */
export interface Choices {
	ages: string;
	category: string;
	slot: string;
	mode: 'walk' | 'bicycle';
	kind: 'district' | 'regso';
}

export const USUAL: Choices = { ages: '13-16', category: '', slot: '', mode: 'walk', kind: 'regso' };

const WORD = /^[\w-]{1,40}$/;
const word = (value: string | null): string => (value && WORD.test(value) ? value : '');

export function readChoices(params: Pick<URLSearchParams, 'get'>): Choices {
	return {
		ages: /^\d{1,2}-\d{1,2}$/.exec(params.get('ages') ?? '')?.[0] ?? USUAL.ages,
		category: word(params.get('category')),
		slot: word(params.get('slot')),
		mode: params.get('mode') === 'bicycle' ? 'bicycle' : 'walk',
		kind: params.get('kind') === 'district' ? 'district' : 'regso'
	};
}

/** Only what differs from the usual choice. */
export function writeChoices(choices: Choices): URLSearchParams {
	const entries = Object.entries(choices) as [keyof Choices, string][];
	return new URLSearchParams(entries.filter(([name, value]) => value !== USUAL[name]));
}
