"""Offers are answered at the same moment, and at the moment they end; a control shows the race.

Each thread waits, having read the term, for the other to have read it too. Under the lock the
cannot read before the first has committed, so the wait runs out.
"""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from activities.booking.refusals import Refused
from activities.models import Application, Booking, Term, TermCourse
from activities.terms import row as term_row
from activities.terms.answering import accept_offer, place
from activities.terms.due import settle_terms
from tests.activities.booking.young_people import as_
from tests.activities.terms.season import (
    a_term,
    counted,
    course,
    drawn,
    in_lottery_order,
    offered,
    said,
)
from tests.concurrency.test_changing_seats_at_the_same_time import PATIENCE, at_once
from tests.named_people import TESTS
from tests.town import at, stop_clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[Application]:
    """Amina is offered the guitar, Bo the piano."""
    term = a_term(monkeypatch, places={"Gitarr": 1, "Piano": 1})
    wishes = {"Amina": ["Gitarr", "Piano"], "Bo": ["Piano", "Gitarr"]}
    found = in_lottery_order(term, *wishes, wishes=wishes)
    drawn(monkeypatch, term)
    return found


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch, two: list[Application]) -> None:
    """Whoever has read the term waits for another to have read it, for a while."""
    both_have_read = threading.Barrier(2)
    real = term_row.lock_term

    def lock_and_wait(*args: Any) -> Term:
        found = real(*args)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_read.wait(PATIENCE)
        return found

    monkeypatch.setattr(term_row, "lock_term", lock_and_wait)


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch, two: list[Application]) -> None:
    """The control: reads without the lock."""
    unlocked = lambda rows, *args, **kwargs: rows.all()  # noqa: E731
    monkeypatch.setattr(type(Term.objects.all()), "select_for_update", unlocked)


def yes(one: Application) -> Callable[[], object]:
    wish = offered(one).pk
    return lambda: accept_offer(application=one, wish=wish, by=as_(one.person))


def test_two_accept_at_once_and_both_have_their_place(
    two: list[Application], meeting: None
) -> None:
    amina, bo = two
    assert at_once(yes(amina), yes(bo)) == [None, None]
    assert counted(amina.term) == {"Gitarr": (0, 1, 1), "Piano": (0, 1, 1)}
    assert Booking.objects.filter(state="booked").count() == 4, "two sessions each"


def test_one_accepts_twice_at_once_and_has_one_place(two: list[Application], meeting: None) -> None:
    amina, _bo = two
    ends = at_once(yes(amina), yes(amina))
    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "Refused"]
    assert said(amina) == "Gitarr placed, Piano closed"


def test_an_offer_that_ends_is_not_accepted_whoever_comes_first(
    two: list[Application], meeting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo = two
    late = yes(amina)
    stop_clock(monkeypatch, at("2026-12-09 00:00"))
    ends = at_once(late, lambda: settle_terms(by=TESTS))
    assert isinstance(ends[0], Refused)
    assert ends[1] is None
    assert said(amina) == "Gitarr waiting resting, Piano offered"
    assert said(bo) == "Piano waiting resting, Gitarr offered"


def the_last_place(two: list[Application]) -> list[Callable[[], object]]:
    """Two coordinators give the one new place in the guitar course to two children at once."""
    amina, bo = two
    guitar = course(amina.term, "Gitarr")
    for one in two:
        one.wishes.filter(state="offered").update(state="waiting", expires_at=None)
        one.wishes.update(resting=True)
    TermCourse.objects.update(offered=0)

    def give(one: Application) -> Callable[[], object]:
        wish = one.wishes.get(course=guitar).pk
        return lambda: place(application=one, wish=wish, by=TESTS)

    return [give(amina), give(bo)]


def test_the_last_place_is_given_once(two: list[Application], meeting: None) -> None:
    ends = at_once(*the_last_place(two))
    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "Refused"]
    assert counted(two[0].term)["Gitarr"] == (0, 1, 1)


def test_a_control_without_the_lock_both_take_the_last_place(
    two: list[Application], meeting: None, no_lock: None
) -> None:
    ends = at_once(*the_last_place(two))
    assert not any(isinstance(end, Refused) for end in ends), "both saw a free place"
    caught = [end for end in ends if isinstance(end, IntegrityError)]
    given = course(two[0].term, "Gitarr").wishes.filter(state="placed").count()
    assert given + len(caught) == 2, "only the database's own rules stood in between, if anything"
