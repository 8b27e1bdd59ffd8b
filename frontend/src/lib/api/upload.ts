/** Sending a file. `fetch` does not say how much has left; this does, and fails in the same two ways. */
import { readProblem, Unreachable } from './failure.ts';
import { withCsrf } from './send.ts';

/** The JSON of the answer. `onProgress` hears which share of the body has left, from 0 to 1. */
export async function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
	const { headers } = await withCsrf(new Request(location.origin + path, { method: 'POST' }));
	const answer = await new Promise<Response>((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open('POST', path);
		for (const name of ['Accept-Language', 'X-CSRFToken']) {
			request.setRequestHeader(name, headers.get(name) ?? '');
		}
		request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
		request.onload = () => {
			const retry = request.getResponseHeader('Retry-After');
			const kept = retry ? { 'Retry-After': retry } : undefined;
			resolve(new Response(request.responseText, { status: request.status, headers: kept }));
		};
		request.onerror = () => reject(new Unreachable(!navigator.onLine));
		request.send(form);
	});
	if (!answer.ok) throw await readProblem(answer);
	return (await answer.json()) as T;
}
