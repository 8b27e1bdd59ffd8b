"""Every parameter of every address: a wrong one is refused by name, and an unknown one too."""

import itertools
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from activities.models import (
    Activity,
    Application,
    Booking,
    BookingGroup,
    Organiser,
    RefusedRecord,
    Schedule,
    ScheduleException,
    Session,
    Term,
)
from people.children import add_child
from people.models import Child, RoleGrant, User
from tests.browsing import browser_of, problem, wrong_names
from tests.contract.addresses import Address, addresses
from tests.named_people import GUNILLA, TESTS
from tests.town import add_activity, add_session, add_venue, add_weekly, at, build_town, stop_clock
from venues.models import Upload, Venue

pytestmark = pytest.mark.django_db
#: A value that each parameter cannot have. A new parameter has to be added here.
WRONG = {
    "accessible": "step_free,wings",
    "activity": "not-a-uuid",
    "age": "fifteen",
    "ages": "16-13",
    "area": "nowhere",
    "bbox": "1,2,3",
    "category": "nothing",
    "cursor": "not-ours",
    "extract": "found",
    "format": "xml",
    "free": "perhaps",
    "from": "yesterday",
    "ids": "not-a-uuid",
    "kind": "castle",
    "lang": "xx",
    "language": "Svenska",
    "mode": "flying",
    "near": "here",
    "open": "later",
    "needs": "everything",
    "order": "random",
    "organiser": "not-a-uuid",
    "page_size": "101",
    "parent": "x" * 41,
    "preview": "perhaps",
    "public_space": "perhaps",
    "q": "x" * 101,
    "reason": "x" * 201,
    "since": "yesterday",
    "seats": "0",
    "session": "not-a-uuid",
    "slot": "never",
    "status": "secret",
    "threshold": "-1",
    "time": "17:00",
    "to": "2026-02-30",
    "venue": "not-a-uuid",
    "version": "x" * 41,
    "weeks": "0",
    "weekday": "8",
    "when": "someday",
    "window": "someday",
    "within": "0",
}
WITH_PARAMETERS = [one for one in addresses() if one.parameters]


@pytest.fixture
def gunilla(monkeypatch: pytest.MonkeyPatch) -> Client:
    stop_clock(monkeypatch)
    build_town()
    club = add_venue("Skogås fritidsgård", 0, 0)
    evening = add_session(add_activity(), club, at("2026-11-18 17:00"))
    weekly = add_weekly(Activity.objects.get(), club)
    ScheduleException.objects.create(schedule=weekly, date="2026-12-09", kind="added")
    browser = browser_of(GUNILLA)
    Upload.objects.create(person=User.objects.get(), kind="venues", file_name="a.csv", size=0)
    gunilla = User.objects.get()
    Booking.objects.create(session=evening, person=gunilla, state="booked")
    BookingGroup.objects.create(session=evening, started_by=gunilla)
    RefusedRecord.objects.create(
        record=evening.pk, digest="-", key="-", sealed="-", code="too_early", session=evening
    )
    add_child(by=TESTS, guardian=gunilla, call_name="Tess", birth_year=2018)
    term = Term.objects.create(
        organiser=evening.activity.organiser,
        name="Våren 2027",
        first_date="2027-01-11",
        last_date="2027-06-04",
        opens_at=at("2026-11-01 12:00"),
        closes_at=at("2026-12-01 12:00"),
        order=["lottery"],
    )
    Application.objects.create(
        term=term, person=gunilla, state="active", new_pupil=True, sibling=False
    )
    return browser


def ask(client: Client, address: Address, **query: str | list[str]) -> Any:
    kinds = {"sessions": Session, "activities": Activity, "venues": Venue, "schedules": Schedule}
    kinds |= {
        "organisers": Organiser,
        "schedule-exceptions": ScheduleException,
        "imports": Upload,
        "bookings": Booking,
        "groups": BookingGroup,
        "attendance/refused": RefusedRecord,
        "leaders": RoleGrant,
        "terms": Term,
        "applications": Application,
        "me/children": Child,
    }
    path = address.path
    for name, model in kinds.items():
        if path.startswith(f"/api/v1/{name}/"):
            first = model.objects.first()  # type: ignore[attr-defined]
            path = path.replace("{id}", str(first.pk))
    unknown = "00000000-0000-4000-8000-000000000000"
    path = (
        path.replace("{photo}", unknown)
        .replace("{course}", unknown)
        .replace("{name}", "320-0.avif")
    )
    for gap, value in (
        ("code", "R1"),
        ("language", "ar"),
        ("leader", "1"),
        ("version", "0"),
        ("z", "12"),
        ("x", "2254"),
        ("y", "1207"),
    ):
        path = path.replace(f"{{{gap}}}", value)
    body: dict[str, Any] = {"content_type": "application/json", "data": "{}"}
    sent = body if address.method != "GET" else {}
    asked = urlencode(query, doseq=True)
    return client.generic(address.method, path, QUERY_STRING=asked, **sent)


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_an_unknown_parameter_is_named(gunilla: Client, address: Address) -> None:
    answer = ask(gunilla, address, colour="red")
    assert wrong_names(answer) == ["colour"]
    assert answer.json()["errors"][0]["code"] == "unknown_parameter"


@pytest.mark.parametrize("address", WITH_PARAMETERS, ids=str)
def test_each_wrong_parameter_is_named(gunilla: Client, address: Address) -> None:
    for name in address.parameters:
        assert wrong_names(ask(gunilla, address, **{name: WRONG[name]})) == [name]


@pytest.mark.parametrize("address", WITH_PARAMETERS, ids=str)
def test_wrong_and_unknown_ones_are_all_named_in_one_answer(
    gunilla: Client, address: Address
) -> None:
    """All but the marker of a page, which is only read once the question itself is right."""
    wrong = {name: WRONG[name] for name in address.parameters if name != "cursor"}
    named = wrong_names(ask(gunilla, address, **wrong, colour="red", size="big"))
    assert sorted(named) == sorted([*wrong, "colour", "size"])


@pytest.mark.parametrize("address", WITH_PARAMETERS, ids=str)
def test_an_empty_parameter_and_one_with_a_null_byte_are_no_server_error(
    gunilla: Client, address: Address
) -> None:
    for name, value in itertools.product(address.parameters, ("", "\x00")):
        with transaction.atomic():
            answer = ask(gunilla, address, **{name: value})
            transaction.set_rollback(True)  # what was deleted is there for the next value
        if answer.status_code != 200:
            assert wrong_names(answer) == [name]


@pytest.mark.parametrize("address", WITH_PARAMETERS, ids=str)
def test_a_parameter_that_is_given_twice_is_named(gunilla: Client, address: Address) -> None:
    name, *_others = address.parameters
    answer = ask(gunilla, address, **{name: ["sv", "en"]})
    assert [
        (error["name"], error["code"])
        for error in answer.json()["errors"]
        if error["code"] == "repeated_parameter"
    ] == [(name, "repeated_parameter")]


def test_there_is_a_wrong_value_for_every_parameter_and_no_other() -> None:
    assert {name for one in WITH_PARAMETERS for name in one.parameters} == set(WRONG)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "no_such_address"),
        ("GET", "/api/", 404, "no_such_address"),
        ("GET", "/api/v2/sessions", 404, "no_such_address"),
        ("GET", "/api/v1/sessions/%0A", 404, "no_such_address"),
        ("POST", "/api/v1/sessions/none/cancel", 404, "no_such_address"),
        ("DELETE", "/api/v1/sessions", 405, "method_not_allowed"),
        ("PUT", "/api/v1/me", 405, "method_not_allowed"),
        ("GET", "/api/v1/areas/nowhere", 404, "not_found"),
        ("GET", "/api/v1/areas/%00", 404, "not_found"),
        ("GET", "/api/v1/venues/00000000-0000-4000-8000-000000000000", 404, "not_found"),
        ("GET", "/api/v1/sessions/not-a-uuid", 404, "no_such_address"),
        ("GET", "/api/v1/organisers", 401, "not_signed_in"),
        ("POST", "/api/v1/activities", 401, "not_signed_in"),
        ("GET", "/api/v1/coverage/areas", 401, "not_signed_in"),
    ],
)
def test_every_refusal_is_a_problem(method: str, path: str, status: int, code: str) -> None:
    build_town()
    body = problem(Client().generic(method, path), status, code)
    assert set(body) == {"type", "title", "status", "code", "detail", "errors"}
    assert body["type"] == f"/problems/{code}"
