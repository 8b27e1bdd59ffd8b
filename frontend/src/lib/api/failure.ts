/** What can go wrong when the server is asked, in the two kinds a page must tell apart. */

/** One field of a form, or one parameter, that the server did not accept. */
export interface FieldProblem {
	/** Dotted path: `texts.0.title`. Empty when the whole request is meant. */
	field: string;
	code: string;
	detail: string;
}

/** The server answered, and the answer was a problem (RFC 9457). */
export class Problem extends Error {
	override readonly name = 'Problem';
	constructor(
		readonly status: number,
		readonly code: string,
		readonly title: string,
		readonly detail: string,
		readonly fields: FieldProblem[] = [],
		/** Seconds to wait, where the server said so (429, 503). */
		readonly retryAfter: number | null = null
	) {
		super(title);
	}

	/** The server is there, but cannot serve just now. */
	get outage(): boolean {
		return this.status >= 500;
	}
}

/** No answer came: no network, or the server is out of reach. */
export class Unreachable extends Error {
	override readonly name = 'Unreachable';
	constructor(
		/** True when the device itself says that it has no network. */
		readonly offline: boolean,
		cause?: unknown
	) {
		super('unreachable', { cause });
	}
}

export type Failure = Problem | Unreachable;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function fieldProblems(value: unknown): FieldProblem[] {
	if (!Array.isArray(value)) return [];
	return value.map((item: Record<string, unknown>) => ({
		field: text(item.field ?? item.name ?? item.param),
		code: text(item.code),
		detail: text(item.detail ?? item.message)
	}));
}

/** Reads a problem from an answer; an answer of any other shape becomes one by its status alone. */
export async function readProblem(response: Response): Promise<Problem> {
	const body = (await response
		.clone()
		.json()
		.catch(() => ({}))) as Record<string, unknown>;
	const wait = Number(response.headers.get('Retry-After'));
	return new Problem(
		response.status,
		text(body.code) || `http_${response.status}`,
		text(body.title),
		text(body.detail),
		fieldProblems(body.errors),
		Number.isFinite(wait) && wait > 0 ? wait : null
	);
}

/** Whatever was thrown while fetching, as one of the two kinds; programming errors pass through. */
export function asFailure(error: unknown): Failure {
	if (error instanceof Problem || error instanceof Unreachable) return error;
	throw error;
}
