"""The open data of Dalarna, imported as a municipality would."""

from pathlib import Path
from typing import Any

from tests.venues.importing.files import DALARNA, counts
from tests.venues.importing.files import run as run_at


def run(command: str, name: str, folder: Path, *options: str) -> dict[str, Any]:
    """The report of importing one of the files, from a link in the test's own folder."""
    link = folder / name
    if not link.exists():
        link.symlink_to(DALARNA / name)
    return run_at(command, link, *options)


def import_deso(folder: Path) -> None:
    """The 175 DeSO."""
    report = run("import_areas", "deso_2025.geojson", folder, "--preset", "deso")
    assert counts(report) == (175, 0, 0, 0)


def import_points(folder: Path) -> dict[str, Any]:
    """236 service points as stand-in venues."""
    return run(
        "import_venues", "servicenoder_2026.csv", folder,
        "--column", "external_id=kluster_id", "--column", "name=nodnamn",
        "--column", "address=adress", "--column", "lng=lon", "--constant", "kind=other",
        "--source", "Servicenoder 2026", "--ignore-other-columns",
    )  # fmt: skip


def import_totals(folder: Path) -> dict[str, Any]:
    """Everybody in each DeSO, as one open band."""
    return run(
        "import_population", "deso_befolkning_2024.csv", folder,
        "--column", "area=desokod", "--column", "count=befolkning_2024",
        "--constant", "age_from=0", "--constant", "reference_date=2024",
        "--source", "SCB, TAB6574", "--ignore-other-columns",
    )  # fmt: skip


def import_squares(folder: Path) -> dict[str, Any]:
    """4,004 squares of 1 km."""
    return run(
        "import_population", "population_1km_2025.geojson", folder,
        "--squares", "--kind", "deso", "--count-field", "befolkning_2025", "--source", "SCB",
    )  # fmt: skip
