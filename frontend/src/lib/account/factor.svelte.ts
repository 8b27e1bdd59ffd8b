/** Enrolling a second factor, and its recovery codes. */
import { asFailure, type Failure } from '#lib/api/failure.ts';
import { allauth, mayUse, stepOf, type Answer } from './allauth.ts';
import { wrongText } from './login.svelte.ts';

export interface Enrolment {
	secret: string;
	address: string;
}

export class SecondFactorSetup {
	enrolled = $state<boolean>();
	enrolment = $state.raw<Enrolment>();
	codes = $state.raw<string[]>();
	/** Set while the person must first show again who they are, and how they may. */
	proof = $state<'password' | 'factor'>();
	wrong = $state('');
	busy = $state(false);
	failure = $state.raw<Failure>();
	#waiting: (() => Promise<void>) | undefined;

	look = (): Promise<void> => this.#do(() => this.#look());
	enrol = (code: string): Promise<void> => this.#do(() => this.#enrol(code));
	showCodes = (fresh: boolean): Promise<void> => this.#do(() => this.#showCodes(fresh));

	/** After the proof goes on what was asked for: the same code for the same secret, not a new one. */
	prove = (value: string): Promise<void> =>
		this.#do(async () => {
			const answer =
				this.proof === 'password' ? await allauth.reauthenticate(value) : await allauth.reauthenticateByFactor(value);
			if (answer.status !== 200) {
				this.wrong = wrongText(answer);
				return;
			}
			this.proof = undefined;
			await this.#waiting?.();
		});

	async #look(): Promise<void> {
		const answer = await allauth.totp();
		if (this.#needsProof(answer, () => this.#look())) return;
		this.enrolled = answer.status === 200;
		const { secret, totp_url: address } = answer.meta ?? {};
		if (typeof secret === 'string' && typeof address === 'string') this.enrolment = { secret, address };
	}

	async #enrol(code: string): Promise<void> {
		const answer = await allauth.enrolTotp(code);
		if (this.#needsProof(answer, () => this.#enrol(code))) return;
		if (answer.status !== 200) {
			this.wrong = wrongText(answer);
			return;
		}
		this.enrolled = true;
		this.enrolment = undefined;
		this.#takeCodes(await allauth.recoveryCodes());
	}

	async #showCodes(fresh: boolean): Promise<void> {
		const answer = fresh ? await allauth.newRecoveryCodes() : await allauth.recoveryCodes();
		if (!this.#needsProof(answer, () => this.#showCodes(fresh))) this.#takeCodes(answer);
	}

	#takeCodes(answer: Answer): void {
		const data = answer.data as { unused_codes?: string[] } | undefined;
		if (answer.status === 200) this.codes = data?.unused_codes ?? [];
		else if (answer.status === 404) this.codes = [];
		else this.wrong = wrongText(answer);
	}

	#needsProof(answer: Answer, again: () => Promise<void>): boolean {
		if (stepOf(answer) !== 'reauthenticate') return false;
		this.proof = mayUse(answer, 'reauthenticate') ? 'password' : 'factor';
		this.#waiting = again;
		return true;
	}

	async #do(work: () => Promise<void>): Promise<void> {
		this.busy = true;
		this.wrong = '';
		this.failure = undefined;
		try {
			await work();
		} catch (error) {
			this.failure = asFailure(error);
		} finally {
			this.busy = false;
		}
	}
}
