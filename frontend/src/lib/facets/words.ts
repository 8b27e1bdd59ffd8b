/** What the choices of the filters are called. */
import type { Key } from '#lib/i18n/i18n.svelte.ts';
import type { Filters, Window } from '#lib/explore/filters.ts';

export const WINDOW_TEXT: Record<Window, Key> = {
	now: 'window.now',
	tonight: 'window.tonight',
	weekend: 'window.weekend',
	next_school_holiday: 'facet.school_holiday'
};

export const PART_TEXT: Record<NonNullable<Filters['time']>, Key> = {
	morning: 'facet.morning',
	afternoon: 'facet.afternoon',
	evening: 'facet.evening',
	late: 'facet.late'
};

export const MODE_TEXT: Record<NonNullable<Filters['mode']>, Key> = {
	drop_in: 'mode.drop_in',
	booking: 'mode.booking',
	term_course: 'mode.term_course'
};
