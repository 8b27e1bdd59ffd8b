import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

import { strictAnnouncer } from './vite/announcer.ts';
import { catalogues } from './vite/catalogues.ts';
import { offlineFiles } from './vite/offline.ts';

// Only `npm run dev` uses this: the built shell is served by Django itself.
const backend = process.env.NARA_BACKEND ?? 'http://localhost:8000';

/* Read before anything else of the application runs. */
const START = /runtime\/client\/payload|preload-helper|rolldown\/runtime/;
/* What the first visit needs. Svelte's bindings of form fields come with the pages that have forms. */
const EVERYWHERE =
	/node_modules\/(svelte\/(?!src\/(internal\/client\/(index\.js|dom\/elements\/bindings\/)|(reactivity|transition|store)\/))|(@lingui\/core|esm-env|clsx)\/)|src\/lib\/(api\/(?!send|upload)|time\/(?!figures)|shell|theme|online|place|account\/me|explore\/(?!position)|i18n\/(i18n|choose)|ui\/(Icon|Trouble|Skeleton|paper))[/.]?/;
/* What staff write with, but for what log-out has to know of it. */
const DESK = /src\/lib\/(publish\/(?!keeping)|import\/|photo\/(PhotoFields|PhotoWords|photos|albums))/;

export default defineConfig({
	plugins: [
		catalogues(),
		strictAnnouncer(),
		offlineFiles(),
		sveltekit({
			adapter: adapter({ fallback: '200.html', precompress: true }),
			compilerOptions: { runes: true },
			// Absolute asset paths: the same shell answers at every depth.
			paths: { relative: false },
			// Not while a page loads: `lib/offline` registers it when the page has come to rest.
			serviceWorker: { register: false }
		})
	],
	build: { assetsInlineLimit: 0 },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						// It travels as one piece: fewer requests, and it packs better.
						codeSplitting: {
							groups: [
								// The start must not pull in the rest: the version of the page is known only after it.
								{ name: 'start', test: START, priority: 2 },
								{ name: 'base', test: EVERYWHERE, priority: 1 },
								// Every page's list of files is part of the first visit: what staff write with is one file.
								{ name: 'desk', test: DESK, priority: 0 }
							]
						}
					}
				}
			}
		}
	},
	server: {
		proxy: {
			'/api': backend,
			'/_allauth': backend,
			'/ws': { target: backend, ws: true }
		}
	},
	test: { include: ['src/**/*.test.ts'] }
});
