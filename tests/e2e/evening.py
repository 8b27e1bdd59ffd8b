"""An evening in Skogås, a month ahead, that people book: with so many seats, by such rules.

A week later there is another, with seats for everybody.

`python -m tests.e2e.evening '{"seats": 1}'` adds it to the database of the environment.
"""

import json
import sys
from typing import Any

from tests.e2e.beside import beside
from tests.real_product import Product

TITLE = "Basketkväll"
DAYS_AHEAD = 30


def add_evening(product: Product, seats: int = 20, **rules: Any) -> str:
    """Add one; its session's id. Sara, who coordinates Skogås, may change it."""
    asked = json.dumps({"seats": seats, "rules": rules})
    session: str = beside(product, "tests.e2e.evening", asked)
    return session


def _add(seats: int, rules: dict[str, Any]) -> str:
    import datetime

    from django.utils import timezone

    from activities.models import BookingRules, Category
    from people.roles import Scope, ScopeKind
    from tests.town import add_activity, add_session
    from venues.models import Area, Venue

    skogas = Area.objects.get(code="0126-skogas")
    activity = add_activity(
        TITLE,
        category=Category.objects.get(code="sport"),
        ages=(7, 19),
        mode="booking",
        owner=Scope(ScopeKind.AREA, skogas.pk),
        others=[("en", "Basketball night"), ("ar", "أمسية كرة السلة")],
    )
    BookingRules.objects.create(activity=activity, **rules)
    day = timezone.localdate() + datetime.timedelta(days=DAYS_AHEAD)
    starts = datetime.datetime.combine(day, datetime.time(17), timezone.get_current_timezone())
    venue = Venue.objects.get(name="Kulturskolan Skogås")
    add_session(activity, venue, starts + datetime.timedelta(weeks=1))
    return str(add_session(activity, venue, starts, capacity=seats).pk)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(_add(**json.loads(sys.argv[1]))) + "\n")
