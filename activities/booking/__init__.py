"""Seats: the only place that moves a session's counts.

The rule: lock what becomes scarcer (the session's row), once, as late as possible and before the
check. The database checks `booked + held + offered + set_aside <= capacity` once more. Whoever
frees a seat gives it to the queue in the same transaction. docs/booking.md tells it in full.
"""
