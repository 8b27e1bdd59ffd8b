/** Which colour and shape of cut paper a category has. */
export const PAPERS = [
	'culture',
	'sport',
	'library',
	'kulturskola',
	'youth',
	'outdoor',
	'holiday',
	'other'
] as const;
export type Paper = (typeof PAPERS)[number];

interface CategoryLike {
	code: string;
	parent?: string | null;
}

function match(code: string): Paper | undefined {
	const plain = code.toLowerCase();
	return PAPERS.find((paper) => plain.startsWith(paper));
}

/** A subcategory wears what its parent wears; one nobody has drawn yet gets the plain stone. */
export function paperOf(category: CategoryLike): Paper {
	return match(category.code) ?? match(category.parent ?? '') ?? 'other';
}
