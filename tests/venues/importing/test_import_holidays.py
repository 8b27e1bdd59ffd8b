"""Gunilla brings in next year's school holidays, once and again when they have changed."""

import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from people.actors import actor_for
from people.errors import NotPermitted
from people.models import AuditEntry
from tests.browsing import browser_of, get, signed_in
from tests.named_people import GUNILLA, SARA, TESTS, make
from venues.holidays import HolidayFields, save_holiday
from venues.importing.findings import Report
from venues.importing.holidays import HolidayOptions, import_holidays
from venues.importing.running import Way
from venues.models import SchoolHoliday

pytestmark = pytest.mark.django_db
HEADER = "name;first_date;last_date;source;approximate"
SPORTLOV = "Sportlov;2027-02-22;2027-02-26;Huddinge kommun;no"


def file(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "lov.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def imported(tmp_path: Path, *lines: str, source: str = "") -> Report:
    path = file(tmp_path, *lines)
    return import_holidays(path=path, options=HolidayOptions(source=source), way=Way(), by=TESTS)


def codes(report: Report) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in report.findings]


def test_twice_the_same_and_then_moved(tmp_path: Path) -> None:
    first = imported(tmp_path, SPORTLOV, "Påsklov;2027-03-29;2027-04-02;Huddinge kommun;yes")
    assert (first.added, first.written) == (2, True)
    again = imported(tmp_path, SPORTLOV)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    moved = imported(tmp_path, SPORTLOV.replace("02-22", "03-01").replace("02-26", "03-05"))
    assert (moved.added, moved.changed) == (0, 1)
    rows = SchoolHoliday.objects.values_list("name", "first_date", "approximate")
    assert list(rows) == [
        ("Sportlov", datetime.date(2027, 3, 1), False),
        ("Påsklov", datetime.date(2027, 3, 29), True),
    ]
    next_year = imported(tmp_path, SPORTLOV.replace("2027", "2028"))
    assert next_year.added == 1
    assert AuditEntry.objects.filter(deed="area.write").count() == 4


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Sportlov;2027-02-26;2027-02-22;Kommunen;no", ("last_date", "end_before_start")),
        ("Sportlov;22/2;2027-02-26;Kommunen;no", ("first_date", "not_a_date")),
        ("Sportlov;;2027-02-26;Kommunen;no", ("first_date", "value_missing")),
        (";2027-02-22;2027-02-26;Kommunen;no", ("name", "value_missing")),
        ("Sportlov;2027-02-22;2027-02-26;;no", ("source", "value_missing")),
        ("Sportlov;2027-02-22;2027-02-26;Kommunen;kanske", ("approximate", "not_a_choice")),
        (f"{'x' * 81};2027-02-22;2027-02-26;Kommunen;no", ("name", "too_long")),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    tmp_path: Path, line: str, wrong: tuple[str, str]
) -> None:
    report = imported(tmp_path, "Höstlov;2026-10-26;2026-10-30;Kommunen;no", line)
    assert codes(report) == [(3, *wrong)]
    assert not SchoolHoliday.objects.exists()


def test_the_same_holiday_stands_once_in_a_file(tmp_path: Path) -> None:
    report = imported(tmp_path, SPORTLOV, SPORTLOV.replace("02-22", "02-15"))
    assert codes(report) == [(3, "name", "duplicate_id")]


def test_the_command_writes_a_template_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_holidays", template=tmp_path / "mall.csv")
    assert (tmp_path / "mall.csv").read_text(encoding="utf-8-sig").startswith("name;first_date")
    path = file(tmp_path, "Lov;2027-02-22;2027-02-26", header="name;first_date;last_date")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_holidays", path, no_progress=True)
    call_command("import_holidays", path, source="Kommunen", no_progress=True)
    assert "1 added" in capsys.readouterr().out
    assert SchoolHoliday.objects.get().source == "Kommunen"


def test_only_administrators_bring_them_in() -> None:
    fields: HolidayFields = {
        "name": "Lov",
        "first_date": datetime.date(2027, 2, 22),
        "last_date": datetime.date(2027, 2, 26),
        "source": "Kommunen",
        "approximate": False,
    }
    sara = make(SARA)
    with pytest.raises(NotPermitted):
        save_holiday(fields=fields, by=actor_for(sara, second_factor=True))
    assert kinds(signed_in(sara)) == ["activities", "venues"]
    assert "holidays" in kinds(browser_of(GUNILLA))


def kinds(client: Client) -> list[str]:
    return sorted(one["name"] for one in get("/imports/kinds", client)["results"])
