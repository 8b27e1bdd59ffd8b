import { goto } from '$app/navigation';
import { resolve } from '$app/paths';

/** What somebody changed in a form before the script came, written over the address it came with. */
function withChosen(form: HTMLFormElement, address: string): URLSearchParams {
	const params = new URLSearchParams(address);
	const chosen = new FormData(form);
	form.reset();
	const offered = new FormData(form);
	for (const { name } of form.elements as Iterable<HTMLInputElement>) {
		const value = chosen.get(name);
		if (value === offered.get(name)) continue;
		if (value) params.set(name, String(value));
		else params.delete(name);
	}
	return params;
}

/** The same control, or link, in the page that takes over. */
function sameAs(held: Element): HTMLInputElement | null {
	const by = held.hasAttribute('href') ? 'href' : 'name';
	return document.querySelector(`.shell [${by}="${CSS.escape(held.getAttribute(by) ?? '')}"]`);
}

/** The focus goes on there; a list is drawn a few frames after the page around it. */
function goOn(held: Element, words: string, frames = 60): void {
	if (document.activeElement !== document.body || !frames) return;
	const next = sameAs(held);
	if (next?.type === 'search') next.value = words;
	if (next) next.focus({ preventScroll: true });
	else requestAnimationFrame(() => goOn(held, words, frames - 1));
}

/**
 * The plain page makes way for this one. What somebody had already typed or chosen in it goes on as
 * filters, and the focus goes on where it was, so that nobody on a slow phone has to begin again.
 */
export function takeOver(plain: HTMLElement): void {
	const held = plain.querySelector(':focus');
	const words = held instanceof HTMLInputElement ? held.value : '';
	const form = plain.querySelector('form');
	const before = location.search;
	const chosen = form ? withChosen(form, before) : null;
	plain.remove();
	if (chosen && chosen.toString() !== new URLSearchParams(before).toString()) {
		void goto(resolve(`/?${chosen}`), { reset: false });
	}
	if (held) goOn(held, words);
}
