/** The steps of a log-in: by a code in an e-mail, or by password and second factor. */
import { asFailure, Problem, type Failure } from '#lib/api/failure.ts';
import { t, tMaybe } from '#lib/i18n/i18n.svelte.ts';
import { allauth, stepOf, type Answer } from './allauth.ts';

export type Way = 'code' | 'password';
export type Stage = 'start' | 'code' | 'second_factor' | 'done';

export class LogIn {
	way = $state<Way>('code');
	stage = $state<Stage>('start');
	busy = $state(false);
	/** What was wrong with what was entered. */
	wrong = $state('');
	failure = $state.raw<Failure>();
	email = $state('');

	start = (password: string): Promise<void> =>
		this.#step(() =>
			this.way === 'code' ? allauth.requestCode(this.email) : allauth.logIn(this.email, password)
		);

	enter = (code: string): Promise<void> =>
		this.#step(() => (this.stage === 'code' ? allauth.confirmCode(code) : allauth.secondFactor(code)));

	again = (): void => {
		this.stage = 'start';
		this.wrong = '';
		this.failure = undefined;
	};

	async #step(ask: () => Promise<Answer>): Promise<void> {
		this.busy = true;
		this.wrong = '';
		this.failure = undefined;
		try {
			this.#take(await ask());
		} catch (error) {
			const failure = asFailure(error);
			if (failure instanceof Problem && failure.status === 429) this.wrong = t('login.error.often');
			else this.failure = failure;
		} finally {
			this.busy = false;
		}
	}

	#take(answer: Answer): void {
		const step = stepOf(answer);
		if (step === 'done' || step === 'second_factor') this.stage = step;
		else if (step === 'code' && this.stage === 'start') this.stage = 'code';
		else this.wrong = wrongText(answer);
	}
}

/** What the server found wrong, in the person's language where we have words for it. */
export function wrongText(answer: Answer): string {
	const first = answer.errors?.[0];
	if (!first) return t('login.error.expired');
	return tMaybe(`login.error.${first.code}`, first.message);
}
