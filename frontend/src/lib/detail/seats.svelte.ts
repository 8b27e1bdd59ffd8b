/** Free seats of a session as they change, over the websocket; says honestly when it is not live. */
import { LiveSocket } from './socket.ts';

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
	readonly #socket: LiveSocket<SeatsMessage>;

	constructor(session: string, seats: { capacity: number; free: number }) {
		this.capacity = seats.capacity;
		this.free = seats.free;
		this.#socket = new LiveSocket(
			`/ws/v1/sessions/${encodeURIComponent(session)}/seats`,
			(message) => this.#hear(message),
			() => (this.state = 'stale')
		);
	}

	/** Opens the connection; what is returned closes it for good. */
	start(): () => void {
		return this.#socket.start();
	}

	#hear(message: SeatsMessage): void {
		if (message.type === 'not_live') {
			this.state = 'stale';
			return;
		}
		if (message.type !== 'seats') return;
		this.capacity = message.capacity ?? this.capacity;
		this.free = message.free ?? this.free;
		this.state = 'live';
		this.#socket.works();
	}
}
