import type { Session, VenueBrief } from '#lib/api/types.ts';
import type { Bounds } from '#lib/explore/query.ts';

export interface VenueOnMap {
	venue: VenueBrief;
	sessions: Session[];
}

/** One marker for each venue, in the order of the list. */
export function byVenue(sessions: Session[]): VenueOnMap[] {
	const found = new Map<string, VenueOnMap>();
	for (const session of sessions) {
		const known = found.get(session.venue.id);
		if (known) known.sessions.push(session);
		else found.set(session.venue.id, { venue: session.venue, sessions: [session] });
	}
	return [...found.values()];
}

/** The smallest box around some places; nothing for none. */
export function around(places: { lat: number; lng: number }[]): Bounds | null {
	const first = places[0];
	if (!first) return null;
	return places.reduce<Bounds>(
		([west, south, east, north], { lat, lng }) => [
			Math.min(west, lng),
			Math.min(south, lat),
			Math.max(east, lng),
			Math.max(north, lat)
		],
		[first.lng, first.lat, first.lng, first.lat]
	);
}

/** A box with something around it: one point alone would fill the map with nothing. */
export function widen(bounds: Bounds | null, degrees = 0.012): Bounds | null {
	if (!bounds) return null;
	const [west, south, east, north] = bounds;
	return [west - 2 * degrees, south - degrees, east + 2 * degrees, north + degrees];
}
