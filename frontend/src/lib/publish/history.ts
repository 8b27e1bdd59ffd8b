/** Values of the history as people say them; the server sends codes and numbers. */
import { tMaybe } from '#lib/i18n/i18n.svelte.ts';
import { place } from '#lib/place.svelte.ts';
import { languageTitle, weekday } from '#lib/time/figures.svelte.ts';

export function readable(field: string, value: string): string {
	if (!value) return '';
	switch (field) {
		case 'status':
			return tMaybe(`publish.state.${value}`, value);
		case 'mode':
			return tMaybe(`mode.${value}`, value);
		case 'category':
			return place.categories.find((one) => one.code === value)?.name ?? value;
		case 'languages':
			return value.split(', ').map(languageTitle).join(', ');
		case 'times':
			/* A plain week begins with its ISO weekday; other rules stand as they are. */
			return value.replaceAll(/^([1-7]) /gm, (_whole, iso: string) => `${weekday(Number(iso))} `);
		case 'ages':
			return value.replace('-', '–');
		default:
			return value;
	}
}
