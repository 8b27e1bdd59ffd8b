/** Tickets that were seen on this device: kept here so that they open without a network, gone at log-out. */
import type { MyBooking } from '#lib/api/types.ts';

export interface Ticket {
	booking: string;
	/** The signed text that stands in the code. */
	text: string;
	holds_until: string;
	name: string;
	title: string;
	venue: string;
	starts_at: string;
	ends_at: string;
}

const STORED = 'nara.tickets';

/** The tickets that still hold, soonest first. A device that keeps nothing has none. */
export function keptTickets(now = Date.now()): Ticket[] {
	try {
		const all = JSON.parse(localStorage.getItem(STORED) ?? '[]') as Ticket[];
		return all
			.filter((one) => Date.parse(one.holds_until) > now)
			.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
	} catch {
		return [];
	}
}

function store(tickets: Ticket[]): void {
	try {
		localStorage.setItem(STORED, JSON.stringify(tickets));
	} catch {
		/* not kept: the ticket is there as long as there is a network */
	}
}

export function ticketOf(booking: MyBooking, text: string, holdsUntil: string): Ticket {
	const { session, participant } = booking;
	return {
		booking: booking.id,
		text,
		holds_until: holdsUntil,
		name: participant.name,
		title: session.title,
		venue: session.venue.name,
		starts_at: session.starts_at,
		ends_at: session.ends_at
	};
}

export function keepTicket(ticket: Ticket): void {
	store([...keptTickets().filter((one) => one.booking !== ticket.booking), ticket]);
}

/** A seat that was given up has no ticket any longer. */
export function dropTicket(booking: string): void {
	store(keptTickets().filter((one) => one.booking !== booking));
}

/** Those of seats that are no longer mine go: the server has said which ones are. */
export function dropTicketsBut(bookings: string[]): void {
	store(keptTickets().filter((one) => bookings.includes(one.booking)));
}

/** Whoever uses the device next finds nothing. */
export function forgetTickets(): void {
	try {
		localStorage.removeItem(STORED);
	} catch {
		/* nothing was kept */
	}
}
