/** The ways in that this municipality has. Asked once; out of reach, an address is what always works. */
import { asFailure } from '#lib/api/failure.ts';
import { allauth } from './allauth.ts';

/** An identity service that people may log in with. */
export interface Service {
	id: string;
	name: string;
}

interface Config {
	account?: { login_methods?: string[]; is_open_for_signup?: boolean };
	socialaccount?: { providers?: Service[] };
}

let config = $state.raw<Config>();

export const ways = {
	/** Codes can be sent to telephones. */
	get phone(): boolean {
		return config?.account?.login_methods?.includes('phone') ?? false;
	},
	get openId(): Service[] {
		return config?.socialaccount?.providers ?? [];
	},
	/** Anybody may get an account by themselves. */
	get signUp(): boolean {
		return config?.account?.is_open_for_signup ?? false;
	},
	async look(): Promise<void> {
		if (config) return;
		try {
			config = (await allauth.config()).data as Config;
		} catch (error) {
			asFailure(error); // The form itself will tell of the outage, when it is sent.
		}
	}
};
