"""Random terms: whatever people do in whatever order, the real term is where the plain one is."""

from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.models import Application
from activities.terms.answering import accept_offer, decline_offer, withdraw
from activities.terms.setting_up import change_places
from tests.activities.booking.young_people import as_
from tests.activities.terms.plain_term import PlainApplicant, PlainTerm, PlainWish
from tests.activities.terms.season import (
    a_term,
    counted,
    course,
    drawn,
    in_lottery_order,
    offered,
    said,
)
from tests.named_people import TESTS

COURSES = ("Gitarr", "Piano", "Dans")
NAMES = ("Amina", "Bo", "Cilla", "Dana", "Elsa")
wishes = st.lists(st.sampled_from(COURSES), min_size=1, max_size=3, unique=True)
deeds = st.tuples(
    st.sampled_from(("accept", "decline", "decline", "withdraw", "more")), st.integers(0, 4)
)


def told(one: PlainApplicant) -> str:
    return ", ".join(
        f"{wish.course} {wish.state}" + (" resting" if wish.resting else "") for wish in one.wishes
    )


def both_do(deed: str, number: int, plain: PlainTerm, real: list[Application]) -> None:
    """Do the same in both, if it can be done."""
    one, application = plain.applicants[number], real[number]
    by = as_(application.person)
    if deed == "more":
        title = COURSES[number % len(COURSES)]
        plain.more_places(title)
        found = course(application.term, title)
        change_places(course=found, places=plain.places[title], by=TESTS)
    elif deed == "withdraw" and one.state == "active":
        plain.withdraw(one)
        withdraw(application=application, by=by)
    elif one.at("offered") is not None and deed == "accept":
        plain.accept(one)
        accept_offer(application=application, wish=offered(application).pk, by=by)
    elif one.at("offered") is not None and deed == "decline":
        plain.refuse(one)
        decline_offer(application=application, wish=offered(application).pk, by=by)


def play(asked: list[list[str]], todo: list[tuple[str, int]], policy: str, *, keeps: bool) -> None:
    """A term of random wishes and deeds, in both."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        places = dict.fromkeys(COURSES, 1)
        term = a_term(monkeypatch, places=places, second_refusal=policy, keeps_higher_wish=keeps)
        real = in_lottery_order(term, *NAMES, wishes=dict(zip(NAMES, asked, strict=True)))
        plain = PlainTerm(places, policy, keeps)
        plain.applicants = [PlainApplicant([PlainWish(one) for one in row]) for row in asked]
        with patch("activities.terms.board.fit_courses"):  # the seats have tests of their own
            drawn(monkeypatch, term)
            plain.fill()
            for deed, number in [("draw", 0), *todo]:
                both_do(deed, number, plain, real)
                assert [said(one) for one in real] == [told(one) for one in plain.applicants]
                assert [one.state for one in real] == [one.state for one in plain.applicants]
                counted(term)


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(wishes, min_size=len(NAMES), max_size=len(NAMES)),
    st.lists(deeds, max_size=12),
    st.sampled_from(("keeps_place", "last", "loses_place")),
    st.booleans(),
)
def test_the_term_is_where_the_plain_one_is(
    asked: list[list[str]],
    todo: list[tuple[str, int]],
    policy: str,
    keeps: bool,
) -> None:
    with transaction.atomic():
        play(asked, todo, policy, keeps=keeps)
        transaction.set_rollback(True)
