"""Offers: the best possible wish, answered or not, and what refusals lead to."""

import datetime
from typing import Any

import pytest

from activities.booking.refusals import Refusal
from activities.models import Application, Notification, Term
from activities.terms.answering import (
    accept_offer,
    decline_offer,
    place,
    remove_application,
    withdraw,
)
from activities.terms.drawing import draw
from activities.terms.due import remind_of_offers, settle_terms
from activities.terms.setting_up import change_places
from people.encryption import encrypt
from people.errors import NotPermitted
from tests.activities.booking.young_people import as_, refused, state, young
from tests.activities.terms.season import (
    CLOSED,
    a_term,
    counted,
    course,
    drawn,
    in_lottery_order,
    offered,
    said,
    wish,
    yes,
)
from tests.named_people import TESTS
from tests.town import at, stop_clock

pytestmark = pytest.mark.django_db
NAMES = ("Amina", "Bo", "Cilla")
SAME = {"Amina": ["Gitarr", "Piano"], "Bo": ["Gitarr", "Piano"], "Cilla": ["Gitarr", "Piano"]}


def three(
    monkeypatch: pytest.MonkeyPatch,
    wishes: dict[str, list[str]] = SAME,
    **rules: Any,
) -> list[Application]:
    """Amina, Bo and Cilla, in the order drawn, after the draw."""
    term = a_term(monkeypatch, **rules)
    found = in_lottery_order(term, *NAMES, wishes=wishes)
    drawn(monkeypatch, term)
    return found


def no(application: Application) -> Application:
    return decline_offer(
        application=application, wish=offered(application).pk, by=as_(application.person)
    )


def passes_to(monkeypatch: pytest.MonkeyPatch, moment: datetime.datetime) -> None:
    """It is that moment, and the worker has been there."""
    stop_clock(monkeypatch, moment)
    settle_terms(by=TESTS)


def told(application: Application) -> list[str]:
    rows = Notification.objects.filter(application=application).order_by("turn", "created_at")
    return [one.kind for one in rows]


def test_each_is_offered_the_best_wish_that_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, cilla = three(monkeypatch)
    assert said(amina) == "Gitarr offered, Piano waiting"
    assert said(bo) == "Gitarr waiting, Piano offered"
    assert said(cilla) == "Gitarr waiting, Piano waiting"
    assert counted(amina.term) == {"Gitarr": (1, 0, 1), "Piano": (1, 0, 1), "Dans": (0, 0, 1)}
    assert told(amina) == ["term_applied", "term_offered"]
    assert told(cilla) == ["term_applied", "term_queued"]


def test_who_accepts_the_first_wish_leaves_the_other_queues(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amina, _bo, _cilla = three(monkeypatch)
    yes(amina)
    assert said(amina) == "Gitarr placed, Piano closed"
    assert told(amina)[-1] == "term_placed"
    with refused(Refusal.OFFER_GONE):
        accept_offer(application=amina, wish=amina.wishes.all()[0].pk, by=as_(amina.person))


def test_a_declined_offer_goes_to_the_next_child_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, cilla = three(monkeypatch)
    no(amina)
    assert said(amina) == "Gitarr waiting resting, Piano offered"
    assert said(bo) == "Gitarr offered, Piano waiting", "a better offer instead of the worse one"
    assert said(cilla) == "Gitarr waiting, Piano waiting", "Amina is before her"


def test_who_accepts_a_lower_wish_stays_in_the_queue_for_the_higher_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amina, bo, cilla = three(monkeypatch)
    yes(amina)
    yes(bo)
    assert said(bo) == "Gitarr waiting, Piano placed"
    withdraw(application=amina, by=as_(amina.person))
    assert said(bo) == "Gitarr offered, Piano placed"
    yes(bo)
    assert said(bo) == "Gitarr placed, Piano closed"
    assert said(cilla) == "Gitarr waiting, Piano offered", "the place that Bo had goes on"


def test_where_the_term_says_so_accepting_ends_the_higher_wish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _amina, bo, _cilla = three(monkeypatch, keeps_higher_wish=False)
    yes(bo)
    assert said(bo) == "Gitarr closed, Piano placed"


def test_an_offer_stands_to_the_end_of_the_last_day_also_when_the_clocks_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amina, _bo, _cilla = three(monkeypatch)
    assert offered(amina).expires_at == at("2026-12-09 00:00")
    spring = a_late_term(monkeypatch, closes="2026-03-25 00:00", now="2026-03-25 12:00")
    assert offered(spring).expires_at == at("2026-04-02 00:00")
    assert at("2026-04-02 00:00") - at("2026-03-25 00:00") == datetime.timedelta(days=8)


def a_late_term(monkeypatch: pytest.MonkeyPatch, *, closes: str, now: str) -> Application:
    """Dana is offered a place in a week in which summer time begins."""
    term = Term.objects.get()
    activity = term.courses.get(activity__texts__title="Dans").activity
    stop_clock(monkeypatch, at("2026-03-01 12:00"))
    term.pk, term.name, term.drawn_at, term.seed = None, "Sommar", None, ""
    term.first_date, term.last_date = at("2026-04-20 00:00").date(), at("2026-06-05 00:00").date()
    term.opens_at, term.closes_at = at("2026-03-02 00:00"), at(closes)
    term.save(force_insert=True)
    term.courses.create(activity=activity, places=1)
    stop_clock(monkeypatch, at("2026-03-03 12:00"))
    Term.objects.filter(name="Sommar").update(seed_encrypted=encrypt("frö"))
    dana = wish(Term.objects.get(name="Sommar"), young("Dana"), "Dans")
    stop_clock(monkeypatch, at(now))
    draw(term=dana.term, by=TESTS)
    return dana


def test_an_offer_never_stands_beyond_the_term(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, _cilla = three(monkeypatch)
    passes_to(monkeypatch, at("2027-06-01 12:00"))
    assert offered(amina).expires_at == at("2027-06-05 00:00")
    passes_to(monkeypatch, at("2027-06-05 00:00"))
    assert "offered" not in said(amina) + said(bo), "the term is over"


def test_what_nobody_answers_goes_on_at_the_very_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, _cilla = three(monkeypatch)
    passes_to(monkeypatch, at("2026-12-08 23:59"))
    assert "offered" in said(amina)
    stop_clock(monkeypatch, at("2026-12-09 00:00"))
    with refused(Refusal.OFFER_GONE):
        yes(amina)  # however late the worker is
    assert settle_terms(by=TESTS) == 1
    assert said(amina).startswith("Gitarr waiting resting")
    assert "term_lost" in told(amina)
    assert amina.refusals == 1
    assert "Piano waiting resting" in said(bo), "he did not answer either"


def test_who_refused_is_asked_again_when_another_place_comes_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only = {"Amina": ["Gitarr"], "Bo": ["Gitarr"], "Cilla": ["Piano"]}
    amina, bo, _cilla = three(monkeypatch, only, second_refusal="keeps_place")
    no(amina)
    no(bo)
    assert (said(amina), said(bo)) == ("Gitarr waiting resting", "Gitarr waiting resting")
    change_places(course=course(amina.term, "Gitarr"), places=2, by=TESTS)
    assert (said(amina), said(bo)) == ("Gitarr offered", "Gitarr offered")


def test_the_second_refusal_ends_the_application_where_the_term_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amina, _bo, _cilla = three(monkeypatch, second_refusal="loses_place")
    no(amina)
    assert said(amina) == "Gitarr waiting resting, Piano offered"
    no(amina)
    assert said(amina) == "Gitarr closed, Piano closed"
    assert state(amina) == "ended"  # type: ignore[arg-type]


def test_the_second_refusal_keeps_the_place_that_one_has(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, _cilla = three(monkeypatch)
    yes(amina)
    yes(bo)
    withdraw(application=amina, by=as_(amina.person))
    no(bo)
    change_places(course=course(bo.term, "Gitarr"), places=3, by=TESTS)
    no(bo)
    assert said(bo) == "Gitarr closed, Piano placed"
    assert state(bo) == "active"  # type: ignore[arg-type]


def test_the_second_refusal_leads_to_the_end_of_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, _cilla = three(monkeypatch, second_refusal="last")
    no(amina)
    no(amina)
    assert state(amina) == "active"  # type: ignore[arg-type]
    assert amina.last_place == 1
    withdraw(application=bo, by=as_(bo.person))
    assert "offered" not in said(amina), "Cilla is before her now"


def test_an_answer_to_another_offer_than_the_one_seen_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amina, bo, _cilla = three(monkeypatch)
    seen = offered(bo)
    no(amina)
    with refused(Refusal.OFFER_GONE):
        accept_offer(application=bo, wish=seen.pk, by=as_(bo.person))
    with refused(Refusal.OFFER_GONE):
        decline_offer(application=bo, wish=seen.pk, by=as_(bo.person))


def test_nobody_answers_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, _cilla = three(monkeypatch)
    with pytest.raises(NotPermitted):
        accept_offer(application=amina, wish=offered(amina).pk, by=as_(bo.person))
    with pytest.raises(NotPermitted):
        withdraw(application=amina, by=as_(bo.person))


def test_taking_an_application_back_ends_the_place_too(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, cilla = three(monkeypatch)
    yes(amina)
    withdraw(application=amina, by=as_(amina.person))
    assert said(amina) == "Gitarr closed, Piano closed"
    assert said(bo) == "Gitarr offered, Piano waiting"
    assert said(cilla) == "Gitarr waiting, Piano offered"
    with refused(Refusal.NO_APPLICATION):
        withdraw(application=amina, by=as_(amina.person))


def test_a_coordinator_removes_an_application_with_a_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amina, bo, _cilla = three(monkeypatch)
    remove_application(application=amina, message="Dubbel ansökan", by=TESTS)
    assert Notification.objects.get(kind="term_ended").message == "Dubbel ansökan"
    assert said(bo) == "Gitarr offered, Piano waiting"
    with pytest.raises(NotPermitted):
        remove_application(application=bo, message="Hej", by=as_(amina.person))


def test_a_coordinator_gives_a_free_place_before_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = {**SAME, "Cilla": ["Gitarr", "Dans", "Piano"]}
    _amina, bo, cilla = three(monkeypatch, wishes)
    gitarr, dans, piano = cilla.wishes.order_by("rank")
    assert said(cilla) == "Gitarr waiting, Dans offered, Piano waiting"
    with refused(Refusal.NO_FREE_PLACE):
        place(application=cilla, wish=gitarr.pk, by=TESTS)
    change_places(course=course(cilla.term, "Piano"), places=2, by=TESTS)
    place(application=cilla, wish=piano.pk, by=TESTS)
    assert said(cilla) == "Gitarr waiting, Dans offered, Piano placed"
    place(application=cilla, wish=piano.pk, by=TESTS)
    assert counted(cilla.term)["Piano"] == (1, 1, 2), "twice changes nothing"
    assert said(bo) == "Gitarr waiting, Piano offered"
    place(application=bo, wish=offered(bo).pk, by=TESTS)
    assert "Piano placed" in said(bo), "an offer can be accepted for somebody on the phone"
    with pytest.raises(NotPermitted):
        place(application=bo, wish=dans.pk, by=as_(cilla.person))
    with refused(Refusal.NO_APPLICATION):
        place(application=bo, wish=dans.pk, by=TESTS)


def test_before_the_draw_nobody_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    term = a_term(monkeypatch)
    amina = wish(term, young("Amina"), "Gitarr")
    with refused(Refusal.NOT_DRAWN):
        place(application=amina, wish=amina.wishes.get().pk, by=TESTS)


def test_whoever_has_not_answered_is_reminded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bo, _cilla = three(monkeypatch)
    yes(bo)
    stop_clock(monkeypatch, CLOSED)
    assert remind_of_offers(by=TESTS) == 0
    stop_clock(monkeypatch, at("2026-12-07 12:00"))
    assert remind_of_offers(by=TESTS) == 1
    assert remind_of_offers(by=TESTS) == 0
    assert told(amina)[-1] == "term_expiring"
