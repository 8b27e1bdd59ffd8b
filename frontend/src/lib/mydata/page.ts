/** A copy of one's data as a web page of its own, to read without Nära. */
import type { OwnData } from '#lib/api/types.ts';

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escaped(text: string): string {
	return text.replaceAll(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);
}

function shown(value: unknown): string {
	if (value === null || value === undefined || value === '') return '–';
	return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

interface Words {
	title: string;
	language: string;
	direction: string;
	none: string;
	kind: (kind: string) => string;
}

/** Everything a person wrote is text here, whatever it looks like. */
export function asPage(data: OwnData, words: Words): string {
	const kinds = data.map(({ kind, rows }) => {
		const tables = rows.map((row) => {
			const lines = Object.entries(row).map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${shown(value)}</td></tr>`);
			return `<table>${lines.join('')}</table>`;
		});
		return `<h2>${escaped(words.kind(kind))}</h2>${tables.join('') || `<p>${escaped(words.none)}</p>`}`;
	});
	return `<!doctype html><html lang="${escaped(words.language)}" dir="${escaped(words.direction)}"><meta charset="utf-8"><title>${escaped(words.title)}</title><style>body{font-family:sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin-block:.5rem 1rem}th,td{border:1px solid;padding:.25rem .5rem;text-align:start;overflow-wrap:anywhere}</style><h1>${escaped(words.title)}</h1>${kinds.join('')}</html>`;
}

/** Hands a text to the person as a file of theirs. */
export function save(name: string, type: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	URL.revokeObjectURL(address);
}
