/** One line of news in words: what changed, from what to what. */
import type { Change } from '#lib/api/types.ts';
import { t, tMaybe } from '#lib/i18n/i18n.svelte.ts';
import { weekday } from '#lib/time/figures.svelte.ts';
import { ages, clock, price, shortDay } from '#lib/time/format.svelte.ts';

type Line = Pick<Change, 'kind' | 'before' | 'after' | 'session'>;

/** `2 17:00`, or `2 17:00 2026-12-01` where it holds from that date on. */
function weekly(text: string): string {
	const [day = '1', time = '', since] = text.split(' ');
	const words = t('change.weekly', { weekday: weekday(Number(day)), time });
	return since ? t('change.weekly.since', { weekly: words, date: shortDay(`${since}T12:00Z`) }) : words;
}

function value(kind: Change['kind'], text: string): string {
	if (!text) return '';
	if (kind === 'price') return price({ free: Number(text) === 0, price_sek: text });
	if (kind === 'moved') return weekly(text);
	if (kind === 'mode') return tMaybe(`mode.${text}`, text);
	if (kind === 'ages') {
		const [from = 0, to = 0] = text.split('-').map(Number);
		return ages({ from, to });
	}
	if (['time', 'cancelled'].includes(kind) && /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text))) return `${shortDay(text)} ${clock(text)}`;
	return text;
}

export function changeInWords({ kind, before, after }: Line): string {
	const what = t(`change.${kind}`);
	const [from, to] = [value(kind, before), value(kind, after)];
	if (from && to) return t('change.from.to', { what, from, to });
	const detail = to || from;
	return detail ? `${what}: ${detail}` : what;
}
