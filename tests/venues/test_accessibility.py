"""Accessibility: what is known, what is unknown, and finding by it."""

import pytest
from django.test import Client

from tests.browsing import API
from tests.named_people import TESTS
from tests.town import add_activity, add_session, add_venue, at, build_town, spot, stop_clock
from venues.models import Venue
from venues.places import VenueFields, save_venue, save_venues

pytestmark = pytest.mark.django_db


def known(venue: Venue, yes: list[str], no: list[str] | None = None) -> Venue:
    Venue.objects.filter(pk=venue.pk).update(access_yes=yes, access_no=no or [])
    return venue


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> list[Venue]:
    """A library where much is known, a club where no is known, a park where nothing is."""
    stop_clock(monkeypatch)
    build_town()
    library = known(add_venue("Biblioteket", 0, 0), ["step_free", "hearing_loop"], ["lift"])
    club = known(add_venue("Klubben", 100, 0), ["hearing_loop"], ["step_free"])
    return [library, club, add_venue("Parken", 200, 0)]


def names(path: str) -> list[str]:
    rows = Client().get(API + path).json()["results"]
    return [row["name"] if "name" in row else row["activity"]["title"] for row in rows]


def test_a_venue_says_what_is_known_and_leaves_the_rest_unknown(three: list[Venue]) -> None:
    library, _, park = three
    found = Client().get(f"{API}/venues/{library.pk}").json()["accessibility"]
    assert found == {"yes": ["step_free", "hearing_loop"], "no": ["lift"]}
    assert Client().get(f"{API}/venues/{park.pk}").json()["accessibility"] == {"yes": [], "no": []}


def test_venues_are_found_by_what_is_known_to_be_so(three: list[Venue]) -> None:
    assert names("/venues?accessible=hearing_loop") == ["Biblioteket", "Klubben"]
    assert names("/venues?accessible=hearing_loop,step_free") == ["Biblioteket"]
    assert names("/venues?accessible=lift") == []
    assert len(names("/venues")) == 3


def test_sessions_and_activities_are_found_by_their_venue(three: list[Venue]) -> None:
    for venue in three:
        activity = add_activity(f"Öppet i {venue.name}")
        add_session(activity, venue, at("2026-11-18 17:00"))
    assert names("/sessions?accessible=step_free") == ["Öppet i Biblioteket"]
    row = Client().get(f"{API}/sessions?accessible=step_free").json()["results"][0]
    assert row["venue"]["accessibility"]["no"] == ["lift"]
    offered = Client().get(f"{API}/activities?accessible=hearing_loop").json()["results"]
    assert [one["title"] for one in offered] == ["Öppet i Biblioteket", "Öppet i Klubben"]


def test_saving_again_without_a_word_about_it_keeps_what_is_known() -> None:
    build_town()
    fields: VenueFields = {
        "name": "Biblioteket",
        "kind": "library",
        "address": "",
        "position": spot(0, 0),
        "position_source": "Satt för prov",
        "position_approximate": False,
    }
    told: VenueFields = {**fields, "access_yes": ["step_free"], "access_no": ["lift"]}
    renamed: VenueFields = {**fields, "name": "Skogås bibliotek"}
    save_venue(fields=told, external_id="b", by=TESTS)
    assert save_venues(venues={"b": renamed}, by=TESTS) == {"b": "changed"}
    venue = Venue.objects.get(external_id="b")
    assert (venue.name, venue.access_yes, venue.access_no) == (
        "Skogås bibliotek",
        ["step_free"],
        ["lift"],
    )
    assert save_venues(venues={"b": renamed}, by=TESTS) == {"b": "unchanged"}
