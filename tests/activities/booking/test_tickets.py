"""A ticket is checked without a network, says nothing of who somebody is, and cannot be made up."""

import base64
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from activities.booking.answering import cancel
from activities.booking.refusals import Refusal
from activities.booking.tickets import NotATicket, read_ticket, ticket_of
from activities.signing import signing_keys
from tests.activities.booking.young_people import a_session, as_, get_seat, refused, young
from tests.browsing import get, problem, signed_in

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def a_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def test_a_booked_seat_has_a_ticket_that_holds_until_the_end(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    booking = get_seat(session, young("Amina"))
    ticket = read_ticket(ticket_of(booking))
    assert (ticket.booking, ticket.session) == (booking.pk, session.pk)
    assert ticket.until == int(session.ends_at.timestamp())


def test_no_seat_no_ticket(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    booking = get_seat(session, young("Amina"))
    cancelled = cancel(booking=booking, by=as_(booking.person))
    with refused(Refusal.NO_TICKET):
        ticket_of(cancelled)


def test_any_change_is_seen(monkeypatch: Patch, settings: Settings) -> None:
    session = a_session(monkeypatch)
    whole = ticket_of(get_seat(session, young("Amina")))
    prefix, key, content, signature = whole.split(".")
    forged = content[:-2] + ("AA" if content[-2:] != "AA" else "BB")
    for text in (
        f"{prefix}.{key}.{forged}.{signature}",
        f"{prefix}.{key}.{content}.{signature[:-4]}AAAA",
        f"{prefix}.{key}.{content}.å",
        f"NARA2.{key}.{content}.{signature}",
        f"{prefix}.unknown.{content}.{signature}",
        content,
        "",
    ):
        with pytest.raises(NotATicket):
            read_ticket(text)
    settings.NARA_TICKET_KEYS = [a_key()]
    with pytest.raises(NotATicket):
        read_ticket(whole)


def test_tickets_made_before_a_change_of_keys_still_hold(
    monkeypatch: Patch, settings: Settings
) -> None:
    old, new = a_key(), a_key()
    settings.NARA_TICKET_KEYS = [old]
    booking = get_seat(a_session(monkeypatch), young("Amina"))
    before = ticket_of(booking)
    settings.NARA_TICKET_KEYS = [new, old]
    assert read_ticket(before).booking == booking.pk
    assert ticket_of(booking).split(".")[1] == signing_keys()[0].id != before.split(".")[1]


@pytest.mark.parametrize("key", ["short", base64.b64encode(b"x" * 31).decode()])
def test_a_key_that_is_none(settings: Settings, key: str) -> None:
    settings.NARA_TICKET_KEYS = [key]
    with pytest.raises(ImproperlyConfigured):
        signing_keys()


def test_a_leaders_phone_checks_it_with_the_public_keys_alone(monkeypatch: Patch) -> None:
    amina = young("Amina")
    booking = get_seat(a_session(monkeypatch), amina)
    mine = get(f"/bookings/{booking.pk}/ticket", signed_in(amina, second_factor=False))
    assert mine["svg"].startswith("<svg")
    assert "Amina" not in mine["text"] + mine["svg"]
    keys = {one["id"]: one["public_key"] for one in get("/tickets/keys", Client())["results"]}
    signed, _, signature = mine["text"].rpartition(".")
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[signed.split(".")[1]]))
    public.verify(base64.urlsafe_b64decode(signature + "=="), signed.encode())


def test_a_booking_without_a_seat_is_a_conflict(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    get_seat(session, young("Amina"))
    bo = young("Bo")
    waits = get_seat(session, bo)
    answer = signed_in(bo, second_factor=False).get(f"/api/v1/bookings/{waits.pk}/ticket")
    problem(answer, 409, "no_ticket")
