"""Amina says how she wants to be told; what a promise rests on still reaches her."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from activities.booking.answering import cancel
from activities.booking.due import remind
from activities.changing import cancel_session
from activities.models import Booking, NoticeChoices, Notification, Session
from activities.notifying.delivery import deliver
from people.models import User
from tests.activities.booking.young_people import EVENING, a_session, as_, get_seat, young
from tests.browsing import get, problem, send, signed_in, wrong_names
from tests.named_people import TESTS
from tests.town import at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch
USUAL: dict[str, Any] = {
    "language": "sv",
    "quiet_from": 21,
    "quiet_until": 7,
    "receipts": ["email"],
    "reminders": ["email"],
    "offers": ["email"],
    "changes": ["email"],
}


@pytest.fixture(autouse=True)
def gateway(settings: Settings, tmp_path: Path) -> Path:
    settings.NARA_SMS_GATEWAY = "people.sms.FileSms"
    settings.NARA_SMS_DIR = str(tmp_path / "sms")
    return tmp_path / "sms"


@pytest.fixture
def amina() -> User:
    person = young("Amina")
    person.phone, person.phone_verified = "+46701234567", True
    person.save()
    return person


def browser(person: User) -> Client:
    return signed_in(person, second_factor=False)


def put(person: User, **choices: Any) -> Any:
    return send(browser(person), "PUT", "/me/notices", {**USUAL, **choices})


def chosen(person: User, **choices: Any) -> None:
    answer = put(person, **choices)
    assert answer.status_code == 200, answer.content


def channels(kind: str) -> list[str]:
    found = Notification.objects.filter(kind=kind).order_by("channel")
    return list(found.values_list("channel", flat=True))


def test_until_she_chooses_everything_comes_by_mail(amina: User) -> None:
    found = get("/me/notices", browser(amina))
    assert found == {**USUAL, "ways": ["email", "sms"], "always": ["changes", "offers"]}


def test_what_she_chose_is_what_she_sees_next_time(amina: User) -> None:
    chosen(amina, language="ar", quiet_from=22, offers=["sms", "email"], receipts=[])
    found = get("/me/notices", browser(amina))
    assert (found["language"], found["quiet_from"]) == ("ar", 22)
    assert (found["offers"], found["receipts"]) == (["sms", "email"], [])


def test_a_receipt_she_does_not_want_is_not_written(monkeypatch: Patch, amina: User) -> None:
    chosen(amina, receipts=[])
    get_seat(a_session(monkeypatch), amina)
    assert not Notification.objects.exists()


def test_by_two_ways_the_same_comes_once_each(
    monkeypatch: Patch, amina: User, gateway: Path, mailoutbox: list[Any]
) -> None:
    chosen(amina, receipts=["email", "sms"], language="en")
    get_seat(a_session(monkeypatch), amina)
    assert deliver(by=TESTS) == 2
    assert deliver(by=TESTS) == 0
    (text,) = (path.read_text() for path in gateway.iterdir())
    assert "You have a place" in text
    assert [one.subject for one in mailoutbox] == ["You have a place"]


@pytest.mark.parametrize("topic", ["offers", "changes"])
def test_what_a_promise_rests_on_can_not_be_switched_off(amina: User, topic: str) -> None:
    assert wrong_names(put(amina, **{topic: []})) == [topic]
    row = NoticeChoices(person=amina, receipts=[], reminders=[], offers=["sms"], changes=["sms"])
    setattr(row, topic, [])
    with pytest.raises(IntegrityError, match="noticechoices_required"), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_ways_and_hours_that_are_not_there(amina: User) -> None:
    ways = {"receipts": [], "reminders": ["email"], "offers": ["sms"], "changes": ["sms"]}
    pigeon: Any = {**ways, "receipts": ["pigeon"]}
    with pytest.raises(IntegrityError, match="known_ways"), transaction.atomic():
        NoticeChoices(person=amina, **pigeon).save(force_insert=True)
    for hours in ({"quiet_from": 24, "quiet_until": 3}, {"quiet_from": 3}):
        with pytest.raises(IntegrityError, match="quiet_hours"), transaction.atomic():
            NoticeChoices(person=amina, **ways, **hours).save(force_insert=True)


def test_a_way_that_does_not_lead_to_her_is_refused(amina: User) -> None:
    amina.phone = None
    amina.save()
    problem(put(amina, offers=["sms"]), 409, "way_not_yours")


def test_when_the_chosen_way_is_gone_it_comes_by_the_usual_one(
    monkeypatch: Patch, amina: User
) -> None:
    chosen(amina, receipts=["sms"])
    amina.phone = None
    amina.save()
    get_seat(a_session(monkeypatch), amina)
    assert channels("booked") == ["email"]


def reminded(session: Session, monkeypatch: Patch) -> list[str]:
    stop_clock(monkeypatch, at("2026-11-24 19:30"))
    remind(by=TESTS)
    return channels("reminder")


def test_without_reminders_she_is_asked_only_where_the_seat_would_go(
    monkeypatch: Patch, amina: User
) -> None:
    chosen(amina, reminders=[])
    session = a_session(monkeypatch, remind_hours=[24])
    get_seat(session, amina)
    assert reminded(session, monkeypatch) == []


def test_who_must_answer_to_keep_the_seat_is_asked(monkeypatch: Patch, amina: User) -> None:
    chosen(amina, reminders=[])
    session = a_session(monkeypatch, remind_hours=[24], release_hours=3)
    get_seat(session, amina)
    assert reminded(session, monkeypatch) == ["email"]


def waiting_then_offered(monkeypatch: Patch, amina: User) -> Notification:
    """An offer that came to Amina at eight in the evening, two days before."""
    session = a_session(monkeypatch, capacity=1, offer_hours=40)
    bo = get_seat(session, young("Bo"))
    get_seat(session, amina)
    stop_clock(monkeypatch, at("2026-11-20 20:00"))
    cancel(booking=Booking.objects.get(pk=bo.pk), by=as_(bo.person))
    return Notification.objects.get(kind="offered")


def test_her_own_quiet_hours_hold_and_she_sees_what_waits(monkeypatch: Patch, amina: User) -> None:
    chosen(amina, quiet_from=19, quiet_until=9)
    offer = waiting_then_offered(monkeypatch, amina)
    assert offer.send_after == at("2026-11-21 09:00")
    deliver(by=TESTS)
    shown = get("/notifications", browser(amina))["results"]
    (waits,) = (one for one in shown if one["kind"] == "offered")
    assert (waits["status"], waits["attempts"]) == ("ready", 0)
    assert waits["send_after"].startswith("2026-11-21T09:00")


def test_who_never_wants_to_wait_is_told_at_night(monkeypatch: Patch, amina: User) -> None:
    chosen(amina, quiet_from=0, quiet_until=0)
    session = a_session(monkeypatch)
    get_seat(session, amina)
    stop_clock(monkeypatch, at("2026-11-21 03:00"))
    cancel_session(session=session, reason="Sjukdom", by=TESTS)
    assert Notification.objects.get(kind="session_cancelled").send_after == at("2026-11-21 03:00")


def test_what_is_called_off_tonight_does_not_wait_for_the_morning(
    monkeypatch: Patch, amina: User
) -> None:
    chosen(amina, quiet_from=16, quiet_until=9)
    session = a_session(monkeypatch)
    get_seat(session, amina)
    stop_clock(monkeypatch, EVENING.replace(hour=17))
    cancel_session(session=session, reason="Sjukdom", by=TESTS)
    told = Notification.objects.get(kind="session_cancelled")
    assert told.send_after == EVENING.replace(hour=17)


def test_why_something_could_not_be_sent_is_seen(
    monkeypatch: Patch, amina: User, settings: Settings
) -> None:
    chosen(amina, receipts=["sms"])
    get_seat(a_session(monkeypatch), amina)
    settings.NARA_SMS_GATEWAY = ""
    deliver(by=TESTS)
    (shown,) = get("/notifications", browser(amina))["results"]
    assert (shown["status"], shown["failure"], shown["attempts"]) == ("ready", "no_way", 1)
