"""docs/own-municipality.md, followed: each command is run, in its order, on files like its own.

They are made here and small. Dalarna's own, where they lie beside the checkout, are used as well.
"""

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon
from django.core.management import call_command
from django.core.management.base import BaseCommand
from procrastinate.contrib.django.models import ProcrastinateJob

from activities.models import Activity, Category, Session
from activities.tasks import materialise_activity
from people.models import User
from tests.browsing import rows
from tests.venues.importing.files import DALARNA, as_csv, as_geojson, needs_dalarna
from venues.models import Area, HomePoint, Population, Venue

PAGE = (Path(__file__).parents[2] / "docs" / "own-municipality.md").read_text(encoding="utf-8")
#: What is tried elsewhere: the schema of every test, and the worker.
NOT_HERE = ("migrate", "procrastinate")
EAST, NORTH = 565_000, 6_668_000


def commands() -> list[list[str]]:
    """The words of each command of the page, without `manage.py`."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    found = [shlex.split(line) for line in lines if line.strip()]
    assert all(words[0] == "manage.py" for words in found), found
    return [words[1:] for words in found]


def square(east: float, north: float, side: float) -> Polygon:
    return Polygon.from_bbox((east, north, east + side, north + side))


def made_files(folder: Path) -> None:
    """Files with the names and headings of the page's, of one area with one venue."""
    fields: dict[str, object] = {
        "desokod": "2084A0010",
        "version": "2025_v2",
        "kommunkod": "2084",
        "regsokod": "2084R001",
    }
    as_geojson(folder / "deso_2025.geojson", [(fields, square(EAST, NORTH, 3000))])
    as_csv(
        folder / "deso_befolkning_2024.csv",
        [["desokod", "befolkning_2024", "area_km2"], ["2084A0010", "1402", "9"]],
        delimiter=",",
        encoding="utf-8-sig",
    )
    home = square(EAST + 1000, NORTH, 1000)
    home.srid = 3006
    home.transform(4326)
    people: dict[str, object] = {
        "rutid": "5660006668000",
        "desokod": "2084A0010",
        "befolkning_2025": 120,
    }
    as_geojson(folder / "population_1km_2025.geojson", [(people, home)])
    as_csv(
        folder / "servicenoder_2026.csv",
        [
            ["kluster_id", "nodnamn", "adress", "e", "n", "lon", "lat"],
            ["5241", "Avesta torg", "Myntgatan 5", "565189", "6668196", "16.1739346", "60.1455207"],
        ],
        delimiter=",",
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which the commands are given."""
    monkeypatch.chdir(tmp_path)
    (filled,) = re.findall(r"^```csv\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "utbud.csv").write_text(filled, encoding="utf-8")
    yield tmp_path
    ProcrastinateJob.objects.all().delete()


def follow() -> list[str]:
    """Give every command; what they said."""
    said = []
    for name, *words in commands():
        if name not in NOT_HERE:
            out = io.StringIO()
            call_command(name, *words, stdout=out, stderr=io.StringIO())
            said.append(out.getvalue())
    return said


def make_the_sessions() -> None:
    """What `procrastinate worker --one-shot` does with the waiting jobs."""
    for job in ProcrastinateJob.objects.filter(task_name=materialise_activity.name):
        materialise_activity(**job.args)


@pytest.mark.django_db
def test_the_page_leads_from_nothing_to_a_filled_app(folder: Path) -> None:
    made_files(folder)
    said = follow()
    assert User.objects.get().email == "gunilla@dalarna.example"
    assert Category.objects.count() > 30
    assert Area.objects.get().code == "2084A0010"
    assert Population.objects.get().count == 1402
    assert HomePoint.objects.exists()
    assert Venue.objects.get().area == Area.objects.get()
    assert Activity.objects.filter(status="published").count() == 2
    assert sum("Only tried" in text for text in said) == 3, "each import is tried before"
    make_the_sessions()
    assert Session.objects.exists()
    assert {row["venue"]["name"] for row in rows("/sessions")} == {"Avesta torg"}


@needs_dalarna
@pytest.mark.django_db
def test_the_page_with_the_files_that_it_speaks_of(folder: Path) -> None:
    for path in DALARNA.iterdir():
        (folder / path.name).symlink_to(path)
    follow()
    assert (Area.objects.count(), Population.objects.count(), Venue.objects.count()) == (
        175,
        175,
        236,
    )
    make_the_sessions()
    assert rows("/sessions")[0]["venue"]["name"] == "Avesta ICA Kvantum"


def test_every_option_of_the_page_exists() -> None:
    from django.core.management import get_commands, load_command_class

    for name, *words in commands():
        if name in NOT_HERE:
            continue
        command: BaseCommand = load_command_class(get_commands()[name], name)
        known = command.create_parser("manage.py", name)._option_string_actions
        for word in words:
            assert not word.startswith("--") or word in known, (name, word)
