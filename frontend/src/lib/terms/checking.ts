/** The draw, done again in this browser: docs/terms.md has the recipe. */
import type { Draw } from '#lib/api/types.ts';

/** SHA-256 of a text, as hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the seed is the one promised, and the order is what it and the numbers give. */
export async function checks(draw: Draw): Promise<boolean> {
	if ((await sha256(draw.seed)) !== draw.seed_hash) return false;
	const lots = await Promise.all(draw.results.map((one) => sha256(draw.seed + one.number)));
	return draw.results.every((one, at) => one.lot === lots[at] && (at === 0 || (lots[at - 1] ?? '') < one.lot));
}
