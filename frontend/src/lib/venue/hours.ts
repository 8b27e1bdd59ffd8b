/** What to say about a place's opening hours. Unknown is said to be unknown, never closed. */
import type { VenueDetail } from '#lib/api/types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { clock, nearDay, shortDay } from '#lib/time/format.svelte.ts';
import { dayOf } from '#lib/time/days.ts';
import { place } from '#lib/place.svelte.ts';

type Known = Pick<VenueDetail, 'opening_hours' | 'open_now' | 'next_change'>;
export type Day = VenueDetail['days'][number];

/** `18:00`, `i morgon 10:00`, `mån 30 nov 10:00` */
function moment(instant: string): string {
	const day = dayOf(instant, place.timeZone);
	if (day === dayOf(Date.now(), place.timeZone)) return clock(instant);
	return `${nearDay(day) || shortDay(instant)} ${clock(instant)}`;
}

/** One sentence about this moment. */
export function status(venue: Known): string {
	const { open_now: open, next_change: change } = venue;
	if (open === null) return t('hours.unknown');
	if (open) return change ? t('hours.open.until', { time: moment(change) }) : t('hours.open');
	return change ? t('hours.closed.until', { time: moment(change) }) : t('hours.closed');
}

/** The times of a day, each as a text of its own. */
export function times(day: Day): string[] {
	if (!day.known) return [t('hours.day.unknown')];
	if (!day.intervals.length) return [t('hours.day.closed')];
	return day.intervals.map((one) => {
		const whole = clock(one.starts) === '00:00' && clock(one.ends) === '00:00';
		const text = whole ? t('hours.day.all') : `${clock(one.starts)}–${clock(one.ends)}`;
		const words = [text, one.certain ? '' : t('hours.perhaps'), one.comment];
		return words.filter(Boolean).join(' · ');
	});
}
