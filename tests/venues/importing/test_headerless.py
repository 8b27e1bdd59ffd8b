"""A file without headings, with names instead of codes: said by options, never guessed."""

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from tests.town import add_area, box, build_town
from tests.venues.importing.files import SHARED, as_csv, as_xlsx, counts, run, wrong
from venues.models import Area, Population

pytestmark = pytest.mark.django_db

ROWS = [("Huddinge (Västra Skogås)", 6812), ("Huddinge (Östra Skogås)", 5174)]
DATED = ("--source", "SCB", "--constant", "age=totalt", "--constant", "reference_date=2023")
IN_ORDER = (*DATED, "--columns", "area,count")
NAMED = (*IN_ORDER, "--by-name", "--kind", "regso")


def people() -> dict[str, int]:
    rows = Population.objects.filter(area__names__language="sv")
    return dict(rows.values_list("area__names__name", "count"))


def test_values_where_headings_should_be_say_which_option_helps(tmp_path: Path) -> None:
    build_town()
    report = run("import_population", as_csv(tmp_path / "a.csv", ROWS), *DATED, fails=True)
    assert wrong(report) == [(1, "", "no_header")]
    assert "--columns area,count" in report["findings"][0]["reason"]


@pytest.mark.parametrize("year", ["2023", "befolkning"])
def test_a_year_or_a_word_is_a_heading_that_is_not_known(tmp_path: Path, year: str) -> None:
    build_town()
    path = as_csv(tmp_path / "a.csv", [("region", year), *ROWS])
    codes = {
        code for _row, _column, code in wrong(run("import_population", path, *DATED, fails=True))
    }
    assert codes == {"missing_column", "unknown_column"}


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_the_columns_are_said_in_order_and_the_first_row_counts(
    tmp_path: Path, make: object
) -> None:
    build_town()
    suffix = "csv" if make is as_csv else "xlsx"
    path = make(tmp_path / f"a.{suffix}", ROWS)  # type: ignore[operator]
    report = run("import_population", path, *NAMED)
    assert (counts(report), report["rows"]) == ((2, 0, 0, 0), 2)
    assert people() == {"Västra Skogås": 6812, "Östra Skogås": 5174}


def test_a_column_can_be_left_out_and_none_is_left_over(tmp_path: Path) -> None:
    build_town()
    path = as_csv(tmp_path / "a.csv", [("1", *row) for row in ROWS])
    options = (*DATED, "--by-name", "--kind", "regso")
    assert counts(run("import_population", path, *options, "--columns", ",area,count")) == (
        2,
        0,
        0,
        0,
    )
    report = run("import_population", path, *options, "--columns", "area,count", fails=True)
    assert wrong(report) == [(0, "3", "unknown_column")]
    report = run("import_population", path, *options, "--columns", "area,,,count", fails=True)
    assert (0, "count", "missing_column") in wrong(report)
    with pytest.raises(CommandError, match="--columns or with --column"):
        run("import_population", path, *options, "--columns", "area", "--column", "count=2")


def test_a_name_means_one_area_or_is_refused(tmp_path: Path) -> None:
    town = build_town()
    add_area("0126-vast", box(0, 0, 9, 9), kind="district", sv="Västra Skogås")
    path = as_csv(tmp_path / "a.csv", [ROWS[0], ("Nacka (Västra Skogås)", 7), ("Skogås Västra", 8)])
    report = run("import_population", path, *IN_ORDER, "--by-name", fails=True)
    assert wrong(report) == [(2, "area", "unknown_area"), (3, "area", "unknown_area")]
    alone = as_csv(tmp_path / "b.csv", [("västra skogås", 7)])
    report = run("import_population", alone, *IN_ORDER, "--by-name", fails=True)
    assert wrong(report) == [(1, "area", "area_ambiguous")]
    assert "--kind" in report["findings"][0]["reason"]
    run("import_population", alone, *NAMED)
    assert Population.objects.get().area == town.skogas_west


def test_a_name_among_codes_says_which_option_helps(tmp_path: Path) -> None:
    build_town()
    report = run("import_population", as_csv(tmp_path / "a.csv", ROWS), *IN_ORDER, fails=True)
    assert {finding["code"] for finding in report["findings"]} == {"unknown_area"}
    assert "--by-name" in report["findings"][0]["reason"]


HUDDINGE = SHARED / "huddinge" / "regso_population_2023.csv"


@pytest.mark.skipif(not HUDDINGE.exists(), reason=f"needs {HUDDINGE}")
def test_the_published_figures_of_huddinge_come_in_as_they_are(tmp_path: Path) -> None:
    names = [line.rsplit(",", 1)[0] for line in HUDDINGE.read_text("utf-8-sig").splitlines()]
    top = add_area("0126", box(-1, -1, 5_000, 10), kind="municipality", sv="Huddinge")
    for place, name in enumerate(names):
        inner = name.removeprefix("Huddinge (").removesuffix(")")
        shape = box(place * 100, 0, place * 100 + 90, 9)
        add_area(f"0126R{place:03}", shape, kind="regso", parent=top, sv=inner)
    link = tmp_path / HUDDINGE.name
    link.symlink_to(HUDDINGE)
    assert wrong(run("import_population", link, *DATED, fails=True)) == [(1, "", "no_header")]
    assert counts(run("import_population", link, *NAMED)) == (22, 0, 0, 0)
    assert sum(people().values()) == 113_920
    assert Population.objects.get(area__names__name="Segeltorp").count == 7214
    assert not Population.objects.filter(area__in=Area.objects.filter(kind="municipality")).exists()
