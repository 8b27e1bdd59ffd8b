/** How one is told: what the server says, as the form changes it. */
import type { NoticeChoices, NoticeWrite } from '#lib/api/types.ts';

export type Way = NoticeChoices['ways'][number];
export type Topic = NoticeChoices['always'][number];

/** In the order of the page: what can not be switched off comes first. */
export const TOPICS = ['offers', 'changes', 'reminders', 'receipts'] as const satisfies readonly Topic[];
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** What the form starts from. A chosen way that no longer leads to the person is left out. */
export function written(found: NoticeChoices): NoticeWrite {
	const open = (chosen: readonly Way[]): Way[] => chosen.filter((way) => found.ways.includes(way));
	return {
		language: found.language,
		quiet_from: found.quiet_from,
		quiet_until: found.quiet_until,
		offers: open(found.offers),
		changes: open(found.changes),
		reminders: open(found.reminders),
		receipts: open(found.receipts)
	};
}

/** The topics that can not be switched off and have no way. */
export const missing = (form: NoticeWrite, always: readonly Topic[]): Topic[] => always.filter((topic) => form[topic].length === 0);
