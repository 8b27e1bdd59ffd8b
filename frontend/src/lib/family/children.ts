/** The children one answers for. */
import { api, body } from '#lib/api/client.ts';
import type { Child } from '#lib/api/types.ts';

export async function myChildren(signal?: AbortSignal): Promise<Child[]> {
	return (await body(api.GET('/api/v1/me/children', signal ? { signal } : {}))).results;
}
