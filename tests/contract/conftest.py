"""What the tests in this folder share."""

from tests.browsing import own_counters

__all__ = ["own_counters"]
