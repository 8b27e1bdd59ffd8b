/** Whose pictures: an activity's or a venue's. The addresses differ, what is done with them does not. */
import { api, body } from '#lib/api/client.ts';
import type { ActivityDetail, PhotoWrite } from '#lib/api/types.ts';

export type Photo = ActivityDetail['photos'][number];

/** Each gives the album as it is afterwards. `id` is of the thing, `photo` of one of its pictures. */
export interface Album {
	/** Where a new picture is sent. */
	at(id: string): string;
	describe(id: string, photo: string, words: PhotoWrite): Promise<Photo[]>;
	order(id: string, order: string[]): Promise<Photo[]>;
	remove(id: string, photo: string): Promise<Photo[]>;
}

const activities: Album = {
	at: (id) => `/api/v1/activities/${id}/photos`,
	async describe(id, photo, words) {
		const params = { path: { id, photo } };
		return (await body(api.PUT('/api/v1/activities/{id}/photos/{photo}', { params, body: words }))).results;
	},
	async order(id, order) {
		const wanted = { params: { path: { id } }, body: { order } };
		return (await body(api.PUT('/api/v1/activities/{id}/photos/order', wanted))).results;
	},
	async remove(id, photo) {
		const params = { path: { id, photo } };
		return (await body(api.DELETE('/api/v1/activities/{id}/photos/{photo}', { params }))).results;
	}
};

const venues: Album = {
	at: (id) => `/api/v1/venues/${id}/photos`,
	async describe(id, photo, words) {
		const params = { path: { id, photo } };
		return (await body(api.PUT('/api/v1/venues/{id}/photos/{photo}', { params, body: words }))).results;
	},
	async order(id, order) {
		const wanted = { params: { path: { id } }, body: { order } };
		return (await body(api.PUT('/api/v1/venues/{id}/photos/order', wanted))).results;
	},
	async remove(id, photo) {
		const params = { path: { id, photo } };
		return (await body(api.DELETE('/api/v1/venues/{id}/photos/{photo}', { params }))).results;
	}
};

export const albums = { activities, venues };
