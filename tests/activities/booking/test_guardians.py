"""A guardian approves, declines or lets it be, from a link and without an account."""

import pytest

from activities.booking.answering import accept, cancel
from activities.booking.due import settle_due
from activities.booking.guardians import answer_for_child
from activities.booking.refusals import Refusal
from activities.models import Booking, GuardianRequest, Notification
from activities.notifying.links import guardian_of_token, guardian_token
from people.actors import VISITOR
from people.encryption import decrypt
from people.models import AuditEntry
from tests.activities.booking.young_people import (
    EVENING,
    a_session,
    as_,
    counts,
    get_seat,
    refused,
    state,
    young,
)
from tests.named_people import TESTS
from tests.town import at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch
CONTACT = "foralder@example.org"


def token_for(booking: Booking) -> str:
    return guardian_token(GuardianRequest.objects.get(booking=booking).nonce)


def asked_of(booking: Booking) -> list[tuple[str, str, str]]:
    """What guardians without an account were sent: the kind, the channel and where to."""
    found = Notification.objects.filter(booking=booking, recipient=None)
    return [(one.kind, one.channel, decrypt(one.contact_encrypted)) for one in found]


def test_a_seat_is_held_until_the_guardian_says_yes(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve", hold_hours=48)
    booking = get_seat(session, young("Amina"), contact=CONTACT)
    assert (booking.state, booking.expires_at) == ("held", at("2026-11-20 12:00"))
    assert asked_of(booking) == [("guardian_asked", "email", CONTACT)]
    answer_for_child(token=token_for(booking), approve=True, by=VISITOR)
    assert state(booking) == "booked"
    assert counts(session) == {"booked": 1}
    assert GuardianRequest.objects.get(booking=booking).contact_encrypted == ""
    assert AuditEntry.objects.get(deed="booking.answer_link").by_system == "guardian link"


def test_a_no_gives_the_seat_to_the_next(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, guardian="must_approve")
    first = get_seat(session, young("Amina"), contact="+46 70 123 45 67")
    second = get_seat(session, young("Bo"), contact=CONTACT)
    assert asked_of(first)[0][1] == "sms"
    assert asked_of(second) == [], "nobody is asked about a place in the queue"
    answer_for_child(token=token_for(first), approve=False, by=VISITOR)
    assert (state(first), state(second)) == ("declined", "offered")
    accept(booking=second, by=as_(second.person))
    assert state(second) == "held", "now it is the guardian's turn"
    assert asked_of(second) == [("guardian_asked", "email", CONTACT)]
    answer_for_child(token=token_for(second), approve=True, by=VISITOR)
    assert counts(session) == {"booked": 1}


def test_the_link_is_used_once(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    booking = get_seat(session, young("Amina"), contact=CONTACT)
    answer_for_child(token=token_for(booking), approve=True, by=VISITOR)
    for approve in (True, False):
        with refused(Refusal.LINK_USED):
            answer_for_child(token=token_for(booking), approve=approve, by=VISITOR)


def test_without_an_answer_the_seat_goes_on_and_the_link_ends(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, guardian="must_approve", hold_hours=24)
    first = get_seat(session, young("Amina"), contact=CONTACT)
    second = get_seat(session, young("Bo"), contact=CONTACT)
    stop_clock(monkeypatch, at("2026-11-19 12:00"))
    with refused(Refusal.LINK_EXPIRED):
        answer_for_child(token=token_for(first), approve=True, by=VISITOR)
    cancel(booking=second, by=as_(second.person))  # whoever comes next sees that it is over
    assert state(first) == "expired"
    assert counts(session) == {}


def test_a_hold_never_outlasts_the_beginning(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve", hold_hours=1000)
    assert get_seat(session, young("Amina"), contact=CONTACT).expires_at == EVENING


def test_a_link_that_was_changed_or_belongs_to_nothing(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    booking = get_seat(session, young("Amina"), contact=CONTACT)
    whole = token_for(booking)
    assert guardian_of_token(whole) == GuardianRequest.objects.get().nonce
    for token in (whole[:-1], "x" + whole, "", guardian_token("nobody's")):
        with refused(Refusal.LINK_UNKNOWN):
            answer_for_child(token=token, approve=True, by=VISITOR)


def test_the_young_person_says_how_the_guardian_is_reached(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    with refused(Refusal.GUARDIAN_CONTACT_NEEDED):
        get_seat(session, young("Amina"))
    assert get_seat(session, young("Lina", age=19)).state == "booked", "from 18 one acts alone"
    assert not GuardianRequest.objects.exists()


def test_a_guardian_is_told_where_that_is_enough(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, guardian="informed")
    first = get_seat(session, young("Amina"), contact=CONTACT)
    second = get_seat(session, young("Bo"), contact=CONTACT)
    assert first.state == "booked"
    assert asked_of(first) == [("guardian_informed", "email", CONTACT)]
    assert asked_of(second) == []
    cancel(booking=first, by=as_(first.person))
    accept(booking=second, by=as_(second.person))
    assert asked_of(second) == [("guardian_informed", "email", CONTACT)]
    assert not GuardianRequest.objects.exclude(contact_encrypted="").exists()


def test_a_late_yes_counts_as_saying_that_one_comes(monkeypatch: Patch) -> None:
    """The seat would otherwise be released the minute after the guardian gave it."""
    session = a_session(
        monkeypatch, guardian="must_approve", hold_hours=240, remind_hours=[24], release_hours=6
    )
    booking = get_seat(session, young("Amina"), contact=CONTACT)
    stop_clock(monkeypatch, at("2026-11-25 16:00"))
    answer_for_child(token=token_for(booking), approve=True, by=VISITOR)
    settle_due(by=TESTS)
    assert state(booking) == "booked"
    assert booking.confirmed_at is not None
