/**
 * `npm run audit [-- ADDRESS]`: accessibility and weight of the main pages of a running Nära.
 * Every page is opened on a phone; axe-core looks for what breaks WCAG 2.2 AA, and what a first visit
 * transfers is added up. Exit code 1 when axe finds something; weight is only told.
 */
import { existsSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const origin = (process.argv[2] ?? process.env.NARA_ORIGIN ?? 'http://localhost:8000').replace(/\/$/, '');
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const KINDS = ['Script', 'Stylesheet', 'Font', 'Document', 'Fetch'] as const;
type Kind = (typeof KINDS)[number];
const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'];

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
		Privacy: '/privacy'
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

async function look(browser: Browser, name: string, path: string): Promise<Audit> {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'sv-SE', reducedMotion: 'reduce' });
	const page = await context.newPage();
	const bytes = await weigh(page);
	const answer = await page.goto(origin + path, { waitUntil: 'networkidle' });
	await page.evaluate(axe);
	const faults = await page.evaluate(async (rules) => {
		const { axe } = window as unknown as { axe: { run: (where: Document, how: object) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } };
		const found = await axe.run(document, { runOnly: { type: 'tag', values: rules } });
		return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
	}, RULES);
	await context.close();
	return { page: name, status: answer?.status() ?? 0, bytes, faults };
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
const browser = await chromium.launch({ executablePath: program, args: FLAGS, chromiumSandbox: false });
const audits: Audit[] = [];
for (const [name, path] of Object.entries(where)) audits.push(await look(browser, name, path));
await browser.close();
table(audits);
process.exitCode = audits.some((one) => one.faults.length || one.status !== 200) ? 1 : 0;
