"""Who came: an append-only log that phones without a network add to.

The rule: a record has a UUID of its own, made where it was tapped, and the database holds each one
once. Nothing is ever changed: what somebody's status is, is said by their last record by corrected
device time, ties by UUID; counts are sums. So neither the order of arrival nor how often something
is sent makes a difference. docs/attendance.md tells it in full.
"""
