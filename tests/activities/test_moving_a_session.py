"""Ali moves one evening: to another time, another place, with other seats; the others stay."""

import datetime
from typing import Any

import pytest
from django.test import Client

from activities.models import Session
from people.models import AuditEntry
from tests.browsing import browser_of, problem, send, wrong_names
from tests.named_people import ALI
from tests.town import add_activity, add_session, add_venue, at, build_town, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> Session:
    stop_clock(monkeypatch)
    build_town()
    return add_session(
        add_activity(), add_venue("Skogås fritidsgård", -300, 400), at("2026-11-18 17:00")
    )


@pytest.fixture
def ali(evening: Session) -> Client:
    return browser_of(ALI)


def move(ali: Client, evening: Session, **body: Any) -> Any:
    return send(ali, "PATCH", f"/sessions/{evening.pk}", body)


def test_to_another_time_and_place_with_other_seats(ali: Client, evening: Session) -> None:
    library = add_venue("Skogås bibliotek", 100, 100, kind="library")
    moved = move(
        ali,
        evening,
        starts_at="2026-11-18T18:00",
        ends_at="2026-11-18T21:00",
        venue=str(library.pk),
        capacity=8,
    ).json()
    assert (moved["starts_at"], moved["ends_at"]) == (
        "2026-11-18T18:00:00+01:00",
        "2026-11-18T21:00:00+01:00",
    )
    assert moved["venue"]["name"] == "Skogås bibliotek"
    assert moved["seats"]["capacity"] == 8
    evening.refresh_from_db()
    assert evening.by_hand
    assert evening.occurrence_date == datetime.date(2026, 11, 18)
    details = [entry.detail for entry in AuditEntry.objects.filter(object_id=str(evening.pk))]
    assert details == [{"capacity": [20, 8]}, {"changed": ["starts_at", "ends_at", "venue"]}]


def test_nothing_sent_changes_nothing(ali: Client, evening: Session) -> None:
    assert move(ali, evening).status_code == 200
    evening.refresh_from_db()
    assert not evening.by_hand


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"starts_at": "2026-11-18T11:00"}, ["starts_at"]),
        ({"ends_at": "2026-11-18T17:00"}, ["ends_at"]),
        ({"ends_at": "2026-11-18T11:00"}, ["ends_at"]),
        ({"ends_at": "2026-11-19T17:00"}, ["ends_at"]),
        ({"starts_at": "tonight"}, ["starts_at"]),
        ({"venue": "somewhere"}, ["venue"]),
        ({"status": "cancelled"}, ["status"]),
        ({"capacity": 8, "starts_at": "2026-11-18T21:00"}, ["ends_at"]),
    ],
)
def test_what_cannot_be_is_named_and_nothing_changes(
    ali: Client, evening: Session, body: dict[str, Any], names: list[str]
) -> None:
    before = Session.objects.values().get()
    assert wrong_names(move(ali, evening, **body)) == names
    assert Session.objects.values().get() == before


def test_what_is_over_or_called_off_is_not_moved(
    ali: Client, evening: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session.objects.update(status="cancelled", cancelled_reason="Vattenläcka")
    problem(move(ali, evening, ends_at="2026-11-18T21:00"), 409, "already_cancelled")
    stop_clock(monkeypatch, at("2026-11-18 20:00"))
    problem(move(ali, evening, ends_at="2026-11-18T21:00"), 409, "session_over")


def test_an_evening_that_goes_on_may_end_later(
    ali: Client, evening: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, at("2026-11-18 19:30"))
    assert move(ali, evening, ends_at="2026-11-18T21:00").status_code == 200
    assert wrong_names(move(ali, evening, ends_at="2026-11-18T19:00")) == ["ends_at"]
