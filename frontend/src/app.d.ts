declare module '*.json?compiled' {
	const messages: import('@lingui/core').Messages;
	export default messages;
}
declare module '*.json?more' {
	const messages: import('@lingui/core').Messages;
	export default messages;
}
declare module '*.json?about' {
	const about: { name: string; direction: 'ltr' | 'rtl'; locale: string };
	export default about;
}
