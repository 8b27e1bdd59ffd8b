/** Light, dark, or as the device says. */
export type Theme = 'auto' | 'light' | 'dark';

const STORED = 'nara.theme';
const ORDER: Theme[] = ['auto', 'light', 'dark'];

function read(): Theme {
	const set = typeof document === 'undefined' ? undefined : document.documentElement.dataset.theme;
	return set === 'light' || set === 'dark' ? set : 'auto';
}

let chosen = $state<Theme>(read());

export const theme = {
	get chosen(): Theme {
		return chosen;
	},
	get next(): Theme {
		return ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length] ?? 'auto';
	}
};

/** Shows a theme on this page alone, such as in a preview; what was chosen before stays chosen. */
export function showTheme(wanted: 'light' | 'dark'): void {
	document.documentElement.dataset.theme = wanted;
}

export function chooseTheme(wanted: Theme): void {
	chosen = wanted;
	if (wanted === 'auto') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = wanted;
	try {
		if (wanted === 'auto') localStorage.removeItem(STORED);
		else localStorage.setItem(STORED, wanted);
	} catch {
		/* not kept: it still holds for this visit */
	}
}
