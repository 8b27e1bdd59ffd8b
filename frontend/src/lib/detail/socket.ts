/** A websocket that comes back by itself after an outage, sooner when the device is online again. */
import { Backoff } from './backoff.ts';

export class LiveSocket<Message> {
	#socket: WebSocket | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#backoff = new Backoff();
	#closed = false;
	readonly #address: string;

	constructor(
		path: string,
		private readonly hear: (message: Message) => void,
		private readonly lost: () => void = () => undefined
	) {
		this.#address = location.origin.replace(/^http/, 'ws') + path;
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

	/** It works: the next outage is tried again soon. */
	works(): void {
		this.#backoff.reset();
	}

	#open(): void {
		if (this.#closed || (this.#socket && this.#socket.readyState <= WebSocket.OPEN)) return;
		clearTimeout(this.#timer);
		const socket = new WebSocket(this.#address);
		this.#socket = socket;
		socket.onmessage = (event) => this.hear(JSON.parse(String(event.data)) as Message);
		socket.onclose = () => {
			if (this.#socket !== socket) return;
			this.lost();
			if (!this.#closed) this.#timer = setTimeout(() => this.#open(), this.#backoff.next());
		};
	}
}
