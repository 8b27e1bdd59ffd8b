/** Who is using this browser, and what they may do here. The server decides; this only shows it. */
import { api, body } from '#lib/api/client.ts';
import { asFailure } from '#lib/api/failure.ts';
import type { Me } from '#lib/api/types.ts';

let me = $state.raw<Me>();

export const person = {
	get me(): Me | undefined {
		return me;
	},
	get authenticated(): boolean {
		return me?.authenticated ?? false;
	},
	may(deed: string): boolean {
		return me?.deeds.includes(deed) ?? false;
	}
};

/** Asks again: after a log-in, a log-out, or a change of second factor. */
export async function refreshMe(): Promise<void> {
	try {
		me = await body(api.GET('/api/v1/me'));
	} catch (error) {
		asFailure(error); // Out of reach: whoever it was stays; the pages tell of the outage.
	}
}
