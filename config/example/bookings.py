"""Bookings to try with: one evening full with a queue, and a seat that waits for a yes."""

import datetime
from typing import Any

from django.utils import timezone

from activities.booking.eligibility import Participant
from activities.booking.making import Wish, book
from activities.booking.ruling import set_rules
from activities.models import Activity, BookingRules, Session
from config.example import files
from config.example.people import only_in_the_example
from config.example.places import PREFIX
from people.actors import Actor, actor_for
from people.membership import create_person
from people.models import User

#: So many days ahead, at least, so that there is time to try before anything is over.
DAYS_AHEAD = 3


def load_bookings(*, by: Actor) -> int:
    """Rules, and bookings in the next session of each activity that the plan names; how many new.

    A session in which somebody has booked already is left alone. Only in the example municipality:
    the guests have addresses that everybody can read here.
    """
    only_in_the_example()
    plan = files.bookings()
    guests = sum(_guest(one, by=by) for one in plan["guests"])
    rules = sum(_rules(key, fields, by=by) for key, fields in plan["rules"].items())
    return guests + rules + sum(_book(wish) for wish in plan["wishes"])


def _guest(guest: files.GuestPlan, *, by: Actor) -> int:
    address = f"{guest['name'].lower()}@unga.example"
    if User.objects.filter(email=address).exists():
        return 0
    born = timezone.localdate().year - guest["age"]
    create_person(
        by=by, email=address, call_name=guest["name"], birth_year=born, email_verified=True
    )
    return 1


def _rules(key: str, fields: dict[str, Any], *, by: Actor) -> int:
    activity = Activity.objects.get(external_id=f"{PREFIX}{key}")
    if BookingRules.objects.filter(activity=activity).exists():
        return 0  # somebody may have edited them since
    set_rules(activity=activity, fields=fields, by=by)
    return 1


def _book(plan: files.WishPlan) -> int:
    session = _next_session(plan["activity"])
    if session is None or session.bookings.exists():
        return 0
    for address in plan["who"]:
        person = User.objects.get(email=address)
        contacts: dict[Participant, str] = {}
        if "guardian" in plan:
            contacts[person] = plan["guardian"]
        wish = Wish([person], queue=True, contacts=contacts)
        book(session=session, wish=wish, by=actor_for(person, second_factor=False))
    return len(plan["who"])


def _next_session(key: str) -> Session | None:
    first = timezone.localdate() + datetime.timedelta(days=DAYS_AHEAD)
    coming = Session.objects.filter(
        activity__external_id=f"{PREFIX}{key}",
        status=Session.Status.SCHEDULED,
        occurrence_date__gte=first,
    )
    return coming.order_by("starts_at").first()
