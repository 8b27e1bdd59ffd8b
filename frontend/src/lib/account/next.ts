/** Where to go after a log-in: a page of this site and nowhere else. */
export function safeNext(wanted: string | null, otherwise: string): string {
	if (!wanted?.startsWith('/') || wanted.startsWith('//') || wanted.includes('\\')) return otherwise;
	const base = 'https://here.invalid';
	const url = new URL(wanted, base);
	return url.origin === base ? url.pathname + url.search + url.hash : otherwise;
}
