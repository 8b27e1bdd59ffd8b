/** Whether the device says that it has a network. */
let online = $state(typeof navigator === 'undefined' || navigator.onLine !== false);

export const network = {
	get online(): boolean {
		return online;
	}
};

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
