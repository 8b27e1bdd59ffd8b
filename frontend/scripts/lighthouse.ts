/** Lighthouse in its mobile profile: a slow telephone on a slow network, as it simulates them. */
import lighthouse from 'lighthouse';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

export interface Measured {
	page: string;
	/** Seconds until the largest content is painted, on the simulated telephone. */
	lcp: number;
	/** 0-100, in the order of the categories. */
	scores: number[];
	kilobytes: number;
	strangers: string[];
	/** What keeps a category other than performance from 100, or why the page was not measured. */
	wanting: string[];
}

type Result = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

/** Measures a page with the Chromium that listens on `port`; a machine under load gets a second try. */
export async function measure(page: string, url: string, port: number, cookie: string): Promise<Measured> {
	let why = '';
	for (let tries = 0; tries < 2; tries += 1) {
		const found = await run(url, port, cookie);
		if (found && !found.runtimeError) return read(page, url, found);
		why = found?.runtimeError?.message ?? 'no result';
	}
	return { page, lcp: NaN, scores: CATEGORIES.map(() => NaN), kilobytes: NaN, strangers: [], wanting: [`not measured: ${why}`] };
}

async function run(url: string, port: number, cookie: string): Promise<Result | undefined> {
	const found = await lighthouse(url, {
		port,
		logLevel: 'error',
		output: 'json',
		onlyCategories: [...CATEGORIES],
		...(cookie ? { extraHeaders: { Cookie: cookie }, disableStorageReset: true } : {})
	});
	return found?.lhr;
}

function read(page: string, url: string, { audits, categories }: Result): Measured {
	const rows = (audits['network-requests']?.details as { items?: { url: string }[] } | undefined)?.items ?? [];
	const own = new URL(url).host;
	const strangers = rows.map((row) => row.url).filter((one) => /^https?:/.test(one) && new URL(one).host !== own);
	const wanting = CATEGORIES.slice(1).flatMap((category) =>
		(categories[category]?.auditRefs ?? [])
			.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
			.map(({ id }) => `${category}: ${audits[id]?.title ?? id}`)
	);
	return {
		page,
		lcp: (audits['largest-contentful-paint']?.numericValue ?? NaN) / 1000,
		scores: CATEGORIES.map((category) => Math.round((categories[category]?.score ?? 0) * 100)),
		kilobytes: (audits['total-byte-weight']?.numericValue ?? NaN) / 1000,
		strangers,
		wanting
	};
}

export function printMeasured(all: Measured[]): void {
	const heads = ['LCP s', 'perf', 'access', 'best', 'SEO', 'kB', 'others'];
	console.log(`\n${'Lighthouse, mobile'.padEnd(18)}${heads.map((head) => head.padStart(8)).join('')}`);
	for (const one of all) {
		const cells = [one.lcp.toFixed(2), ...one.scores.map(String), one.kilobytes.toFixed(0), String(one.strangers.length)];
		console.log(`${one.page.padEnd(18)}${cells.map((cell) => cell.padStart(8)).join('')}`);
	}
	for (const one of all) for (const fault of [...one.wanting, ...one.strangers]) console.log(`${one.page}: ${fault}`);
}
