"""Areas: their polygons, their names, their place in the hierarchy."""

from typing import Any

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon

from people.actors import VISITOR
from people.errors import NotPermitted, NotSignedIn
from people.models import AuditEntry
from tests.named_people import OSKAR, SARA, TESTS, acting
from tests.town import VERSION, add_area, add_venue, box, build_town, spot
from venues.areas import save_area
from venues.errors import AreaBelowItself, InvalidGeometry
from venues.models import Area, AreaName
from venues.places import reassign_venues

pytestmark = pytest.mark.django_db
BOW_TIE = Polygon(((18, 59), (18.1, 59.1), (18.1, 59), (18, 59.1), (18, 59)))


def test_an_area_is_saved_once_and_then_brought_up_to_date() -> None:
    first = add_area("R1", box(0, 0, 900, 900), kind="regso", sv="Skogås")
    again = add_area("R1", box(0, 0, 500, 500), kind="regso", sv="Skogås", en="Skogas")
    assert first.pk == again.pk
    again.refresh_from_db()
    assert again.geometry_metric.area == pytest.approx(250_000, rel=1e-4)
    assert set(AreaName.objects.values_list("language", flat=True)) == {"sv", "en"}


def test_a_name_that_is_gone_is_removed() -> None:
    add_area("R1", box(0, 0, 900, 900), kind="regso", sv="Skogås", en="Skogas")
    add_area("R1", box(0, 0, 900, 900), kind="regso", sv="Skogås")
    assert AreaName.objects.get().language == "sv"


def test_the_same_code_in_another_version_is_another_area() -> None:
    add_area("R1", box(0, 0, 900, 900), kind="regso", version="RegSO 2020")
    add_area("R1", box(0, 0, 900, 900), kind="regso", version="RegSO 2025")
    assert Area.objects.with_code("R1").count() == 2
    assert Area.objects.with_code("R1", "RegSO 2020").count() == 1


@pytest.mark.parametrize(
    "geometry",
    [BOW_TIE, MultiPolygon(BOW_TIE), Polygon(), MultiPolygon(), Point(18, 59)],
    ids=["crosses itself", "a part crosses itself", "empty", "no parts", "a point"],
)
def test_a_geometry_that_is_no_area_is_refused(geometry: GEOSGeometry) -> None:
    geometry.srid = 4326
    with pytest.raises(InvalidGeometry):
        save_area(
            kind="regso",
            code="R1",
            version=VERSION,
            names={"sv": "Skogås"},
            geometry=geometry,
            geometry_source="Ritad för prov",
            by=TESTS,
        )
    assert not Area.objects.exists()


def test_several_polygons_are_one_area() -> None:
    parts = MultiPolygon(box(0, 0, 100, 100), box(500, 0, 600, 100), srid=4326)
    area = save_area(
        kind="regso",
        code="islands",
        version=VERSION,
        names={"sv": "Öarna"},
        geometry=parts,
        geometry_source="Ritad för prov",
        geometry_approximate=True,
        by=TESTS,
    )
    area.refresh_from_db()
    assert area.geometry_approximate
    assert area.geometry_metric.area == pytest.approx(20_000, rel=1e-3)
    assert not area.geometry.contains(spot(300, 50))


def test_the_lineage_leads_up_to_the_municipality() -> None:
    town = build_town()
    assert town.skogas_west.lineage == [town.skogas_west.pk, town.skogas.pk, town.huddinge.pk]
    below = set(Area.objects.inside(town.skogas).values_list("code", flat=True))
    assert below == {"0126-skogas", "R1", "R2"}
    assert Area.objects.inside(town.huddinge).count() == 6


def test_a_branch_that_moves_takes_everything_below_it_along() -> None:
    town = build_town()
    add_area("D1", box(-500, -500, -100, -100), kind="deso", parent=town.skogas_west)
    add_area(
        "R1", box(-2_000, -2_000, 0, 2_000), kind="regso", parent=town.varby, sv="Västra Skogås"
    )
    leaf = Area.objects.get(code="D1")
    assert leaf.lineage == [leaf.pk, town.skogas_west.pk, town.varby.pk, town.huddinge.pk]
    assert leaf not in Area.objects.inside(town.skogas)


def test_an_area_is_not_put_below_itself() -> None:
    town = build_town()
    with pytest.raises(AreaBelowItself):
        add_area(
            "0126-skogas",
            box(-2_000, -2_000, 2_000, 2_000),
            kind="district",
            parent=Area.objects.get(pk=town.skogas_west.pk),
        )
    town.skogas.refresh_from_db()
    assert town.skogas.parent == town.huddinge


def test_only_administrators_draw_areas() -> None:
    for named in (SARA, OSKAR):
        with pytest.raises(NotPermitted):
            save_area(
                kind="regso",
                code="R1",
                version=VERSION,
                names={},
                geometry=box(0, 0, 100, 100),
                geometry_source="-",
                by=acting(named),
            )
    assert not Area.objects.exists()


def test_a_visitor_draws_nothing() -> None:
    with pytest.raises(NotSignedIn):
        save_area(
            kind="regso",
            code="R1",
            version=VERSION,
            names={},
            geometry=box(0, 0, 100, 100),
            geometry_source="-",
            by=VISITOR,
        )


def test_the_log_says_which_area_was_drawn() -> None:
    area = add_area("R1", box(0, 0, 100, 100), kind="regso")
    entry = AuditEntry.objects.get(object_id=str(area.pk))
    assert (entry.by_system, entry.detail) == ("tests", {"added": True, "code": "R1"})


def test_an_area_that_is_redrawn_where_it_was_leaves_what_is_below_it_alone() -> None:
    town = build_town()
    leaf = add_area("D1", box(-500, -500, -100, -100), kind="deso", parent=town.skogas_west)
    add_area("R1", box(-1_900, -1_900, 0, 1_900), kind="regso", parent=town.skogas)
    assert Area.objects.get(code="D1").lineage == leaf.lineage


def test_who_saves_many_areas_puts_the_venues_right_once_at_the_end() -> None:
    club = add_venue("Skogås fritidsgård", -500, 300)
    shape: dict[str, Any] = {
        "kind": "regso",
        "version": VERSION,
        "geometry": box(-2_000, -2_000, 2_000, 2_000),
    }
    told: dict[str, Any] = {
        "names": {"sv": "Skogås"},
        "geometry_source": "Ritad för prov",
        "by": TESTS,
    }
    save_area(code="R1", reassign=False, **shape, **told)
    club.refresh_from_db()
    assert club.area is None
    assert reassign_venues() == 1
    club.refresh_from_db()
    assert club.area is not None
