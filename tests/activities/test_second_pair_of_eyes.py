"""Kulturskolan wants a second pair of eyes before it publishes: Sara writes, Sven looks."""

from typing import Any

import pytest
from django.test import Client

from activities.models import Activity
from people.models import AuditEntry
from people.roles import Role
from tests.browsing import browser_of, get, problem, rows, send, wrong_names
from tests.named_people import AMINA, GUNILLA, SARA, TESTS, Named
from tests.town import (
    Town,
    add_activity,
    add_venue,
    add_weekly,
    an_organiser,
    build_town,
    in_area,
    stop_clock,
)

pytestmark = pytest.mark.django_db
SVEN = Named("Sven", Role.COORDINATOR)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    return build_town()


@pytest.fixture
def sara(town: Town) -> Client:
    return browser_of(SARA, scope=in_area(town.skogas))


@pytest.fixture
def sven(town: Town) -> Client:
    return browser_of(SVEN, scope=in_area(town.skogas))


@pytest.fixture
def cello(town: Town) -> str:
    """The address of a draft at an organiser that asks for a second pair of eyes."""
    careful = an_organiser("Kulturskolan", second_pair_of_eyes=True)
    activity = add_activity("Cello", status="draft", organiser=careful)
    add_weekly(activity, add_venue("Kulturskolan Skogås", 0, 0))
    return f"/activities/{activity.pk}"


def edit(client: Client, path: str, **fields: Any) -> dict[str, Any]:
    answer = send(client, "PATCH", path, fields)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_it_is_not_published_by_one_person(sara: Client, cello: str) -> None:
    problem(send(sara, "POST", f"{cello}/publish"), 409, "review_needed")
    assert Activity.objects.get().status == "draft"


def test_sara_sends_it_sven_approves_and_amina_can_read_it(
    sara: Client, sven: Client, cello: str
) -> None:
    edit(sara, cello, ages={"from": 10, "to": 12})
    sent = send(sara, "POST", f"{cello}/send-for-review").json()
    assert (sent["status"], sent["work"]["steps"]) == (
        "in_review",
        ["take_back", "send_back", "archive"],
    )
    problem(Client().get(f"/api/v1{cello}"), 404, "not_found")
    seen = get(cello, sven)
    assert "approve" in seen["work"]["steps"]
    approved = send(sven, "POST", f"{cello}/approve", {"version": seen["version"]})
    assert approved.json()["status"] == "published"
    assert get(cello, browser_of(AMINA))["title"] == "Cello"
    steps = [entry.detail.get("step") for entry in AuditEntry.objects.order_by("id")]
    assert steps[-2:] == ["send_for_review", "approve"]


def test_who_sent_it_cannot_approve_it(sara: Client, cello: str) -> None:
    send(sara, "POST", f"{cello}/send-for-review")
    problem(send(sara, "POST", f"{cello}/approve"), 409, "own_work")


def test_a_reviewer_who_writes_in_it_becomes_one_of_its_writers(
    sara: Client, sven: Client, cello: str
) -> None:
    send(sara, "POST", f"{cello}/send-for-review")
    edit(sven, cello, ages={"from": 8, "to": 9})
    problem(send(sven, "POST", f"{cello}/approve"), 409, "own_work")


def test_sven_does_not_approve_what_he_has_not_read(sara: Client, sven: Client, cello: str) -> None:
    sent = send(sara, "POST", f"{cello}/send-for-review").json()
    edit(sara, cello, ages={"from": 8, "to": 9})
    late = send(sven, "POST", f"{cello}/approve", {"version": sent["version"]})
    problem(late, 409, "changed_meanwhile")


def test_sven_sends_it_back_with_a_note_that_sara_reads(
    sara: Client, sven: Client, cello: str
) -> None:
    send(sara, "POST", f"{cello}/send-for-review")
    assert wrong_names(send(sven, "POST", f"{cello}/send-back")) == ["note"]
    send(sven, "POST", f"{cello}/send-back", {"note": "Skriv att cello finns att låna."})
    back = get(cello, sara)
    assert (back["status"], back["work"]["review_note"]) == (
        "draft",
        "Skriv att cello finns att låna.",
    )
    again = send(sara, "POST", f"{cello}/send-for-review").json()
    assert again["work"]["review_note"] == ""


def test_sara_takes_it_back(sara: Client, cello: str) -> None:
    send(sara, "POST", f"{cello}/send-for-review")
    assert send(sara, "POST", f"{cello}/take-back").json()["status"] == "draft"


def test_the_software_is_nobody_s_second_pair_of_eyes(sara: Client, cello: str) -> None:
    from activities.errors import OwnWork
    from activities.publishing import take_step

    send(sara, "POST", f"{cello}/send-for-review")
    with pytest.raises(OwnWork):
        take_step(activity=Activity.objects.get(), step="approve", by=TESTS)


def test_where_nobody_asked_for_it_there_is_no_review(sara: Client, town: Town) -> None:
    activity = add_activity(status="draft")
    add_weekly(activity, add_venue("Skogås fritidsgård", 0, 0))
    path = f"/activities/{activity.pk}"
    problem(send(sara, "POST", f"{path}/send-for-review"), 409, "no_review_here")
    assert send(sara, "POST", f"{path}/publish").json()["status"] == "published"


def test_gunilla_turns_it_on_for_an_organiser(sara: Client, town: Town) -> None:
    club = an_organiser("SMASH")
    gunilla = browser_of(GUNILLA)
    path = f"/organisers/{club.pk}"
    answer = send(gunilla, "PATCH", path, {"second_pair_of_eyes": True})
    assert answer.json() == {"id": str(club.pk), "name": "SMASH", "second_pair_of_eyes": True}
    assert rows("/organisers", sara)[0]["second_pair_of_eyes"] is True
    problem(send(sara, "PATCH", path, {"second_pair_of_eyes": False}), 403, "not_permitted")


def test_what_waits_is_found_by_those_who_can_approve_it(
    sara: Client, sven: Client, cello: str
) -> None:
    send(sara, "POST", f"{cello}/send-for-review")
    assert [row["title"] for row in rows("/activities", sven, needs="review")] == ["Cello"]
    assert rows("/activities", sara, needs="review") == []
    assert [row["title"] for row in rows("/activities", sara, status="in_review")] == ["Cello"]
