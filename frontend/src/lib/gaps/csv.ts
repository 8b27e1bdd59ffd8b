/** Comma-separated values as RFC 4180 writes them, made in the browser from what is on the page. */
export type Cell = string | number | boolean | null;

/** A text that a spreadsheet would take for a formula is marked as text. */
function tame(value: string): string {
	return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function cell(value: Cell): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	const safe = tame(value);
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Starts with a byte-order mark, so that spreadsheets read å, ä and ö right. */
export function toCsv(header: string[], rows: Cell[][]): string {
	return '\uFEFF' + [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	URL.revokeObjectURL(address);
}
