/** Passkeys: made by the device and kept there; the server only learns the public half. */
import { allauth, type Answer } from './allauth.ts';

/** Where this device remembers how its owner answered, so that nobody is asked twice. */
const ANSWER = 'nara.passkey';

export function passkeysWork(): boolean {
	return (
		typeof PublicKeyCredential !== 'undefined' &&
		typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
	);
}

/** Whether the offer of a passkey was answered on this device, with yes or no. */
export function answered(): boolean {
	try {
		return localStorage.getItem(ANSWER) !== null;
	} catch {
		return false;
	}
}

export function keepAnswer(answer: 'yes' | 'no'): void {
	try {
		localStorage.setItem(ANSWER, answer);
	} catch {
		/* not kept: we will ask once more next time */
	}
}

/** The person closed the device's question, or the device has nothing to answer with. Nothing is wrong. */
export class NotChosen extends Error {}

async function ofDevice(ask: () => Promise<Credential | null>): Promise<unknown> {
	try {
		const credential = await ask();
		if (credential instanceof PublicKeyCredential) return credential.toJSON();
	} catch (error) {
		const said = error instanceof DOMException ? error.name : '';
		if (said !== 'NotAllowedError' && said !== 'InvalidStateError' && said !== 'AbortError') throw error;
	}
	throw new NotChosen();
}

interface Options<Shape> {
	creation_options?: { publicKey: Shape };
	request_options?: { publicKey: Shape };
}

/** Makes a passkey on this device. The answer is the server's; 401 means: show first who you are. */
export async function addPasskey(name: string): Promise<Answer> {
	const begun = await allauth.beginPasskey();
	const options = (begun.data as Options<PublicKeyCredentialCreationOptionsJSON>).creation_options?.publicKey;
	if (begun.status !== 200 || !options) return begun;
	const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
	const credential = await ofDevice(() => navigator.credentials.create({ publicKey }));
	return allauth.addPasskey(name, credential);
}

async function prove(begin: () => Promise<Answer>, finish: (credential: unknown) => Promise<Answer>): Promise<Answer> {
	const begun = await begin();
	const options = (begun.data as Options<PublicKeyCredentialRequestOptionsJSON>).request_options?.publicKey;
	if (begun.status !== 200 || !options) return begun;
	const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
	return finish(await ofDevice(() => navigator.credentials.get({ publicKey })));
}

/** Logs in with a passkey of this device. */
export const logInWithPasskey = (): Promise<Answer> => prove(allauth.beginPasskeyLogIn, allauth.passkeyLogIn);

/** Shows once more, with a passkey, who is in front of the screen. */
export const proveWithPasskey = (): Promise<Answer> => prove(allauth.beginPasskeyProof, allauth.passkeyProof);
