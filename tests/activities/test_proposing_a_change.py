"""Kulturskolan's cello is published; what Sara wants to change waits until Sven has seen it."""

from typing import Any

import pytest
from django.test import Client

from activities.errors import ProposalNeeded, WrongStatus
from activities.models import Activity, ActivityChange
from activities.photos import album_of_activity
from activities.proposals import adopt
from activities.publishing import edit_activity
from people.roles import Role, Scope, ScopeKind
from tests.browsing import browser_of, get, problem, rows, send
from tests.named_people import SARA, TESTS, Named
from tests.pictures_to_send import add_picture
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
from venues.models import Picture

pytestmark = pytest.mark.django_db
SVEN = Named("Sven", Role.COORDINATOR)
SVENSKA = {"language": "sv", "title": "Cello", "summary": "Nu med lånecello.", "description": ""}


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
def cello(town: Town) -> Activity:
    """Published, with an English text that is in time; its organiser wants two pairs of eyes."""
    careful = an_organiser("Kulturskolan", second_pair_of_eyes=True)
    activity = add_activity("Cello", organiser=careful, others=[("en", "Cello class")])
    add_weekly(activity, add_venue("Kulturskolan Skogås", 0, 0))
    return activity


def path(activity: Activity) -> str:
    return f"/activities/{activity.pk}"


def proposal_of(sara: Client, cello: Activity) -> str:
    answer = send(sara, "POST", f"{path(cello)}/propose")
    assert answer.status_code == 200, answer.content
    return f"/activities/{answer.json()['id']}"


def test_what_is_published_is_not_changed_by_one_person(sara: Client, cello: Activity) -> None:
    edits = [
        ("PATCH", path(cello), {"price_sek": "40.00"}),
        ("PATCH", path(cello), {"texts": [SVENSKA]}),
        (
            "PUT",
            f"{path(cello)}/translations/ar",
            {"title": "تشيلو", "summary": "تعال.", "reviewed": True},
        ),
    ]
    before = get(path(cello))
    for method, address, body in edits:
        problem(send(sara, method, address, body), 409, "proposal_needed")
    assert get(path(cello)) == before
    # What changes nothing is no change, so that a file can be imported twice.
    assert send(sara, "PATCH", path(cello), {"price_sek": "0.00"}).status_code == 200


def test_nor_by_undoing_nor_by_an_older_version(sara: Client, cello: Activity) -> None:
    cello.organiser.second_pair_of_eyes = False
    cello.organiser.save()
    send(sara, "PATCH", path(cello), {"price_sek": "40.00"})
    cello.organiser.second_pair_of_eyes = True
    cello.organiser.save()
    assert get(path(cello), sara)["work"]["can_undo"] is False
    problem(send(sara, "POST", f"{path(cello)}/undo"), 409, "proposal_needed")
    problem(send(sara, "POST", f"{path(cello)}/restore", {"number": 1}), 409, "proposal_needed")


def test_nor_by_another_picture(sara: Client, cello: Activity) -> None:
    with pytest.raises(ProposalNeeded):
        add_picture(album_of_activity(cello))
    assert not cello.photos.exists()


def test_nor_by_giving_it_to_another_organiser(cello: Activity) -> None:
    easy = an_organiser("SMASH")
    with pytest.raises(ProposalNeeded):
        edit_activity(activity=cello, fields={"organiser": easy}, texts=None, by=TESTS)
    other = add_activity("Skate", organiser=easy)
    with pytest.raises(ProposalNeeded):
        edit_activity(activity=other, fields={"organiser": cello.organiser}, texts=None, by=TESTS)


def test_sara_proposes_sven_approves_and_only_then_it_is_seen(
    sara: Client, sven: Client, cello: Activity
) -> None:
    proposal = proposal_of(sara, cello)
    edited = send(sara, "PATCH", proposal, {"price_sek": "40.00", "texts": [SVENSKA]}).json()
    assert edited["work"]["revises"] == str(cello.pk)
    assert {one["field"] for one in edited["work"]["proposed"]} == {
        "price_sek",
        "texts.sv.summary",
        "texts.en.title",
        "texts.en.summary",
    }
    send(sara, "POST", f"{proposal}/send-for-review")
    problem(send(sara, "POST", f"{proposal}/approve"), 409, "own_work")
    assert get(path(cello))["price_sek"] == "0.00"
    assert Client().get(f"/api/v1{proposal}").status_code == 404
    assert [row["id"] for row in rows("/activities", sven, needs="review")] == [
        proposal.rsplit("/", 1)[1]
    ]

    approved = send(sven, "POST", f"{proposal}/approve").json()
    assert approved["id"] == str(cello.pk)
    assert (approved["status"], approved["price_sek"]) == ("published", "40.00")
    assert approved["summary"] == "Nu med lånecello."
    assert approved["work"]["proposal"] is None
    assert len(approved["schedules"]) == 1
    assert [row.kind for row in ActivityChange.objects.all()] == ["price"]
    ended = Activity.objects.get(revises=cello)
    assert (ended.status, ended.published_at) == ("archived", None)
    assert str(ended.pk) not in {row["id"] for row in rows("/activities", sara, status="archived")}
    problem(send(sven, "POST", f"{proposal}/reopen"), 409, "wrong_status")


def test_there_is_one_proposal_at_a_time(sara: Client, sven: Client, cello: Activity) -> None:
    proposal = proposal_of(sara, cello)
    assert proposal_of(sven, cello) == proposal
    assert f"/activities/{get(path(cello), sven)['work']['proposal']}" == proposal
    send(sara, "POST", f"{proposal}/archive")
    assert proposal_of(sara, cello) != proposal


def test_pictures_come_along_and_take_the_place_of_the_old(
    sara: Client, sven: Client, cello: Activity
) -> None:
    cello.organiser.second_pair_of_eyes = False
    add_picture(album_of_activity(cello))
    cello.organiser.second_pair_of_eyes = True
    cello.organiser.save()
    old = get(path(cello))["photos"]
    proposal = proposal_of(sara, cello)
    add_picture(album_of_activity(Activity.objects.get(revises=cello)))
    proposed = get(proposal, sara)["photos"]
    assert [len(proposed), proposed[0]["alt"]] == [2, old[0]["alt"]]
    assert get(path(cello))["photos"] == old
    send(sara, "POST", f"{proposal}/send-for-review")
    send(sven, "POST", f"{proposal}/approve")
    new = get(path(cello))["photos"]
    assert [photo["id"] for photo in new] == [photo["id"] for photo in proposed]
    assert Picture.objects.count() == 2, "the old one is still there"


def test_a_translation_is_out_of_date_exactly_when_it_is_in_the_proposal(
    sara: Client, sven: Client, cello: Activity
) -> None:
    proposal = proposal_of(sara, cello)
    english = {"title": "Cello class", "summary": "With cellos to lend.", "reviewed": True}
    texts = get(proposal, sara)["texts"]
    swedish = [{**SVENSKA} if one["language"] == "sv" else _sent(one) for one in texts]
    send(sara, "PATCH", proposal, {"texts": swedish})
    assert get(f"{proposal}", sara, lang="en")["translation"]["stale"] is True
    send(sara, "POST", f"{proposal}/send-for-review")
    send(sven, "POST", f"{proposal}/approve")
    assert get(path(cello), lang="en")["translation"]["stale"] is True

    again = proposal_of(sara, cello)
    assert get(again, sara, lang="en")["translation"]["stale"] is True
    assert send(sara, "PUT", f"{again}/translations/en", english).status_code == 200
    send(sara, "POST", f"{again}/send-for-review")
    send(sven, "POST", f"{again}/approve")
    assert get(path(cello), lang="en")["translation"]["stale"] is False


def _sent(text: dict[str, Any]) -> dict[str, Any]:
    return {name: text[name] for name in ("language", "title", "summary", "description")}


def test_who_coordinates_the_venue_finds_the_proposal_too(
    sara: Client, cello: Activity, town: Town
) -> None:
    proposal = proposal_of(sara, cello)
    venue = cello.schedules.get().venue
    viktor = browser_of(Named("Viktor", Role.COORDINATOR), scope=Scope(ScopeKind.VENUE, venue.pk))
    assert get(proposal, viktor)["work"]["revises"] == str(cello.pk)


def test_times_are_changed_at_once_and_not_in_the_proposal(sara: Client, cello: Activity) -> None:
    schedule = cello.schedules.get()
    assert send(sara, "PATCH", f"/schedules/{schedule.pk}", {"capacity": 9}).status_code == 200
    proposal = proposal_of(sara, cello)
    times = {
        "venue": str(schedule.venue_id),
        "rule": "",
        "starts": "17:00",
        "ends": "18:00",
        "first_date": "2026-12-01",
        "capacity": 5,
    }
    problem(send(sara, "POST", f"{proposal}/schedules", times), 409, "wrong_status")


def test_where_nobody_asks_for_it_nothing_is_proposed(sara: Client, cello: Activity) -> None:
    easy = add_activity("Skate", organiser=an_organiser("SMASH"))
    add_weekly(easy, add_venue("Skogås torg", 10, 10))
    problem(send(sara, "POST", f"{path(easy)}/propose"), 409, "no_review_here")
    proposal = proposal_of(sara, cello)
    problem(send(sara, "POST", f"{proposal}/propose"), 409, "wrong_status")


def test_when_it_is_no_longer_asked_for_a_proposal_is_published_by_its_writer(
    sara: Client, cello: Activity
) -> None:
    proposal = proposal_of(sara, cello)
    send(sara, "PATCH", proposal, {"price_sek": "40.00"})
    cello.organiser.second_pair_of_eyes = False
    cello.organiser.save()
    assert "publish" in get(proposal, sara)["work"]["steps"]
    assert send(sara, "POST", f"{proposal}/publish").json()["id"] == str(cello.pk)
    assert get(path(cello))["price_sek"] == "40.00"


def test_what_is_archived_meanwhile_takes_over_nothing(
    sara: Client, sven: Client, cello: Activity
) -> None:
    proposal = proposal_of(sara, cello)
    send(sara, "POST", f"{proposal}/send-for-review")
    send(sara, "POST", f"{path(cello)}/archive")
    problem(send(sven, "POST", f"{proposal}/approve"), 409, "wrong_status")
    assert get(proposal, sara)["status"] == "in_review"
    with pytest.raises(WrongStatus):
        adopt(cello, by=TESTS)
