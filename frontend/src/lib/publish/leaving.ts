/** Asks before somebody walks away from what they have typed; it is kept on the device all the same. */
import { beforeNavigate } from '$app/navigation';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** To be called while a component is made. */
export function leaving(unsaved: () => boolean): void {
	beforeNavigate((navigation) => {
		if (!unsaved()) return;
		/* The browser asks by itself where the whole page is left. */
		if (navigation.willUnload || !window.confirm(t('publish.leave'))) navigation.cancel();
	});
}
