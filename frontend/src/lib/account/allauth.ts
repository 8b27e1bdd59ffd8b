/** The log-in endpoints of the server (django-allauth, headless), which keep their own shape of answers. */
import { readProblem } from '#lib/api/failure.ts';
import { forgetTickets } from '#lib/booking/tickets.ts';
import { forgetUnsent } from '#lib/photo/unsent.ts';
import { forgetWritten } from '#lib/publish/keeping.ts';
import { reach, withCsrf } from '#lib/api/send.ts';

const BASE = '/_allauth/browser/v1';

export interface Flow {
	id: string;
	is_pending?: boolean;
}

export interface AuthError {
	code: string;
	message: string;
	param?: string;
}

export interface Answer {
	status: number;
	data?: unknown;
	meta?: Record<string, unknown>;
	errors?: AuthError[];
}

/** What one is reached by, and logs in with: one of them. */
export type Contact = { email: string } | { phone: string };

/** What somebody tells to get an account. */
export type SignUp = Contact & { call_name: string; who: 'young_person' | 'guardian'; birth_year?: number };

/** These carry an answer of the log-in endpoints; anything else is an outage or a refusal. */
const ANSWERS = new Set([200, 400, 401, 404, 409, 410]);

async function call(method: string, path: string, data?: object): Promise<Answer> {
	const request = new Request(location.origin + BASE + path, {
		method,
		headers: { Accept: 'application/json', ...(data ? { 'Content-Type': 'application/json' } : {}) },
		body: data ? JSON.stringify(data) : null
	});
	const response = await reach(await withCsrf(request));
	if (!ANSWERS.has(response.status)) throw await readProblem(response);
	const body = (await response.json().catch(() => ({}))) as Omit<Answer, 'status'>;
	return { ...body, status: response.status };
}

function flows(answer: Answer): Flow[] {
	const data = answer.data as { flows?: Flow[] } | undefined;
	return data?.flows ?? [];
}

const pending = (answer: Answer, id: string): boolean =>
	flows(answer).some((flow) => flow.id === id && flow.is_pending);

/** What the person has to do next. */
export type Step = 'done' | 'code' | 'confirm_email' | 'confirm_phone' | 'sign_up' | 'second_factor' | 'reauthenticate' | 'refused';

export function stepOf(answer: Answer): Step {
	if (answer.status === 200 || answer.status === 409) return 'done';
	if (answer.status !== 401) return 'refused';
	if (pending(answer, 'mfa_authenticate')) return 'second_factor';
	if (pending(answer, 'login_by_code')) return 'code';
	if (pending(answer, 'verify_email')) return 'confirm_email';
	if (pending(answer, 'verify_phone')) return 'confirm_phone';
	if (pending(answer, 'provider_signup')) return 'sign_up';
	const again = flows(answer).some((flow) => /reauthenticate$/.test(flow.id));
	return again ? 'reauthenticate' : 'refused';
}

export const allauth = {
	config: () => call('GET', '/config'),
	requestCode: (contact: Contact) => call('POST', '/auth/code/request', contact),
	signUp: (told: SignUp) => call('POST', '/auth/signup', told),
	session: () => call('GET', '/auth/session'),
	suggested: () => call('GET', '/auth/provider/signup'),
	signUpWithIdentity: (told: SignUp) => call('POST', '/auth/provider/signup', told),
	identities: () => call('GET', '/account/providers'),
	confirmEmail: (key: string) => call('POST', '/auth/email/verify', { key }),
	confirmPhone: (code: string) => call('POST', '/auth/phone/verify', { code }),
	confirmCode: (code: string) => call('POST', '/auth/code/confirm', { code }),
	logIn: (email: string, password: string) => call('POST', '/auth/login', { email, password }),
	secondFactor: (code: string) => call('POST', '/auth/2fa/authenticate', { code }),
	reauthenticate: (password: string) => call('POST', '/auth/reauthenticate', { password }),
	reauthenticateByFactor: (code: string) => call('POST', '/auth/2fa/reauthenticate', { code }),
	beginPasskeyLogIn: () => call('GET', '/auth/webauthn/login'),
	passkeyLogIn: (credential: unknown) => call('POST', '/auth/webauthn/login', { credential }),
	beginPasskeyProof: () => call('GET', '/auth/webauthn/reauthenticate'),
	passkeyProof: (credential: unknown) => call('POST', '/auth/webauthn/reauthenticate', { credential }),
	authenticators: () => call('GET', '/account/authenticators'),
	beginPasskey: () => call('GET', '/account/authenticators/webauthn?passwordless'),
	addPasskey: (name: string, credential: unknown) =>
		call('POST', '/account/authenticators/webauthn', { name, credential, passwordless: true }),
	removePasskeys: (authenticators: number[]) =>
		call('DELETE', '/account/authenticators/webauthn', { authenticators }),
	logOut: async () => {
		forgetTickets();
		forgetWritten([localStorage, sessionStorage]);
		await forgetUnsent();
		return call('DELETE', '/auth/session');
	},
	totp: () => call('GET', '/account/authenticators/totp'),
	enrolTotp: (code: string) => call('POST', '/account/authenticators/totp', { code }),
	recoveryCodes: () => call('GET', '/account/authenticators/recovery-codes'),
	newRecoveryCodes: () => call('POST', '/account/authenticators/recovery-codes')
};

/** The flows an answer leaves open, for choosing how to show again who one is. */
export function mayUse(answer: Answer, flow: string): boolean {
	return flows(answer).some((one) => one.id === flow);
}
