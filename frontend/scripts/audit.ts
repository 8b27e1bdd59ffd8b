/**
 * `npm run audit -- ADDRESS`: accessibility and weight of the main pages of a running Nära, on a phone.
 * axe-core looks for what breaks WCAG 2.2 AA in light, in dark and from right to left; Lighthouse
 * measures in its mobile profile. Exit code 1 when axe finds something; figures are only told.
 * NARA_AUDIT_COOKIE is the cookie of an analyst, for the gap map; without it that page is left out.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';

import { measure, printMeasured, type Measured } from './lighthouse.ts';

const origin = (process.argv[2] ?? process.env.NARA_ORIGIN ?? 'http://localhost:8000').replace(/\/$/, '');
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const KINDS = ['Script', 'Stylesheet', 'Font', 'Document', 'Fetch'] as const;
type Kind = (typeof KINDS)[number];
const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'];

const LOOKS = [
	{ look: 'light', locale: 'sv-SE', colorScheme: 'light' },
	{ look: 'dark', locale: 'sv-SE', colorScheme: 'dark' },
	{ look: 'right to left', locale: 'ar-EG', colorScheme: 'light' }
] as const;
type Look = (typeof LOOKS)[number];
const cookie = process.env.NARA_AUDIT_COOKIE ?? '';

interface Audit {
	page: string;
	status: number;
	bytes: Record<Kind, number>;
	faults: string[];
}

function stop(message: string): never {
	console.error(message);
	process.exit(1);
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

async function pages(): Promise<Record<string, string>> {
	const ask = async (path: string) => {
		const answer = await fetch(`${origin}/api/v1/${path}`);
		return (await answer.json()) as { results: { id: string; code: string; activity: { id: string } }[] };
	};
	const [sessions, areas] = await Promise.all([ask('sessions?page_size=1'), ask('areas?kind=district&page_size=1')]);
	const session = sessions.results[0];
	const area = areas.results[0];
	return {
		Explore: '/',
		'Explore, map': '/?view=map',
		...(session ? { Session: `/sessions/${session.id}`, Activity: `/activities/${session.activity.id}` } : {}),
		...(area ? { District: `/areas/${area.code}` } : {}),
		'Log in': '/login',
		About: '/about',
		Privacy: '/privacy',
		Accessibility: '/accessibility',
		...(cookie ? { 'Gap map': '/gaps' } : {})
	};
}

/** Adds up what is transferred, as it travels: compressed. */
async function weigh(page: Page): Promise<Record<Kind, number>> {
	const bytes = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
	const kinds = new Map<string, Kind>();
	const line = await page.context().newCDPSession(page);
	await line.send('Network.enable');
	line.on('Network.responseReceived', ({ requestId, type }) => {
		if ((KINDS as readonly string[]).includes(type)) kinds.set(requestId, type as Kind);
	});
	line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const kind = kinds.get(requestId);
		if (kind) bytes[kind] += encodedDataLength;
	});
	return bytes;
}

async function look(browser: Browser, name: string, path: string, { look, ...how }: Look): Promise<Audit> {
	const context = await browser.newContext({
		viewport: { width: 360, height: 740 },
		reducedMotion: 'reduce',
		...(path === '/gaps' ? { extraHTTPHeaders: { Cookie: cookie } } : {}),
		...how
	});
	const page = await context.newPage();
	const bytes = await weigh(page);
	const answer = await page.goto(origin + path, { waitUntil: 'networkidle' });
	await page.evaluate(axe);
	const faults = await page.evaluate(async (rules) => {
		const { axe } = window as unknown as { axe: { run: (where: Document, how: object) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } };
		const found = await axe.run(document, { runOnly: { type: 'tag', values: rules } });
		return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
	}, RULES);
	const named = faults.map((fault) => `${look}: ${fault}`);
	await context.close();
	return { page: name, status: answer?.status() ?? 0, bytes, faults: named };
}

function table(audits: Audit[]): void {
	const kilo = (count: number) => (count / 1000).toFixed(1).padStart(9);
	console.log(`${'kB, as it travels'.padEnd(18)}${KINDS.map((kind) => kind.padStart(10)).join('')}       All  axe`);
	for (const one of audits) {
		const all = KINDS.reduce((sum, kind) => sum + one.bytes[kind], 0);
		const cells = KINDS.map((kind) => ` ${kilo(one.bytes[kind])}`).join('');
		console.log(`${one.page.padEnd(18)}${cells} ${kilo(all)}  ${one.faults.length || 'none'}`);
	}
	for (const one of audits) for (const fault of one.faults) console.log(`${one.page}: ${fault}`);
}

const program = PROGRAMS.find((path) => existsSync(path)) ?? stop('Chromium is not installed: `make test` installs it.');
const where = await pages().catch(() => stop(`Nära does not answer at ${origin}: \`make run\` starts it; then audit from another terminal.`));
const start = (...more: string[]): Promise<Browser> =>
	chromium.launch({ executablePath: program, args: [...FLAGS, ...more], chromiumSandbox: false });
const browser = await start();
const audits: Audit[] = [];
const measured: Measured[] = [];
for (const [name, path] of Object.entries(where)) {
	const seen: Audit[] = [];
	for (const one of LOOKS) seen.push(await look(browser, name, path, one));
	const [first] = seen;
	if (first) audits.push({ ...first, faults: seen.flatMap((one) => one.faults) });
}
await browser.close();
table(audits);
for (const [name, path] of Object.entries(where)) {
	// A browser of its own for each page: none finds anything of another's in its caches.
	const port = await freePort();
	const own = await start(`--remote-debugging-port=${port}`);
	measured.push(await measure(name, origin + path, port, path === '/gaps' ? cookie : ''));
	await own.close();
}
printMeasured(measured);
process.exitCode = audits.some((one) => one.faults.length || one.status !== 200) ? 1 : 0;
