/** The steps of a log-in: by a code, a passkey, or password and second factor; or of getting an account. */
import { asFailure, Problem, type Failure } from '#lib/api/failure.ts';
import { t, tMaybe } from '#lib/i18n/i18n.svelte.ts';
import { forgetTickets } from '#lib/booking/tickets.ts';
import { allauth, stepOf, type Answer, type SignUp } from './allauth.ts';
import { logInWithPasskey, NotChosen } from './passkey.ts';
import { contactOf } from './phone.ts';

export type Way = 'code' | 'password';
export type Stage = 'start' | 'code' | 'confirm_email' | 'confirm_phone' | 'second_factor' | 'sign_up' | 'done';

export class LogIn {
	way = $state<Way>('code');
	stage = $state<Stage>('start');
	busy = $state(false);
	/** What was wrong with what was entered. */
	wrong = $state('');
	failure = $state.raw<Failure>();
	/** An e-mail address, or a telephone number as people write it. */
	contact = $state('');
	/** The field that what was wrong is about, in a form of several. */
	wrongField = $state('');

	start = (password: string): Promise<void> =>
		this.#step(() =>
			this.way === 'code'
				? allauth.requestCode(contactOf(this.contact))
				: allauth.logIn(this.contact.trim(), password)
		);

	enter = (code: string): Promise<void> => this.#step(() => this.#confirm(code));

	passkey = (): Promise<void> => this.#step(logInWithPasskey);

	/** Goes on where an identity service, or a reload, left off. */
	resume = (): Promise<void> => this.#step(() => allauth.session());

	signUp = (told: Omit<SignUp, 'email' | 'phone'>, withIdentity = false): Promise<void> =>
		this.#step(() => {
			const all = { ...told, ...contactOf(this.contact) };
			return withIdentity ? allauth.signUpWithIdentity(all) : allauth.signUp(all);
		});

	#confirm(code: string): Promise<Answer> {
		switch (this.stage) {
			case 'code':
				return allauth.confirmCode(code);
			case 'confirm_email':
				return allauth.confirmEmail(code);
			case 'confirm_phone':
				return allauth.confirmPhone(code);
			default:
				return allauth.secondFactor(code);
		}
	}

	again = (): void => {
		this.stage = 'start';
		this.wrong = '';
		this.failure = undefined;
	};

	async #step(ask: () => Promise<Answer>): Promise<void> {
		this.busy = true;
		this.wrong = '';
		this.wrongField = '';
		this.failure = undefined;
		try {
			this.#take(await ask());
		} catch (error) {
			if (error instanceof NotChosen) return;
			const failure = asFailure(error);
			if (failure instanceof Problem && failure.status === 429) this.wrong = t('login.error.often');
			else this.failure = failure;
		} finally {
			this.busy = false;
		}
	}

	#take(answer: Answer): void {
		const step = stepOf(answer);
		const begun = step === 'code' || step === 'confirm_email' || step === 'confirm_phone';
		if (step === 'done') forgetTickets(); // those of whoever used the device before
		if (step === 'done' || step === 'second_factor' || step === 'sign_up') this.stage = step;
		else if (begun && this.stage === 'start') this.stage = step;
		else {
			this.wrong = wrongText(answer);
			this.wrongField = answer.errors?.[0]?.param ?? '';
		}
	}
}

/** What the server found wrong, in the person's language where we have words for it. */
export function wrongText(answer: Answer): string {
	const first = answer.errors?.[0];
	if (!first) return t('login.error.expired');
	return tMaybe(`login.error.${first.code}`, first.message);
}
