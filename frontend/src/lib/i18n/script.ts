/** Fonts for scripts that the main font does not cover, fetched only for the languages that need them. */
const fonts: Record<string, () => Promise<unknown>> = {
	Arab: () => import('@fontsource-variable/readex-pro/wght.css')
};

export async function loadScript(language: string): Promise<void> {
	const script = new Intl.Locale(language).maximize().script ?? '';
	await fonts[script]?.();
}
