/** Courses of a term, as people tell them apart: several are called the same, at different places. */
interface Placed {
	title: string;
	venues: string[];
}

export function named({ title, venues }: Placed): string {
	return [title, ...venues].join(', ');
}

/** In the order of the alphabet of `language`. */
export function byName<Course extends Placed>(courses: Course[], language: string): Course[] {
	return [...courses].sort((a, b) => named(a).localeCompare(named(b), language));
}
