/** Colours of the map, read from the same tokens as the rest of the page. */
export interface Palette {
	ground: string;
	surface: string;
	sunk: string;
	line: string;
	ink: string;
	soft: string;
	link: string;
	youth: string;
	outdoor: string;
	sun: string;
	library: string;
	/** Whether dark is shown. */
	dark: boolean;
}

const TOKENS: Record<Exclude<keyof Palette, 'dark'>, string> = {
	ground: '--ground',
	surface: '--surface',
	sunk: '--surface-sunk',
	line: '--line-strong',
	ink: '--ink',
	soft: '--ink-soft',
	link: '--link',
	youth: '--youth',
	outdoor: '--outdoor',
	sun: '--sun',
	library: '--library'
};

/** Resolves the tokens as they are at this moment, in the light or dark that is shown. */
export function readPalette(): Palette {
	const probe = document.createElement('i');
	probe.style.transition = 'none'; // A colour on its way to another would be read instead.
	document.body.append(probe);
	const read = (token: string): string => {
		probe.style.color = `var(${token})`;
		return getComputedStyle(probe).color;
	};
	const palette = Object.fromEntries(
		Object.entries(TOKENS).map(([name, token]) => [name, read(token)])
	) as Record<keyof typeof TOKENS, string>;
	probe.style.color = 'light-dark(white, black)';
	const dark = getComputedStyle(probe).color === 'rgb(0, 0, 0)';
	probe.remove();
	return { ...palette, dark };
}
