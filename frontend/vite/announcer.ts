/**
 * SvelteKit's announcer of new pages carries an inline style, which our content security policy refuses.
 * The rule in `controls.css` hides it instead.
 */
import type { Plugin } from 'vite';

export function strictAnnouncer(): Plugin {
	return {
		name: 'nara-strict-announcer',
		enforce: 'pre',
		transform(code, id) {
			if (!id.includes('@sveltejs/kit') || !id.endsWith('/root.svelte')) return null;
			return { code: code.replace(/(id="svelte-announcer"[^>]*?)\s+style="[^"]*"/, '$1'), map: null };
		}
	};
}
