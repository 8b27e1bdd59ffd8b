/** How much script the first visit to Explore fetches, gzipped, and whether that is still little enough. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 60;
const client = new URL('../.svelte-kit/output/client/', import.meta.url);

interface Chunk {
	file: string;
	src?: string;
	imports?: string[];
}
const manifest = JSON.parse(
	await readFile(new URL('.vite/manifest.json', client), 'utf8')
) as Record<string, Chunk>;

const nodes = await readFile(new URL('../.svelte-kit/generated/build/client-optimized/app.js', import.meta.url), 'utf8');
const explore = /"\/":\s*\[~?(\d+)/.exec(nodes)?.[1];

const wanted = Object.keys(manifest).filter(
	(key) =>
		/runtime\/client\/(client-entry|entry|payload)|client-optimized\/app\.js|i18n\/script/.test(key) ||
		key.endsWith('nodes/0.js') ||
		key.endsWith(`nodes/${explore}.js`) ||
		key.includes('catalogue/sv.json?compiled')
);
const seen = new Set<string>();
function follow(key: string): void {
	if (seen.has(key)) return;
	seen.add(key);
	manifest[key]?.imports?.forEach(follow);
}
wanted.forEach(follow);

let bytes = 0;
for (const file of new Set([...seen].map((key) => manifest[key]?.file ?? ''))) {
	if (file.endsWith('.js')) bytes += gzipSync(await readFile(new URL(file, client)), { level: 9 }).length;
}
/* SvelteKit learns the version of the page in its start; were the application part of that start,
   it would take itself for outdated and load unknown pages again without end. */
const start = Object.keys(manifest).find((key) => key.endsWith('runtime/client/entry.js')) ?? '';
seen.clear();
follow(start);
let early = 0;
for (const key of seen) early += (await readFile(new URL(manifest[key]?.file ?? '', client))).length;
const lean = start !== '' && early < 8000;
if (!lean) console.error(`The start carries ${early} bytes: application code has got into it`);

const kilobytes = bytes / 1000;
console.log(`Explore, first visit: ${kilobytes.toFixed(2)} kB of script, gzipped (limit ${LIMIT_KB} kB)`);
process.exitCode = lean && explore && wanted.length >= 4 && kilobytes <= LIMIT_KB ? 0 : 1;
