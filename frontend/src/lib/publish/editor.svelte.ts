/** Writing an activity: kept on the device, saved in steps, taken from state to state. */
import { person } from '#lib/account/me.svelte.ts';
import { api, body } from '#lib/api/client.ts';
import { asFailure, Problem, type Failure } from '#lib/api/failure.ts';
import type { ActivityDetail, PublishStep } from '#lib/api/types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { Photos } from '#lib/photo/photos.svelte.ts';
import { place } from '#lib/place.svelte.ts';
import { dayOf } from '#lib/time/days.ts';
import { merged } from './differing.ts';
import { draftOf, emptyDraft, toActivity, writtenLanguages, type Draft } from './draft.ts';
import { faultsOf, type Faults } from './faults.ts';
import { forget, keep, readKept } from './keeping.ts';
import { takeStep, undoLatest } from './steps.ts';
import { emptySchedule, ruleField, toSchedule } from './times/schedule.ts';

export class Editor {
	draft = $state<Draft>(emptyDraft(dayOf(Date.now(), place.timeZone)));
	activity = $state.raw<ActivityDetail>();
	readonly photos: Photos;
	/** What somebody else saved meanwhile, while what is typed here stays in the form. */
	theirs = $state.raw<ActivityDetail>();
	faults = $state.raw<Faults>({});
	failure = $state.raw<Failure>();
	busy = $state(false);
	/** Something was found on the device that was not saved. */
	restored = $state(false);
	/** Something is typed that is not saved. */
	typed = $state(false);
	saved = $state(false);
	/** The chosen organiser asks for a second pair of eyes. */
	careful = $state(false);
	#made: string | null = null;
	/** The version that was seen when the writing began. */
	#seen: number | undefined;

	constructor(readonly id: string) {
		this.photos = new Photos('activities', id);
		void this.photos.restore().then((found) => (this.restored ||= found));
		const kept = readKept(id, this.#whose, localStorage);
		if (!kept) return;
		const { schedule } = kept.draft;
		/* What an earlier version of the form kept lacks what it did not know. */
		this.draft = { ...kept.draft, schedule: schedule && { ...emptySchedule(dayOf(Date.now(), place.timeZone)), ...schedule } };
		this.#made = kept.made;
		this.#seen = kept.version;
		this.restored = true;
		this.typed = true;
	}

	/** Something is typed or chosen that is not saved. */
	get dirty(): boolean {
		return this.typed || this.photos.unsaved;
	}

	get #whose(): string {
		return person.me?.name ?? '';
	}

	get isNew(): boolean {
		return this.id === 'new';
	}

	/** Fills the form from the server, unless something unsaved was found here. */
	take(activity: ActivityDetail): void {
		this.activity = activity;
		this.photos.take(activity.photos);
		if (this.typed) return;
		this.draft = draftOf(activity);
		this.#seen = activity.version;
	}

	keep(): void {
		this.typed = true;
		const { draft } = this;
		keep(this.id, { draft, made: this.#made, version: this.#seen, whose: this.#whose }, localStorage);
		this.photos.keep();
	}

	/** Throws away all that is not saved, pictures too. */
	throwAway = (): void => {
		this.photos.discard();
		this.reset();
	};

	/** Throws away what is typed. */
	reset = (): void => {
		this.#clean();
		this.theirs = undefined;
		this.draft = this.activity ? draftOf(this.activity) : emptyDraft(dayOf(Date.now(), place.timeZone));
		this.#seen = this.activity?.version;
		this.faults = {};
	};

	/** Takes what somebody else saved, and lets go of what is typed here. */
	takeTheirs = (): void => {
		this.activity = this.theirs ?? this.activity;
		this.reset();
	};

	/** Keeps what is typed here; the next save goes on top of what somebody else saved. */
	keepMine = (): void => {
		this.activity = this.theirs ?? this.activity;
		this.#seen = this.activity?.version;
		this.theirs = undefined;
		this.keep();
	};

	/** Saves all there is, and publishes when asked to. Gives the id once everything went through. */
	save = async (publish: boolean, known: readonly string[]): Promise<string | null> => {
		const done = await this.#working(async () => {
			const id = await this.#saveActivity(known);
			if (id === null || !(await this.#saveSchedule(id))) return null;
			if (!(await this.photos.save(id, known))) return null;
			this.#clean();
			if (publish) await this.#show(id);
			return id;
		});
		return done ?? null;
	};

	/** Takes one step along the way from draft to archive. */
	step = async (step: PublishStep, note = ''): Promise<void> => {
		const { activity } = this;
		if (activity) await this.#working(async () => this.#now(await takeStep(activity, step, note)));
	};

	undo = async (): Promise<void> => {
		const { activity } = this;
		if (!activity) return;
		await this.#working(async () => {
			this.#now(await undoLatest(activity));
			this.reset();
		});
	};

	/** What the server has now, be it by a step, an undo or a restored version. */
	shows = (activity: ActivityDetail): void => {
		this.#now(activity);
		this.reset();
	};

	#now(activity: ActivityDetail): void {
		this.activity = activity;
		this.#seen = activity.version;
	}

	#clean(): void {
		forget(this.id, localStorage);
		this.restored = false;
		this.typed = false;
	}

	async #working<T>(work: () => Promise<T>): Promise<T | undefined> {
		this.busy = true;
		this.saved = false;
		this.failure = undefined;
		this.faults = {};
		try {
			const done = await work();
			this.saved = done !== null;
			return done;
		} catch (error) {
			await this.#failed(error);
			return undefined;
		} finally {
			this.busy = false;
		}
	}

	async #failed(error: unknown): Promise<void> {
		this.failure = asFailure(error);
		const { activity } = this;
		if (!activity || !(this.failure instanceof Problem) || this.failure.code !== 'changed_meanwhile') return;
		const params = { path: { id: activity.id }, query: { lang: place.lang } };
		const theirs = await body(api.GET('/api/v1/activities/{id}', { params })).catch(() => undefined);
		/* Only where somebody really wrote do two versions differ; the rest is theirs already. */
		if (theirs && activity.version === this.#seen) {
			this.draft = merged(draftOf(activity), draftOf(theirs), $state.snapshot(this.draft) as Draft);
		}
		this.theirs = theirs;
	}

	async #saveActivity(known: readonly string[]): Promise<string | null> {
		const data = toActivity(this.draft, known);
		const id = this.isNew ? this.#made : this.id;
		const params = { query: { lang: place.lang } };
		const seen = this.#seen ? { version: this.#seen } : {};
		try {
			const answer = id
				? await body(
						api.PATCH('/api/v1/activities/{id}', {
							params: { ...params, path: { id } },
							body: { ...data, ...seen }
						})
					)
				: await body(api.POST('/api/v1/activities', { params, body: data }));
			this.#made = answer.id;
			this.#now(answer);
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
			this.#now(await body(api.POST('/api/v1/activities/{id}/schedules', { params, body: toSchedule(schedule) })));
			this.draft.schedule = null;
			return true;
		} catch (error) {
			await this.#fail(error, [], 'schedule', ruleField(schedule));
			return false;
		}
	}

	/** Publishes, or sends it to somebody else first where the organiser wants that. */
	async #show(id: string): Promise<void> {
		const { activity } = this;
		if (activity?.id !== id) return;
		const way = activity.work?.steps.find((one) => one === 'publish' || one === 'send_for_review');
		if (way) this.#now(await takeStep(activity, way));
	}

	async #fail(error: unknown, languages: string[], prefix = '', rule = 'rule'): Promise<null> {
		await this.#failed(error);
		this.faults = faultsOf(this.failure, languages, prefix, t('publish.needed'), rule);
		this.keep();
		return null;
	}
}
