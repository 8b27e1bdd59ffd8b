"""A venue's area follows from its position, and goes on being right when areas change."""

import pytest
from django.contrib.gis.geos import Point
from pytest_django import Settings

from people.errors import NotPermitted
from people.models import AuditEntry
from tests.named_people import SARA, TESTS, acting
from tests.town import add_area, add_venue, box, build_town, in_area, spot
from venues.errors import ImpossiblePosition
from venues.models import Area, Venue
from venues.places import VenueFields, reassign_venues, save_venue

pytestmark = pytest.mark.django_db


def a_club(point: Point) -> VenueFields:
    return {
        "name": "Skogås fritidsgård",
        "kind": "youth_club",
        "address": "",
        "position": point,
        "position_source": "Satt för prov",
        "position_approximate": False,
    }


def test_inside_it_is_the_smallest_area() -> None:
    town = build_town()
    club = add_venue("Skogås fritidsgård", -500, 300)
    assert (club.area, club.area_by_nearness) == (town.skogas_west, False)


def test_by_the_water_just_outside_it_is_the_nearest_area_and_marked_so() -> None:
    town = build_town()
    bathing = add_venue("Badplatsen vid Drevviken", 3_400, -900, kind="outdoor_area")
    assert (bathing.area, bathing.area_by_nearness) == (town.huddinge, True)


def test_the_nearest_counts_before_the_smallest() -> None:
    build_town()
    add_area("island", box(3_600, -1_000, 3_900, -800), kind="deso", sv="Ön")
    bathing = add_venue("Badplatsen vid Drevviken", 3_500, -900)
    assert bathing.area is not None
    assert (bathing.area.code, bathing.area_by_nearness) == ("island", True)


def test_beyond_reach_it_is_in_no_area() -> None:
    build_town()
    far = add_venue("Tyresö centrum", 4_600, 0)
    assert (far.area, far.area_by_nearness) == (None, False)


def test_how_near_is_a_setting(settings: Settings) -> None:
    town = build_town()
    far = add_venue("Tyresö centrum", 4_600, 0)
    settings.NARA_AREA_SNAP_METRES = 1_700
    reassign_venues()
    far.refresh_from_db()
    assert far.area == town.huddinge


def test_after_the_areas_changed_every_venue_moves_that_has_to() -> None:
    town = build_town()
    club = add_venue("Skogås fritidsgård", -500, 300)
    library = add_venue("Skogås bibliotek", 500, 300, kind="library")
    smaller = add_area(
        "D1", box(-800, 0, -200, 800), kind="deso", parent=town.skogas_west, sv="Vid torget"
    )
    club.refresh_from_db()
    library.refresh_from_db()
    assert (club.area, library.area) == (smaller, town.skogas_east)
    assert reassign_venues() == 0


def test_a_venue_that_moves_changes_area_and_stays_one_row() -> None:
    town = build_town()
    first = save_venue(fields=a_club(spot(-500, 0)), external_id="club-1", by=TESTS)
    moved = save_venue(fields=a_club(spot(500, 0)), external_id="club-1", by=TESTS)
    assert (first.pk, moved.area) == (moved.pk, town.skogas_east)
    assert Venue.objects.count() == 1


def test_when_its_area_goes_away_the_venue_stays_and_is_put_into_the_next() -> None:
    town = build_town()
    club = add_venue("Skogås fritidsgård", -500, 300)
    Area.objects.filter(pk=town.skogas_west.pk).delete()
    reassign_venues()
    club.refresh_from_db()
    assert club.area == town.skogas


def test_of_two_versions_of_an_area_the_newest_counts() -> None:
    town = build_town()
    newer = add_area(
        "R1", box(-2_000, -2_000, 0, 2_000), kind="regso", parent=town.skogas, version="test-2"
    )
    assert add_venue("Skogås fritidsgård", -500, 300).area == newer


@pytest.mark.parametrize(
    "point", [Point(0, 0), Point(200, 59), Point(18, 91)], ids=["null island", "east", "north"]
)
def test_an_impossible_position_is_refused_and_nothing_is_kept(point: Point) -> None:
    point.srid = 4326
    with pytest.raises(ImpossiblePosition):
        save_venue(fields=a_club(point), by=TESTS)
    assert not Venue.objects.exists()


def test_sara_adds_venues_in_skogas_only() -> None:
    town = build_town()
    sara = acting(SARA, scope=in_area(town.skogas))
    assert save_venue(fields=a_club(spot(-500, 0)), by=sara).area == town.skogas_west
    with pytest.raises(NotPermitted):
        save_venue(fields=a_club(spot(-15_669, 4_497)), external_id="elsewhere", by=sara)


def test_sara_cannot_bring_a_venue_of_varby_to_skogas() -> None:
    town = build_town()
    save_venue(fields=a_club(spot(-15_669, 4_497)), external_id="varby", by=TESTS)
    sara = acting(SARA, scope=in_area(town.skogas))
    with pytest.raises(NotPermitted):
        save_venue(fields=a_club(spot(-500, 0)), external_id="varby", by=sara)


def test_who_added_a_venue_stands_in_the_log() -> None:
    build_town()
    sara = acting(SARA)
    club = save_venue(fields=a_club(spot(0, 0)), by=sara)
    entry = AuditEntry.objects.get(deed="venue.write", by=sara.id)
    assert (entry.object_id, entry.detail) == (str(club.pk), {"added": True})
