/**
 * A real identity service for the browser journeys: `oidc-provider` on localhost, with two people.
 * Prints its address when it is ready. Arguments: the port, and the address that people come back to.
 */
import { createServer } from 'node:http';
import process from 'node:process';
import Provider, { type AccountClaims } from 'oidc-provider';

const [port = '0', back = ''] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

/* What a broker says: a personal number as the subject, a birth date, an address nobody has checked. */
const people: Record<string, AccountClaims> = {
	noor: {
		sub: '201103141234',
		given_name: 'Noor',
		birthdate: '2011-03-14',
		email: 'amina@nara.example',
		email_verified: true
	},
	elias: { sub: '201001011234', given_name: 'Elias', birthdate: '2010-01-01' }
};

const provider = new Provider(issuer, {
	clients: [
		{
			client_id: 'nara',
			client_secret: 'only for tests on this machine',
			redirect_uris: [back],
			grant_types: ['authorization_code'],
			response_types: ['code']
		}
	],
	claims: { openid: ['sub'], profile: ['given_name', 'birthdate'], email: ['email', 'email_verified'] },
	cookies: { keys: ['only for tests'] },
	pkce: { required: () => true },
	features: { devInteractions: { enabled: false } },
	interactions: { url: (_context, interaction) => `/as/${interaction.uid}` },
	findAccount: (_context, id) => ({
		accountId: id,
		claims: () => people[id] ?? { sub: id }
	})
});

/** Who logs in is chosen by a link; consent is given with it. */
async function choose(uid: string, name: string, request: Parameters<typeof serve>[0], response: Parameters<typeof serve>[1]): Promise<void> {
	const details = await provider.interactionDetails(request, response);
	const grant = new provider.Grant({ accountId: name, clientId: String(details.params.client_id) });
	grant.addOIDCScope(String(details.params.scope));
	const consent = { grantId: await grant.save() };
	await provider.interactionFinished(request, response, { login: { accountId: name }, consent });
}

const callback = provider.callback();

function serve(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse): void {
	const [, as, uid = '', name] = (request.url ?? '').split('/');
	if (as !== 'as') {
		void callback(request, response);
	} else if (name) {
		void choose(uid, name, request, response);
	} else {
		const links = Object.keys(people).map((one) => `<li><a href="/as/${uid}/${one}">${one}</a></li>`);
		response.setHeader('Content-Type', 'text/html');
		response.end(`<!doctype html><html lang="en"><title>Test identity</title><h1>Who are you?</h1><ul>${links.join('')}</ul></html>`);
	}
}

createServer(serve).listen(Number(port), '127.0.0.1', () => process.stdout.write(`${issuer}\n`));
