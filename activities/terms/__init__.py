"""Terms: the only place that gives, takes back and moves places of a term's courses.

The rule is that of seats: lock what becomes scarcer (the term's row, because a child's wishes are
in several courses), settle, change, fill, save. The database checks `offered + placed <= places`.
The seats of the sessions are `activities.booking.course_seats`'. docs/terms.md tells it in full.
"""
