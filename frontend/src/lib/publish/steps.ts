/** The ways from draft to archive and back, as the server offers them (`work.steps`). */
import { api, body } from '#lib/api/client.ts';
import type { ActivityDetail, PublishStep } from '#lib/api/types.ts';
import type { Key } from '#lib/i18n/i18n.svelte.ts';
import { place } from '#lib/place.svelte.ts';

export const STEP_WORDS: Record<PublishStep, Key> = {
	send_for_review: 'publish.step.send_for_review',
	take_back: 'publish.step.take_back',
	send_back: 'publish.step.send_back',
	approve: 'publish.step.approve',
	publish: 'publish.publish',
	archive: 'publish.archive',
	reopen: 'publish.step.reopen'
};

/** What the state of an activity is called. */
export const STATE_WORDS: Record<ActivityDetail['status'], Key> = {
	draft: 'publish.state.draft',
	in_review: 'publish.state.in_review',
	published: 'publish.state.published',
	archived: 'publish.state.archived'
};

interface Seen {
	id: string;
	version: number;
}

/** Takes a step on the version that was seen: who approves something approves what they read. */
export async function takeStep({ id, version }: Seen, step: PublishStep, note = ''): Promise<ActivityDetail> {
	const params = { path: { id }, query: { lang: place.lang } };
	const seen = { params, body: { version } };
	switch (step) {
		case 'send_for_review':
			return body(api.POST('/api/v1/activities/{id}/send-for-review', seen));
		case 'take_back':
			return body(api.POST('/api/v1/activities/{id}/take-back', seen));
		case 'send_back':
			return body(api.POST('/api/v1/activities/{id}/send-back', { params, body: { version, note } }));
		case 'approve':
			return body(api.POST('/api/v1/activities/{id}/approve', seen));
		case 'publish':
			return body(api.POST('/api/v1/activities/{id}/publish', seen));
		case 'archive':
			return body(api.POST('/api/v1/activities/{id}/archive', seen));
		case 'reopen':
			return body(api.POST('/api/v1/activities/{id}/reopen', seen));
	}
}

/** The proposal to change what is published: the open one, or a new one. */
export async function propose(id: string): Promise<ActivityDetail> {
	const params = { path: { id }, query: { lang: place.lang } };
	return body(api.POST('/api/v1/activities/{id}/propose', { params }));
}

export async function undoLatest({ id, version }: Seen): Promise<ActivityDetail> {
	const params = { path: { id }, query: { lang: place.lang } };
	return body(api.POST('/api/v1/activities/{id}/undo', { params, body: { version } }));
}
