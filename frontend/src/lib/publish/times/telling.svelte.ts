/** A change of times: told before it is done, done, and told again as it was done. */
import { api, body } from '#lib/api/client.ts';
import { asFailure, Problem, type Failure } from '#lib/api/failure.ts';
import type { Schedule, ScheduledChange, ScheduleWrite } from '#lib/api/types.ts';

export interface Asked {
	preview: boolean;
	/** Told to those who have a seat in what is called off. */
	reason: string;
}
/** Asks the server for one change, or only what it would do. */
export type Ask = (asked: Asked) => Promise<ScheduledChange[]>;

export class Telling {
	/** What would happen, once it was asked. */
	changes = $state.raw<ScheduledChange[]>();
	failure = $state.raw<Failure>();
	busy = $state(false);

	/** Something else is typed: what was told no longer holds. */
	outdated = (): void => {
		this.changes = undefined;
	};

	preview = async (ask: Ask): Promise<void> => {
		await this.#working(async () => {
			this.changes = await ask({ preview: true, reason: '' });
		});
	};

	/** What was done, or nothing when it was refused. */
	save = async (ask: Ask, reason: string): Promise<ScheduledChange[] | undefined> => {
		let done: ScheduledChange[] | undefined;
		await this.#working(async () => {
			done = await ask({ preview: false, reason });
		});
		/* Somebody took a seat since it was told: it is told again, with a field for why. */
		if (this.failure instanceof Problem && this.failure.code === 'reason_needed') {
			const { failure } = this;
			await this.preview(ask);
			this.failure ??= failure;
		}
		return done;
	};

	async #working(work: () => Promise<void>): Promise<void> {
		this.busy = true;
		this.failure = undefined;
		try {
			await work();
		} catch (error) {
			this.failure = asFailure(error);
		} finally {
			this.busy = false;
		}
	}
}

type Patch = Partial<ScheduleWrite> & { since?: string };

export const changing =
	(id: string, fields: Patch): Ask =>
	async ({ preview, reason }) => {
		const params = { path: { id }, query: { preview } };
		return (await body(api.PATCH('/api/v1/schedules/{id}', { params, body: { ...fields, reason } }))).changes;
	};

export const ending =
	(id: string): Ask =>
	async (query) =>
		(await body(api.DELETE('/api/v1/schedules/{id}', { params: { path: { id }, query } }))).changes;

export const excepting =
	(id: string, date: string, kind: Schedule['exceptions'][number]['kind'], why: string): Ask =>
	async ({ preview }) => {
		const params = { path: { id }, query: { preview } };
		const data = { date, kind, reason: why };
		return (await body(api.POST('/api/v1/schedules/{id}/exceptions', { params, body: data }))).changes;
	};

export const takingBack =
	(id: string): Ask =>
	async (query) =>
		(await body(api.DELETE('/api/v1/schedule-exceptions/{id}', { params: { path: { id }, query } }))).changes;
