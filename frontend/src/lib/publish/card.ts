/** The card of the list as it will be, from what is known before the activity is published. */
import type { ActivityDetail, Session } from '#lib/api/types.ts';

/** Null without a coming session: then there is no card either. */
export function cardOf(activity: ActivityDetail): Session | null {
	const next = activity.next_session;
	if (!next) return null;
	const capacity = activity.schedules[0]?.capacity ?? 1;
	return {
		...next,
		status: 'scheduled',
		cancelled_reason: '',
		distance_m: null,
		seats: { capacity, free: capacity },
		activity
	};
}
