/** Asks again when something about my bookings has changed, and whenever the connection comes back. */
import { LiveSocket } from '#lib/detail/socket.ts';

interface Said {
	type: 'ready' | 'changed' | 'not_live';
}

/** Milliseconds within which all who wait in one queue ask again, not all at once. */
const SPREAD = 400;

/** Starts to listen; what is returned ends it. */
export function whenBookingsChange(again: () => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const socket = new LiveSocket<Said>('/ws/v1/bookings', (said) => {
		if (said.type === 'not_live') return;
		socket.works();
		clearTimeout(timer);
		timer = setTimeout(again, Math.random() * SPREAD);
	});
	const close = socket.start();
	return () => {
		clearTimeout(timer);
		close();
	};
}
