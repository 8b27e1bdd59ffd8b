"""A term of the kulturskola that a journey can apply to, and the end of its window.

`python -m tests.e2e.term add` adds it to the database of the environment; `close:TERM` lets the
time to apply be over, as it is when the hour comes.
"""

import json
import sys
from dataclasses import asdict, dataclass

from tests.e2e.beside import beside
from tests.real_product import Product

COURSES = ("Gitarr", "Piano", "Dans")


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """Its id and name, and a session of its first course, which has one place like the others."""

    id: str
    name: str
    session: str


def add_term(product: Product) -> OpenTerm:
    """Add it from a process that has the product's settings."""
    return OpenTerm(**beside(product, "tests.e2e.term", "add"))


def close_term(product: Product, term: OpenTerm) -> None:
    """Nobody can apply any more."""
    assert beside(product, "tests.e2e.term", f"close:{term.id}")


def _add() -> OpenTerm:
    import datetime
    import uuid

    from django.utils import timezone

    from activities.models import Activity, Organiser, Session, Term
    from activities.terms.setting_up import add_course, create_term, publish_term
    from tests.named_people import TESTS
    from tests.town import a_category, add_activity, add_session
    from venues.models import Venue

    now, day = timezone.now(), datetime.timedelta(days=1)
    mark = uuid.uuid4().hex[:4]
    term = create_term(
        organiser=Organiser.objects.get(name="Kulturskolan i Huddinge"),
        fields={
            "name": f"Termin {mark}",
            "first_date": (now + 20 * day).date(),
            "last_date": (now + 90 * day).date(),
            "opens_at": now + day,
            "closes_at": now + 2 * day,
            "order": [Term.Rule.NEW_PUPILS, Term.Rule.LOTTERY],
        },
        by=TESTS,
    )
    school = Venue.objects.get(name="Kulturskolan Skogås")
    for title in COURSES:
        course: Activity = add_activity(
            f"{title} {mark}",
            category=a_category("kulturskola_music"),
            ages=(7, 19),
            mode="term_course",
            organiser=term.organiser,
        )
        add_session(course, school, now + 30 * day, capacity=1)
        add_course(term=term, activity=course, places=1, by=TESTS)
    publish_term(term=term, by=TESTS)
    Term.objects.filter(pk=term.pk).update(opens_at=now - day)
    first = Session.objects.get(activity__texts__title=f"{COURSES[0]} {mark}")
    return OpenTerm(str(term.pk), term.name, str(first.pk))


def _close(term: str) -> int:
    from django.utils import timezone

    from activities.models import Term

    return Term.objects.filter(pk=term).update(closes_at=timezone.now())


if __name__ == "__main__":
    import django

    django.setup()
    what, _colon, term = sys.argv[1].partition(":")
    sys.stdout.write(json.dumps(asdict(_add()) if what == "add" else _close(term)) + "\n")
