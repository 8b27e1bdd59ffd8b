/** Writing an activity: kept on the device, saved in steps, published at the end. */
import { api, body } from '#lib/api/client.ts';
import { asFailure, type Failure } from '#lib/api/failure.ts';
import type { ActivityDetail } from '#lib/api/types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { place } from '#lib/place.svelte.ts';
import { dayOf } from '#lib/time/days.ts';
import { draftOf, emptyDraft, toActivity, toSchedule, writtenLanguages, type Draft } from './draft.ts';
import { faultsOf, type Faults } from './faults.ts';
import { forget, keep, readKept } from './keeping.ts';
import { Photos } from './photos.svelte.ts';

export class Editor {
	draft = $state<Draft>(emptyDraft(dayOf(Date.now(), place.timeZone)));
	activity = $state.raw<ActivityDetail>();
	readonly photos = new Photos();
	faults = $state.raw<Faults>({});
	failure = $state.raw<Failure>();
	busy = $state(false);
	/** Something was found on the device that was not saved. */
	restored = $state(false);
	saved = $state(false);
	#made: string | null = null;

	constructor(readonly id: string) {
		const kept = readKept(id, sessionStorage);
		if (!kept) return;
		this.draft = kept.draft;
		this.#made = kept.made;
		this.restored = true;
	}

	get isNew(): boolean {
		return this.id === 'new';
	}

	/** Fills the form from the server, unless something unsaved was found here. */
	take(activity: ActivityDetail): void {
		this.activity = activity;
		this.photos.take(activity.photos);
		if (!this.restored) this.draft = draftOf(activity);
	}

	keep(): void {
		keep(this.id, { draft: this.draft, made: this.#made }, sessionStorage);
	}

	/** Throws away what is not saved. */
	reset = (): void => {
		forget(this.id, sessionStorage);
		this.restored = false;
		this.draft = this.activity ? draftOf(this.activity) : emptyDraft(dayOf(Date.now(), place.timeZone));
		this.faults = {};
	};

	/** Saves all there is, and publishes when asked to. Gives the id once everything went through. */
	save = async (publish: boolean, known: readonly string[]): Promise<string | null> => {
		this.busy = true;
		this.saved = false;
		this.failure = undefined;
		this.faults = {};
		try {
			const id = await this.#saveActivity(known);
			if (id === null || !(await this.#saveSchedule(id))) return null;
			if (!(await this.photos.save(id, known))) return null;
			if (publish) this.activity = await this.#publish(id);
			forget(this.id, sessionStorage);
			this.restored = false;
			this.saved = true;
			return id;
		} catch (error) {
			this.failure = asFailure(error);
			this.keep();
			return null;
		} finally {
			this.busy = false;
		}
	};

	archive = async (): Promise<void> => {
		try {
			const params = { path: { id: this.id } };
			this.activity = await body(api.POST('/api/v1/activities/{id}/archive', { params }));
		} catch (error) {
			this.failure = asFailure(error);
		}
	};

	async #saveActivity(known: readonly string[]): Promise<string | null> {
		const data = toActivity(this.draft, known);
		const id = this.isNew ? this.#made : this.id;
		try {
			const answer = id
				? await body(api.PATCH('/api/v1/activities/{id}', { params: { path: { id } }, body: data }))
				: await body(api.POST('/api/v1/activities', { body: data }));
			this.#made = answer.id;
			this.activity = answer;
			return answer.id;
		} catch (error) {
			return this.#fail(error, writtenLanguages(this.draft, known));
		}
	}

	async #saveSchedule(id: string): Promise<boolean> {
		const { schedule } = this.draft;
		if (!schedule) return true;
		try {
			const params = { path: { id } };
			await api.POST('/api/v1/activities/{id}/schedules', { params, body: toSchedule(schedule) });
			this.draft.schedule = null;
			return true;
		} catch (error) {
			this.#fail(error, [], 'schedule');
			return false;
		}
	}

	async #publish(id: string): Promise<ActivityDetail> {
		return body(api.POST('/api/v1/activities/{id}/publish', { params: { path: { id } } }));
	}

	#fail(error: unknown, languages: string[], prefix = ''): null {
		this.failure = asFailure(error);
		this.faults = faultsOf(this.failure, languages, prefix, t('publish.needed'));
		this.keep();
		return null;
	}
}
