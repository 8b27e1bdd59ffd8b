/**
 * The files that the service worker keeps: all that the pages for young people need, whatever language
 * and without the map (a megabyte: kept when it is used) and the pages of staff.
 */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const NAME = 'virtual:offline-files';
/** Pages that stand open to everybody. */
const ROUTES = ['/', '/saved', '/sessions/[id]', '/activities/[id]', '/areas/[code]', '/about', '/privacy', '/accessibility'];
/** The map; the words and letters of languages, of which a person uses one; other pages. */
const NOT = /lib\/(map|publish|gaps|import)\/|maplibre|i18n\/catalogue\/|fontsource|client-optimized\/nodes\//;

interface Chunk {
	file: string;
	css?: string[];
	imports?: string[];
	dynamicImports?: string[];
}
export type Manifest = Record<string, Chunk>;

/** The addresses of everything that these entries lead to, at once or later. */
export function filesOf(manifest: Manifest, entries: string[]): string[] {
	const seen = new Set<string>();
	const follow = (key: string): void => {
		const chunk = manifest[key];
		if (!chunk || seen.has(key)) return;
		seen.add(key);
		chunk.imports?.forEach(follow);
		chunk.dynamicImports?.filter((next) => !NOT.test(next)).forEach(follow);
	};
	entries.forEach(follow);
	const chunks = [...seen].map((key) => manifest[key]).filter((one) => one !== undefined);
	return [...new Set(chunks.flatMap(({ file, css = [] }) => [file, ...css]))].map((file) => `/${file}`).sort();
}

/** SvelteKit's own list of pages: which node belongs to a route. */
export function nodesOf(app: string, routes: string[]): string[] {
	return routes.map((route) => {
		const pattern = new RegExp(`"${route.replaceAll(/[[\]]/g, '\\$&')}":\\s*\\[~?(\\d+)`);
		const node = pattern.exec(app)?.[1];
		if (!node) throw new Error(`The page ${route} is not in the built application`);
		return `nodes/${node}.js`;
	});
}

export function offlineFiles(): Plugin {
	const output = new URL('../.svelte-kit/', import.meta.url);
	return {
		name: 'nara-offline-files',
		resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
		async load(id) {
			if (id !== `\0${NAME}`) return null;
			const read = (path: string) => readFile(new URL(path, output), 'utf8');
			const manifest = JSON.parse(await read('output/client/.vite/manifest.json')) as Manifest;
			const nodes = nodesOf(await read('generated/build/client-optimized/app.js'), ROUTES);
			const wanted = [...nodes, 'nodes/0.js', 'nodes/1.js', 'client/entry.js', 'client/client-entry.js', 'client/payload.js'];
			const entries = Object.keys(manifest).filter((key) => wanted.some((end) => key.endsWith(`/${end}`)));
			return `export default ${JSON.stringify(filesOf(manifest, entries))};`;
		}
	};
}
