"""Real open data of a county, with its quirks. Skipped where the files are not."""

from pathlib import Path

import pytest

from tests.venues.importing.dalarna import (
    import_deso,
    import_points,
    import_squares,
    import_totals,
)
from tests.venues.importing.files import counts, needs_dalarna
from venues.models import Area, Population, Venue

pytestmark = [pytest.mark.django_db, needs_dalarna]


def test_everything_of_dalarna_comes_in_once(tmp_path: Path) -> None:
    import_deso(tmp_path)
    west, south, east, north = Area.objects.get(code="2080C1190").geometry.extent
    assert (15.5 < west < east < 15.8, 60.5 < south < north < 60.7) == (True, True)
    assert {area.version for area in Area.objects.all()} == {"2025_v2"}

    assert counts(import_points(tmp_path)) == (236, 0, 0, 0)
    assert not Venue.objects.filter(area=None).exists()
    assert counts(import_points(tmp_path)) == (0, 0, 236, 0)

    assert counts(import_totals(tmp_path)) == (175, 0, 0, 0)
    band = Population.objects.get(area__code="2021A0010")
    assert (band.count, band.age_from, band.age_to) == (1402, 0, None)

    squares = import_squares(tmp_path)
    assert (squares["rows"], counts(squares)) == (4004, (175, 0, 0, 0))
    assert "areas that no square with people overlaps" not in squares["left_out"]
    assert counts(import_squares(tmp_path)) == (0, 0, 175, 0)
