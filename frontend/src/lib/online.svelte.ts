/** Whether the device says that it has a network, and how old what one sees is. */
import { KEPT } from '#lib/api/keptHeader.ts';

let online = $state(typeof navigator === 'undefined' || navigator.onLine !== false);
/* When what is shown was kept by the service worker; empty while the server answers. */
let keptAt = $state('');

export const network = {
	get online(): boolean {
		return online;
	},
	get keptAt(): string {
		return keptAt;
	}
};

/** An answer came, from the server or kept: of what is on, the oldest counts, until a new one comes. */
export function heard({ url, headers }: Response): void {
	const at = headers.get(KEPT) ?? '';
	if (/sessions|activities/.test(url)) keptAt = at && keptAt && keptAt < at ? keptAt : at;
}

export function watchNetwork(): void {
	$effect(() => {
		const look = () => {
			online = navigator.onLine !== false;
		};
		window.addEventListener('online', look);
		window.addEventListener('offline', look);
		return () => {
			window.removeEventListener('online', look);
			window.removeEventListener('offline', look);
		};
	});
}
