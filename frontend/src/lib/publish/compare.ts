/** What differs between two texts, word by word, for eyes and for screen readers. */

export interface Piece {
	text: string;
	kind: 'same' | 'gone' | 'new';
}

/** Words with the blanks after them, so that joining them gives the text again. */
const words = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

/** The longest row of words that both have, as a table of its lengths from each place on. */
function table(a: string[], b: string[]): number[][] {
	const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
	for (let i = a.length - 1; i >= 0; i -= 1) {
		for (let j = b.length - 1; j >= 0; j -= 1) {
			const row = lengths[i] as number[];
			const below = lengths[i + 1] as number[];
			row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
		}
	}
	return lengths;
}

/** What comes next at places `i` and `j`: a word that both have, one that is gone, or one that is new. */
function next(a: string[], b: string[], lengths: number[][], i: number, j: number): Piece['kind'] {
	if (j >= b.length) return 'gone';
	if (i >= a.length) return 'new';
	if (a[i] === b[j]) return 'same';
	return (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0) ? 'gone' : 'new';
}

/** The pieces of `then` and `now`, in reading order. */
export function compare(then: string, now: string): Piece[] {
	const a = words(then);
	const b = words(now);
	const lengths = table(a, b);
	const found: Piece[] = [];
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		const kind = next(a, b, lengths, i, j);
		const text = (kind === 'new' ? b[j] : a[i]) ?? '';
		const last = found.at(-1);
		if (last?.kind === kind) last.text += text;
		else found.push({ kind, text });
		if (kind !== 'new') i += 1;
		if (kind !== 'gone') j += 1;
	}
	return found;
}
