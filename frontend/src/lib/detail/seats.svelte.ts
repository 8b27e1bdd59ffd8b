/** Free seats of a session as they change, over the websocket; says honestly when it is not live. */
import { Backoff } from './backoff.ts';

export type SeatsState = 'connecting' | 'live' | 'stale';

interface SeatsMessage {
	type: 'seats' | 'not_live';
	capacity?: number;
	free?: number;
}

export class LiveSeats {
	state = $state<SeatsState>('connecting');
	capacity = $state(0);
	free = $state(0);
	#socket: WebSocket | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#backoff = new Backoff();
	#closed = false;
	readonly #address: string;

	constructor(session: string, seats: { capacity: number; free: number }) {
		const base = location.origin.replace(/^http/, 'ws');
		this.#address = `${base}/ws/v1/sessions/${encodeURIComponent(session)}/seats`;
		this.capacity = seats.capacity;
		this.free = seats.free;
	}

	/** Opens the connection; what is returned closes it for good. */
	start(): () => void {
		const now = () => this.#open();
		window.addEventListener('online', now);
		this.#open();
		return () => {
			this.#closed = true;
			window.removeEventListener('online', now);
			clearTimeout(this.#timer);
			this.#socket?.close();
		};
	}

	#open(): void {
		if (this.#closed || (this.#socket && this.#socket.readyState <= WebSocket.OPEN)) return;
		clearTimeout(this.#timer);
		const socket = new WebSocket(this.#address);
		this.#socket = socket;
		socket.onmessage = (event) => this.#hear(String(event.data));
		socket.onclose = () => {
			if (this.#socket !== socket) return;
			this.state = 'stale';
			if (!this.#closed) this.#timer = setTimeout(() => this.#open(), this.#backoff.next());
		};
	}

	#hear(data: string): void {
		const message = JSON.parse(data) as SeatsMessage;
		if (message.type === 'not_live') {
			this.state = 'stale';
			return;
		}
		if (message.type !== 'seats') return;
		this.capacity = message.capacity ?? this.capacity;
		this.free = message.free ?? this.free;
		this.state = 'live';
		this.#backoff.reset();
	}
}
