export type Shared = 'shared' | 'copied' | 'given up' | 'failed';

/** Hands a page to the device's own share sheet, or copies its address where there is none. */
export async function sharePage(title: string, url: string): Promise<Shared> {
	try {
		if (typeof navigator.share === 'function') {
			await navigator.share({ title, url });
			return 'shared';
		}
		await navigator.clipboard.writeText(url);
		return 'copied';
	} catch (error) {
		return error instanceof DOMException && error.name === 'AbortError' ? 'given up' : 'failed';
	}
}
