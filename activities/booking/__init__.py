"""Seats: the only place that moves a session's counts.

The rule: lock what becomes scarcer (the session's row), once, as late as possible and before the
check. The database checks `booked + held + offered + set_aside <= capacity` once more.
"""
