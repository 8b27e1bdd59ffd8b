"""A coordinator sets a term up; once published, its rules stay as they are."""

import pytest

from activities.booking.refusals import Refusal
from activities.models import CourseSeats, Session, Term
from activities.terms.due import settle_terms
from activities.terms.setting_up import (
    add_course,
    change_places,
    create_term,
    edit_term,
    publish_term,
    remove_course,
)
from people.errors import NotPermitted
from tests.activities.booking.young_people import as_, refused, young
from tests.activities.terms.season import FIRST, LAST, SET_UP, a_term, course, seats, wish
from tests.named_people import SARA, TESTS, acting, elsewhere
from tests.town import add_activity, at, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(monkeypatch: pytest.MonkeyPatch) -> Term:
    return a_term(monkeypatch)


def another(term: Term, **more: object) -> Term:
    """A draft of the same school's next term."""
    fields = {
        "name": "Hösten 2027",
        "first_date": LAST,
        "last_date": LAST,
        "opens_at": at("2027-05-01 08:00"),
        "closes_at": at("2027-05-20 08:00"),
        "order": ["new_pupils", "lottery"],
        **more,
    }
    return create_term(organiser=term.organiser, fields=fields, by=TESTS)


def test_a_draft_is_edited_and_a_published_term_is_not(term: Term) -> None:
    draft = another(term)
    assert edit_term(term=draft, fields={"answer_days": 10}, by=TESTS).answer_days == 10
    with refused(Refusal.TERM_PUBLISHED):
        edit_term(term=term, fields={"answer_days": 10}, by=TESTS)
    with pytest.raises(NotPermitted):
        edit_term(term=draft, fields={}, by=acting(SARA, scope=elsewhere()))


def test_young_people_set_nothing_up(term: Term) -> None:
    amina = as_(young("Amina"))
    with pytest.raises(NotPermitted):
        create_term(organiser=term.organiser, fields={}, by=amina)
    for write in (publish_term, edit_term):
        with pytest.raises(NotPermitted):
            write(term=term, by=amina, **({"fields": {}} if write is edit_term else {}))


def test_what_is_published_has_courses_and_opens_later(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused(Refusal.TERM_PUBLISHED):
        publish_term(term=term, by=TESTS)
    draft = another(
        term, first_date=at("2027-08-20 00:00").date(), last_date=LAST.replace(year=2028)
    )
    with refused(Refusal.NOTHING_TO_APPLY_FOR):
        publish_term(term=draft, by=TESTS)
    add_course(term=draft, activity=course(term, "Gitarr").activity, places=3, by=TESTS)
    stop_clock(monkeypatch, at("2027-05-02 12:00"))
    with refused(Refusal.WINDOW_PAST):
        publish_term(term=draft, by=TESTS)


def test_a_course_is_a_term_course_of_one_term_at_a_time(term: Term) -> None:
    draft = another(term, first_date=FIRST)
    guitar = course(term, "Gitarr").activity
    with refused(Refusal.IN_ANOTHER_TERM):
        add_course(term=draft, activity=guitar, places=3, by=TESTS)
    with refused(Refusal.NOT_A_TERM_COURSE):
        add_course(term=draft, activity=add_activity("Öppen hall"), places=3, by=TESTS)
    with refused(Refusal.TERM_PUBLISHED):
        add_course(term=term, activity=guitar, places=3, by=TESTS)


def test_a_course_that_nobody_has_wished_for_is_taken_out(term: Term) -> None:
    wish(term, young("Amina"), "Gitarr")
    with refused(Refusal.COURSE_WISHED_FOR):
        remove_course(course=course(term, "Gitarr"), by=TESTS)
    dance = course(term, "Dans")
    session = dance.activity.sessions.order_by("starts_at")[0]
    assert seats(session) == (0, 1, 1)
    remove_course(course=dance, by=TESTS)
    assert seats(session) == (0, 0, 1)
    assert term.courses.count() == 2


def test_a_draft_keeps_no_seats(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, SET_UP)
    Session.objects.update(set_aside=0)
    Term.objects.update(published_at=None)
    CourseSeats.objects.all().delete()
    change_places(course=course(term, "Gitarr"), places=4, by=TESTS)
    settle_terms(by=TESTS)
    assert {one.set_aside for one in Session.objects.all()} == {0}
