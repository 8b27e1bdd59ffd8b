"""People are told once, in their language, not at night, without names; and see it themselves."""

import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import resolve
from pytest_django import Settings

from activities.booking.answering import accept, cancel, decline
from activities.booking.managing import cancel_participants, undo_cancelling
from activities.models import Notification
from activities.notifying.delivery import deliver
from activities.notifying.outbox import quiet_until
from tests.activities.booking.young_people import (
    a_session,
    as_,
    child_of,
    get_seat,
    young,
)
from tests.browsing import rows, signed_in
from tests.named_people import TESTS
from tests.town import NOON, at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def statuses() -> list[str]:
    return list(Notification.objects.order_by("created_at", "id").values_list("status", flat=True))


def test_a_mail_in_ones_own_language_without_any_name(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina = young("Amina")
    amina.language = "en"
    amina.save()
    get_seat(session, amina)
    assert deliver(by=TESTS) == 1
    assert deliver(by=TESTS) == 0
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["amina@example.org"], "You have a place")
    assert "Basket" in sent.body
    assert "Skogås fritidsgård" in sent.body
    assert "Amina" not in f"{sent.body} {sent.subject}"
    assert sent.extra_headers["Message-ID"] == f"<{Notification.objects.get().pk}@localhost>"


def test_a_guardian_gets_a_text_message_with_the_link(
    monkeypatch: Patch, settings: Settings, tmp_path: Path
) -> None:
    settings.NARA_SMS_GATEWAY = "people.sms.FileSms"
    settings.NARA_SMS_DIR = str(tmp_path / "sms")
    session = a_session(monkeypatch, guardian="must_approve")
    get_seat(session, young("Amina"), contact="+46701234567")
    assert deliver(by=TESTS) == 2
    (text,) = (path.read_text() for path in (tmp_path / "sms").iterdir())
    assert text.startswith("To: +46701234567\n")
    assert "/approve#" in text
    assert "Amina" not in text
    assert not Notification.objects.exclude(contact_encrypted="").exists()


def test_without_a_gateway_a_text_message_is_given_up_and_nobody_else_waits(
    monkeypatch: Patch, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NARA_SMS_GATEWAY = ""
    session = a_session(monkeypatch, guardian="informed")
    get_seat(session, young("Amina"), contact="+46701234567")
    assert deliver(by=TESTS) == 1, "Amina's own, by e-mail"
    assert "could not be sent" in caplog.text
    assert "+46701234567" not in caplog.text


def test_every_address_in_a_message_is_that_of_a_page_there_is(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    get_seat(session, young("Amina"), contact="mamma@example.org")
    assert deliver(by=TESTS) == 2
    addresses = [word for one in mail.outbox for word in one.body.split() if "://" in word]
    pages = [resolve(urlsplit(address).path).url_name for address in addresses]
    assert set(pages) == {"page /approve", "page /me"}


def test_who_has_only_given_a_number_is_told_by_text_message(
    monkeypatch: Patch, settings: Settings, tmp_path: Path
) -> None:
    settings.NARA_SMS_GATEWAY = "people.sms.FileSms"
    settings.NARA_SMS_DIR = str(tmp_path / "sms")
    amina = young("Amina")
    amina.email, amina.phone, amina.phone_verified = None, "+46701234567", True
    amina.save()
    get_seat(a_session(monkeypatch), amina)
    assert deliver(by=TESTS) == 1
    (text,) = (path.read_text() for path in (tmp_path / "sms").iterdir())
    assert text.startswith("To: +46701234567\n")
    assert not mail.outbox


def test_who_booked_for_a_child_is_told(monkeypatch: Patch) -> None:
    from activities.booking.making import Wish, book

    session = a_session(monkeypatch)
    karin = young("Karin", age=40)
    (booking,) = book(session=session, wish=Wish([child_of(karin, "Nora")]), by=as_(karin))
    assert Notification.objects.get().recipient == karin
    booking.booked_by = None
    booking.save()
    cancel(booking=booking, by=as_(karin))
    assert Notification.objects.filter(recipient=karin).count() == 2


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-18 20:59", "2026-11-18 20:59"),
        ("2026-11-18 21:00", "2026-11-19 07:00"),
        ("2026-11-19 06:59", "2026-11-19 07:00"),
        ("2026-11-19 07:00", "2026-11-19 07:00"),
        ("2026-03-28 23:00", "2026-03-29 07:00"),
    ],
)
def test_nobody_is_woken(now: str, then: str) -> None:
    assert quiet_until(at(now)) == at(then)


def test_quiet_hours_within_a_day(settings: Settings) -> None:
    settings.NARA_QUIET_FROM, settings.NARA_QUIET_UNTIL = 1, 5
    assert quiet_until(at("2026-11-18 03:00")) == at("2026-11-18 05:00")
    assert quiet_until(at("2026-11-18 23:00")) == at("2026-11-18 23:00")


def test_an_offer_at_night_waits_for_the_morning_unless_that_is_too_late(
    monkeypatch: Patch,
) -> None:
    session = a_session(monkeypatch, capacity=2, offer_hours=48)
    first, second, third, fourth = (
        get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla", "Dana")
    )
    stop_clock(monkeypatch, at("2026-11-19 23:00"))
    cancel(booking=first, by=as_(first.person))
    offer = Notification.objects.get(kind="offered", booking=third)
    assert offer.send_after == at("2026-11-20 07:00")
    told_at_once = Notification.objects.get(kind="cancelled")
    assert told_at_once.send_after == at("2026-11-19 23:00")
    stop_clock(monkeypatch, at("2026-11-25 06:30"))
    session.starts_at = at("2026-11-25 07:45")
    session.save(update_fields=["starts_at"])
    cancel(booking=second, by=as_(second.person))
    soon = Notification.objects.filter(booking=fourth).exclude(kind="waiting").get()
    assert soon.send_after == at("2026-11-25 06:30")


def broken(*args: Any, **kwargs: Any) -> None:
    raise ConnectionRefusedError


def test_what_could_not_be_sent_is_tried_again_later_and_then_given_up(
    monkeypatch: Patch,
) -> None:
    session = a_session(monkeypatch)
    get_seat(session, young("Amina"))
    monkeypatch.setattr("activities.notifying.delivery.send_email", broken)
    moment = NOON
    for minutes in (1, 2, 4, 8, 16):
        assert deliver(by=TESTS) == 0
        assert deliver(by=TESTS) == 0
        assert statuses() == ["ready"]
        moment += datetime.timedelta(minutes=minutes)
        stop_clock(monkeypatch, moment)
    deliver(by=TESTS)
    assert statuses() == ["failed"]
    assert Notification.objects.get().attempts == 6


def test_what_may_have_gone_is_never_sent_again(
    monkeypatch: Patch, caplog: pytest.LogCaptureFixture
) -> None:
    """The worker died between sending and writing that down: nobody is told twice."""
    session = a_session(monkeypatch)
    get_seat(session, young("Amina"))
    Notification.objects.update(status="sending", tried_at=NOON)
    stop_clock(monkeypatch, NOON + datetime.timedelta(minutes=10))
    deliver(by=TESTS)
    assert statuses() == ["sending"], "it may still be on its way"
    stop_clock(monkeypatch, NOON + datetime.timedelta(minutes=10, seconds=1))
    deliver(by=TESTS)
    assert statuses() == ["failed"]
    assert "1 notifications began to be sent" in caplog.text
    assert mail.outbox == []


def test_what_is_no_longer_true_is_not_sent(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    first, second = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    deliver(by=TESTS)
    cancel(booking=first, by=as_(first.person))
    decline(booking=second, by=as_(second.person))
    deliver(by=TESTS)
    assert statuses().count("dropped") == 1
    assert [sent.subject for sent in mail.outbox].count("En plats är din om du vill") == 0


def test_a_cancelling_that_was_undone_is_not_told(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina = get_seat(session, young("Amina"))
    cancel_participants(session=session, ids=[amina.pk], message="Hoppsan", by=TESTS)
    stop_clock(monkeypatch, NOON + datetime.timedelta(minutes=5))
    undo_cancelling(session=session, ids=[amina.pk], by=TESTS)
    stop_clock(monkeypatch, NOON + datetime.timedelta(minutes=15))
    deliver(by=TESTS)
    assert [sent.subject for sent in mail.outbox] == ["Du har en plats"]


def test_a_notification_whose_booking_is_gone_is_dropped(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    get_seat(session, young("Amina"))
    Notification.objects.update(booking=None)
    assert deliver(by=TESTS) == 0
    assert statuses() == ["dropped"]


def test_amina_sees_what_she_was_told_and_nobody_elses(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    amina, bo = young("Amina"), young("Bo")
    booking = get_seat(session, amina)
    waits = get_seat(session, bo)
    cancel(booking=booking, by=as_(amina))
    accept(booking=waits, by=as_(bo))
    found = rows("/notifications", signed_in(amina, second_factor=False))
    assert sorted(one["kind"] for one in found) == ["booked", "cancelled"]
    assert {one["booking"] for one in found} == {str(booking.pk)}
