"""Each kind of error is told by row, column and code, by each import in which it can happen."""

from pathlib import Path

import pytest

from activities.models import Activity
from tests.activities.importing.error_kinds import Case
from tests.activities.importing.kinds_of_areas import of_areas
from tests.activities.importing.kinds_of_cells import of_cells, that_are_read
from tests.activities.importing.kinds_of_tables import of_tables
from tests.town import a_category, add_venue, an_organiser, build_town
from tests.venues.importing.files import run, wrong
from venues.models import Area, Population, Venue

pytestmark = pytest.mark.django_db
PAGE = (Path(__file__).parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")
SOURCE = {"population": ("--source", "SCB")}
CASES = [*of_tables(), *of_cells(), *that_are_read(), *of_areas()]
IMPORTERS = ("areas", "population", "venues", "activities")


@pytest.fixture(autouse=True)
def town() -> None:
    """Areas to lie in, and what activities refer to."""
    build_town()
    a_category()
    an_organiser()
    Venue.objects.filter(pk=add_venue("Hallen", -500, 0).pk).update(external_id="hus:1")


def as_markdown() -> str:
    """Kind by import: the code, "read", or nothing where it cannot happen."""
    found: dict[str, dict[str, str]] = {}
    for case in CASES:
        codes = ", ".join(f"`{code}`" for _row, _column, code in case.said)
        found.setdefault(case.kind, {})[case.importer] = codes or "read"
    lines = ["| what | " + " | ".join(IMPORTERS) + " |", "|---" * (len(IMPORTERS) + 1) + "|"]
    for kind, said in sorted(found.items(), key=lambda one: one[0].lower().strip("`")):
        shown = kind.replace("|", "\\|")
        lines.append("| " + " | ".join([shown, *(said.get(one, "") for one in IMPORTERS)]) + " |")
    return "\n".join(lines)


def there() -> list[int]:
    return [model.objects.count() for model in (Area, Population, Venue, Activity)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_told_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    before = there()
    options = (*SOURCE.get(case.importer, ()), *case.options)
    path = case.make(tmp_path)
    report = run(f"import_{case.importer}", path, *options, fails=bool(case.said))
    assert wrong(report) == list(case.said)
    assert (there() == before) is bool(case.said)


def test_the_table_of_the_documentation_is_this_one() -> None:
    table = as_markdown()
    assert table in PAGE, f"docs/importing.md lags behind; it should hold:\n{table}"
