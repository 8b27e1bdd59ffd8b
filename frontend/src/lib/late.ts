/**
 * What Explore and the frame of every page show a moment after the page is alive, in one piece: each
 * file of its own would be a request of its own, and its name would have to come with the first script.
 */
export { default as Subscribe } from '#lib/calendar/Subscribe.svelte';
export { default as Radius } from '#lib/nothing/Radius.svelte';
export { default as Offline } from '#lib/offline/Offline.svelte';
export { default as Heart } from '#lib/saved/Heart.svelte';
export { default as Mark } from '#lib/saved/Mark.svelte';
export { default as SaveSearch } from '#lib/saved/SaveSearch.svelte';
