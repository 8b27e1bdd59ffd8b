"""An open night in Skogås: the one thing in the example that is on tonight at any hour.

`python -m tests.e2e.open_night` adds it to the database of the environment.
"""

import json
import sys
from dataclasses import asdict, dataclass

from tests.e2e.beside import beside
from tests.real_product import Product

TITLE = "Öppen natt på Kulturskolan"
CAPACITY = 40


@dataclass(frozen=True, slots=True)
class OpenNight:
    """Its addresses; Sara, who coordinates Skogås, may change it, and nobody has booked it.

    `full` is another session, the example's own in Skogås that is full and has a queue. `venue` is
    what the place is called, `place` its id.
    """

    session: str
    activity: str
    venue: str
    full: str
    place: str
    #: The example's term, which one can apply to.
    term: str


def add_open_night(product: Product) -> OpenNight:
    """Add it from a process that has the product's settings."""
    return OpenNight(**beside(product, "tests.e2e.open_night"))


def _add() -> OpenNight:
    from django.utils import timezone

    from activities.models import Category, Session, Term
    from activities.windows import window
    from people.roles import Scope, ScopeKind
    from tests.town import add_activity, add_session
    from venues.models import Area, Venue

    skogas = Area.objects.get(code="0126-skogas")
    activity = add_activity(
        TITLE,
        category=Category.objects.get(code="culture"),
        ages=(13, 19),
        mode="booking",
        summary="Musik, dans och sena smörgåsar.",
        owner=Scope(ScopeKind.AREA, skogas.pk),
        others=[("en", "Open night at the school of arts"), ("ar", "ليلة مفتوحة")],
    )
    venue = Venue.objects.get(name="Kulturskolan Skogås")
    starts, ends = window("tonight", timezone.now())
    hours = (ends - starts).total_seconds() / 3600
    session = add_session(activity, venue, starts, hours=hours, capacity=CAPACITY)
    full = Session.objects.filter(waiting__gt=0, venue=venue).order_by("starts_at")[0]
    term = Term.objects.order_by("created_at")[0]
    ids = (str(one.pk) for one in (full, venue, term))
    return OpenNight(str(session.pk), str(activity.pk), venue.name, *ids)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(asdict(_add())) + "\n")
