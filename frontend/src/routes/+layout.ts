/** A static shell: everything that is data comes from the API in the browser. */
export const ssr = false;
export const prerender = false;
