/** What `<picture>` wants to know of a picture, from what the API says. */
import type { Session } from '#lib/api/types.ts';

export type Photo = NonNullable<Session['activity']['photo']>;

export interface Source {
	type: string;
	srcset: string;
}

/** One source for each format, the smallest format first; browsers take the first they can read. */
export function sourcesOf(photo: Pick<Photo, 'sources'>): Source[] {
	const types = [...new Set(photo.sources.map((one) => one.type))];
	return types.map((type) => ({
		type,
		srcset: photo.sources
			.filter((one) => one.type === type)
			.map((one) => `${one.url} ${one.width}w`)
			.join(', ')
	}));
}

/** For a browser that knows nothing of `<source>`: the middle one of the format all can read. */
export function plainSource(photo: Pick<Photo, 'sources'>): string {
	const webp = photo.sources.filter((one) => one.type === 'image/webp');
	return (webp[Math.floor((webp.length - 1) / 2)] ?? photo.sources[0])?.url ?? '';
}
