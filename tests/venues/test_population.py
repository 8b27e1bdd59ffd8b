"""How many young people live where, from bands that rarely fit the question."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.errors import NotPermitted
from tests.browsing import get
from tests.named_people import SARA, TESTS, acting
from tests.town import build_town, spot
from venues.areas import Band, set_home_points, set_population
from venues.errors import PopulationBandsOverlap
from venues.models import Area, HomePoint, Population
from venues.population import OPEN_BAND_YEARS, people_aged, share_of_band

LAST_OF_2023 = datetime.date(2023, 12, 31)


def live(area: Area, *bands: Band, on: datetime.date = LAST_OF_2023) -> None:
    set_population(area=area, reference_date=on, bands=bands, source="SCB", by=TESTS)


@pytest.mark.parametrize(
    ("band", "ages", "share"),
    [
        ((10, 14), (10, 14), 1),
        ((10, 14), (13, 16), 2 / 5),
        ((15, 19), (13, 16), 2 / 5),
        ((10, 14), (12, 12), 1 / 5),
        ((10, 14), (0, 120), 1),
        ((10, 14), (15, 19), 0),
        ((20, 24), (13, 16), 0),
        ((25, None), (25, 30), 6 / OPEN_BAND_YEARS),
        ((25, None), (84, 90), 1 / OPEN_BAND_YEARS),
        ((25, None), (85, 90), 0),
        ((25, None), (13, 16), 0),
    ],
)
def test_a_band_is_shared_out_evenly(
    band: tuple[int, int | None], ages: tuple[int, int], share: float
) -> None:
    assert share_of_band(*band, *ages) == pytest.approx(share)


@given(st.integers(0, 90), st.integers(0, 30), st.integers(0, 90), st.integers(0, 30))
def test_splitting_a_question_at_any_age_changes_no_sum(
    band_from: int, length: int, age_from: int, more: int
) -> None:
    band = (band_from, band_from + length)
    whole = share_of_band(*band, age_from, age_from + more + 1)
    parts = sum(share_of_band(*band, age, age) for age in range(age_from, age_from + more + 2))
    assert whole == pytest.approx(parts)
    assert 0 <= whole <= 1


@pytest.mark.django_db
def test_thirteen_to_sixteen_comes_from_two_bands_and_says_so() -> None:
    town = build_town()
    live(town.skogas_west, Band(10, 14, 500, False), Band(15, 19, 400, False))
    head = people_aged(13, 16)[town.skogas_west.pk]
    assert (head.count, head.apportioned) == (500 * 2 / 5 + 400 * 2 / 5, True)


@pytest.mark.django_db
def test_a_question_that_fits_the_bands_is_not_apportioned() -> None:
    town = build_town()
    live(town.skogas_west, Band(10, 14, 500, False), Band(15, 19, 400, False))
    head = people_aged(10, 19)[town.skogas_west.pk]
    assert (head.count, head.apportioned) == (900, False)


@pytest.mark.django_db
def test_a_band_that_was_shared_out_before_stays_marked() -> None:
    town = build_town()
    live(town.skogas_west, Band(13, 16, 210, True), Band(17, 19, 100, False))
    assert people_aged(13, 16)[town.skogas_west.pk].apportioned
    assert not people_aged(17, 19)[town.skogas_west.pk].apportioned


@pytest.mark.django_db
def test_each_areas_newest_figures_count_and_unknown_is_not_none() -> None:
    town = build_town()
    live(town.skogas_west, Band(13, 16, 100, False), on=datetime.date(2022, 12, 31))
    live(town.skogas_west, Band(13, 16, 120, False))
    live(town.varby_gard, Band(13, 16, 0, False), on=datetime.date(2022, 12, 31))
    found = people_aged(13, 16)
    assert {pk: head.count for pk, head in found.items()} == {
        town.skogas_west.pk: 120,
        town.varby_gard.pk: 0,
    }
    assert town.skogas_east.pk not in found


@pytest.mark.django_db
def test_figures_of_a_date_are_replaced_as_a_whole() -> None:
    town = build_town()
    live(town.skogas_west, Band(10, 14, 500, False), Band(15, None, 400, False))
    live(town.skogas_west, Band(13, 16, 210, True))
    band = Population.objects.get()
    assert (band.age_from, band.age_to, band.count, band.apportioned) == (13, 16, 210, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bands",
    [
        (Band(10, 14, 1, False), Band(14, 19, 1, False)),
        (Band(20, None, 1, False), Band(25, 29, 1, False)),
        (Band(15, 19, 1, False), Band(10, 15, 1, False)),
    ],
    ids=["share an age", "after an open one", "in any order"],
)
def test_bands_that_share_an_age_are_refused(bands: tuple[Band, ...]) -> None:
    town = build_town()
    with pytest.raises(PopulationBandsOverlap):
        live(town.skogas_west, *bands)
    assert not Population.objects.exists()


@pytest.mark.django_db
def test_home_points_are_replaced_as_a_whole() -> None:
    town = build_town()
    for points in ([(spot(-500, 0), 1.0), (spot(-900, 0), 2.0)], [(spot(-100, 0), 1.0)]):
        set_home_points(area=town.skogas_west, points=points, source="SCB", by=TESTS)
    assert HomePoint.objects.get().weight == 1.0


@pytest.mark.django_db
def test_a_coordinator_does_not_change_figures() -> None:
    town = build_town()
    sara = acting(SARA)
    with pytest.raises(NotPermitted):
        set_population(
            area=town.skogas, reference_date=LAST_OF_2023, bands=[], source="Sara", by=sara
        )
    with pytest.raises(NotPermitted):
        set_home_points(area=town.skogas, points=[], source="Sara", by=sara)


@pytest.mark.django_db
def test_an_areas_page_shows_the_figures_as_they_were_published() -> None:
    town = build_town()
    live(town.skogas_west, Band(0, 14, 500, False), Band(15, None, 400, True))
    page = get("/areas/R1")
    assert (page["population_total"], page["population_apportioned"]) == (900, True)
    assert page["population"][1] == {
        "age_from": 15,
        "age_to": None,
        "count": 400,
        "apportioned": True,
        "reference_date": "2023-12-31",
        "source": "SCB",
    }


@pytest.mark.django_db
def test_an_areas_page_adds_nothing_up_over_the_years() -> None:
    town = build_town()
    live(town.skogas_west, Band(0, None, 850, True), on=datetime.date(2022, 12, 31))
    live(town.skogas_west, Band(0, None, 900, False))
    page = get("/areas/R1")
    assert (page["population_total"], page["population_apportioned"]) == (900, False)
    assert [band["reference_date"] for band in page["population"]] == ["2023-12-31"]


@pytest.mark.django_db
def test_an_area_without_figures_says_unknown() -> None:
    build_town()
    page = get("/areas/R2")
    assert (page["population_total"], page["population"]) == (None, [])
