/**
 * Answers that came with the page (config/pages): each is used once, in place of a request.
 * What is asked a second time is asked of the server.
 */
export interface FirstAnswer {
	path: string;
	query: Record<string, string>;
	body: unknown;
}

/** Takes the answer to this address out of the store; undefined when it did not come along. */
export function takeFirst(store: FirstAnswer[], address: string): FirstAnswer | undefined {
	const { pathname, searchParams } = new URL(address);
	const at = store.findIndex(({ path, query }) => {
		const names = Object.keys(query);
		return (
			path === pathname && names.length === searchParams.size && names.every((name) => searchParams.get(name) === query[name])
		);
	});
	return at < 0 ? undefined : store.splice(at, 1)[0];
}

const read = (): FirstAnswer[] => {
	const text = typeof document === 'undefined' ? null : document.getElementById('first-data')?.textContent;
	return text ? (JSON.parse(text) as FirstAnswer[]) : [];
};

/** What came with this page and is not used yet. */
export const first = read();
