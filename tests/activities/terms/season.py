"""A term at the kulturskola, and what a test says of an application in one line."""

import datetime
import hashlib
from typing import Any

import pytest

from activities.models import (
    Application,
    Booking,
    Session,
    Term,
    TermCourse,
    Wish,
)
from activities.terms.answering import accept_offer
from activities.terms.applying import apply
from activities.terms.drawing import draw
from activities.terms.setting_up import add_course, create_term, publish_term
from people.encryption import decrypt
from people.models import Child, User
from tests.activities.booking.young_people import as_, young
from tests.named_people import TESTS
from tests.town import (
    add_activity,
    add_session,
    add_venue,
    an_organiser,
    at,
    build_town,
    stop_clock,
)

#: Set up; open; after the window; the term begins in January.
SET_UP = at("2026-11-01 12:00")
OPEN = at("2026-11-18 12:00")
CLOSED = at("2026-12-01 12:00")
FIRST, LAST = datetime.date(2027, 1, 11), datetime.date(2027, 6, 4)


def a_term(
    monkeypatch: pytest.MonkeyPatch, *, places: dict[str, int] | None = None, **rules: Any
) -> Term:
    """A published term that one can apply to, with a course for each of `places`: one each."""
    stop_clock(monkeypatch, SET_UP)
    build_town()
    school = add_venue("Kulturskolan Skogås", 300, 400)
    fields = {
        "name": "Våren 2027",
        "first_date": FIRST,
        "last_date": LAST,
        "opens_at": at("2026-11-15 08:00"),
        "closes_at": at("2026-12-01 00:00"),
        "order": ["lottery"],
        **rules,
    }
    term = create_term(organiser=an_organiser("Huddinge kulturskola"), fields=fields, by=TESTS)
    for title, number in (places or {"Gitarr": 1, "Piano": 1, "Dans": 1}).items():
        activity = add_activity(title, mode="term_course", ages=(7, 25), organiser=term.organiser)
        for week in range(2):
            add_session(activity, school, at(f"2027-01-{12 + 7 * week} 16:00"), capacity=1)
        add_course(term=term, activity=activity, places=number, by=TESTS)
    term = publish_term(term=term, by=TESTS)
    stop_clock(monkeypatch, OPEN)
    return term


def course(term: Term, title: str) -> TermCourse:
    return term.courses.get(activity__texts__title=title)


def wish(
    term: Term, who: User | Child, *titles: str, new: bool = True, by: User | None = None
) -> Application:
    """Apply for these courses, the best first."""
    return apply(
        term=term,
        participant=who,
        courses=[course(term, title) for title in titles],
        new_pupil=new,
        by=as_(by or who if isinstance(who, User) else by),
    )


def in_lottery_order(term: Term, *names: str, wishes: dict[str, list[str]]) -> list[Application]:
    """Applications whose lots fall in this order, whatever the seed: their numbers are chosen."""
    seed = decrypt(Term.objects.get(pk=term.pk).seed_encrypted)
    found = [wish(term, young(name), *wishes[name]) for name in names]
    numbers = sorted((one.number for one in found), key=lambda number: lottery(seed, number))
    for one in found:
        Application.objects.filter(pk=one.pk).update(number=f"x{one.number[1:]}")
    for one, number in zip(found, numbers, strict=True):
        Application.objects.filter(pk=one.pk).update(number=number)
        one.refresh_from_db()
    return found


def lottery(seed: str, number: str) -> str:
    """The recipe of docs/terms.md."""
    return hashlib.sha256((seed + number).encode()).hexdigest()


def drawn(monkeypatch: pytest.MonkeyPatch, term: Term) -> Term:
    """The window has closed, and the draw is made."""
    stop_clock(monkeypatch, CLOSED)
    return draw(term=term, by=TESTS)


def said(application: Application) -> str:
    """Its wishes in order, in one line: "Gitarr waiting, Piano offered"."""
    rows = Wish.objects.filter(application=application).order_by("rank")
    told = [
        f"{one.course.activity.texts.get(language='sv').title} {one.state}"
        + (" resting" if one.resting else "")
        for one in rows
    ]
    application.refresh_from_db()
    return ", ".join(told)


def offered(application: Application) -> Wish:
    return application.wishes.get(state="offered")


def yes(application: Application) -> Application:
    """Accept what is offered."""
    who = application.person or application.applied_by
    return accept_offer(application=application, wish=offered(application).pk, by=as_(who))


def who_comes(session: Session) -> list[str]:
    """Who has a seat in a session, by name."""
    seats = Booking.objects.filter(session=session, state="booked").with_people()
    return sorted(one.participant.call_name for one in seats)


def seats(session: Session) -> tuple[int, int, int]:
    """Booked, set aside and capacity; and the row's counts are what the bookings say."""
    session.refresh_from_db()
    assert session.booked == session.bookings.filter(state="booked").count()
    return session.booked, session.set_aside, session.capacity


def counted(term: Term) -> dict[str, tuple[int, int, int]]:
    """Offered, placed and places, by course; and the rows' counts are what the wishes say."""
    told = {}
    for one in term.courses.all():
        states = list(one.wishes.values_list("state", flat=True))
        assert (one.offered, one.placed) == (states.count("offered"), states.count("placed"))
        told[one.activity.texts.get(language="sv").title] = (one.offered, one.placed, one.places)
    return told
