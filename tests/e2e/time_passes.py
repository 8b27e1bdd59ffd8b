"""The time that a guardian or an offer had is over, without waiting for hours.

`python -m tests.e2e.time_passes SESSION` moves what is held or offered there to its end; the
product's own worker does the rest, as it does when the hour comes.
"""

import json
import sys

from tests.e2e.beside import beside
from tests.real_product import Product


def let_time_pass(product: Product, session: str) -> None:
    """What waits for an answer in that session has waited long enough."""
    assert beside(product, "tests.e2e.time_passes", session), "nothing there waits for an answer"


def _end(session: str) -> int:
    import uuid

    from django.utils import timezone

    from activities.models import Booking

    waiting = Booking.objects.filter(session=uuid.UUID(session), expires_at__isnull=False)
    return waiting.update(expires_at=timezone.now())


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(_end(sys.argv[1])) + "\n")
