/** The lists of those who write: by status, and by what waits for them. */
import type { paths } from '#lib/api/schema.d.ts';
import type { Key } from '#lib/i18n/i18n.svelte.ts';

type Query = NonNullable<paths['/api/v1/activities']['get']['parameters']['query']>;

export const VIEWS = {
	published: { words: 'publish.published', query: { status: 'published' } },
	draft: { words: 'publish.drafts', query: { status: 'draft' } },
	review: { words: 'publish.list.review', query: { needs: 'review' } },
	in_review: { words: 'publish.state.in_review', query: { status: 'in_review' } },
	translation: { words: 'publish.list.translation', query: { needs: 'translation' } },
	archived: { words: 'publish.state.archived', query: { status: 'archived' } }
} as const satisfies Record<string, { words: Key; query: Pick<Query, 'status' | 'needs'> }>;

export type View = keyof typeof VIEWS;
