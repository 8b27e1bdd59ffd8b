/** Marks an answer that the service worker had kept: when it came, ISO 8601. */
export const KEPT = 'X-Nara-Kept';
