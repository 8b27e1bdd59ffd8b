declare module 'virtual:offline-files' {
	/** Addresses of the files that the pages for young people need. */
	const files: string[];
	export default files;
}
