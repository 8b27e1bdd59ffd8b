"""docs/importing.md says what the importers do today."""

from pathlib import Path

import pytest

from activities.importing.rows import COLUMNS as ACTIVITIES
from venues.importing.areas import FIELDS as AREAS
from venues.importing.columns import Column, as_markdown
from venues.importing.findings import CODES
from venues.importing.holidays import COLUMNS as HOLIDAYS
from venues.importing.population_rows import COLUMNS as POPULATION
from venues.importing.squares import COLUMNS as SQUARES
from venues.importing.venue_rows import COLUMNS as VENUES

PAGE = (Path(__file__).parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "columns",
    [AREAS, POPULATION, SQUARES, VENUES, ACTIVITIES, HOLIDAYS],
    ids=["areas", "population", "squares", "venues", "activities", "holidays"],
)
def test_the_columns_of_each_template_are_documented(columns: tuple[Column, ...]) -> None:
    table = as_markdown(columns)
    assert table in PAGE, f"docs/importing.md lags behind; it should hold:\n{table}"


def test_every_code_is_documented_and_no_other() -> None:
    section = PAGE.split("## Codes", 1)[1]
    documented = {
        line.split("`")[1]: line.split("|")[2].strip()
        for line in section.splitlines()
        if line.startswith("| `")
    }
    assert documented == CODES
