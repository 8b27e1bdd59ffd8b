"""Activities from a table: texts in languages, weekly times, published or drafts."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from activities.importing.rows import COLUMNS
from activities.models import Activity, Organiser, Schedule
from people.models import AuditEntry
from tests.town import a_category, an_organiser, build_town, spot
from tests.venues.importing.files import as_csv, as_xlsx, counts, run, wrong
from venues.models import Venue

pytestmark = pytest.mark.django_db

HEADER = [column.name for column in COLUMNS]
GOOD = {
    "external_id": "akt:1",
    "category": "sport",
    "organiser": "Huddinge kommun, ungdomsverksamheten",
    "mode": "drop_in",
    "age_from": "13",
    "age_to": "16",
    "title_sv": "Öppen hall",
    "summary_sv": "Kom och spela.",
    "description_sv": "Basket och innebandy.",
    "title_ar": "قاعة مفتوحة",
    "price_sek": "49,50",
    "languages": "sv, ar",
    "venue": "hus:1",
    "weekday": "onsdag",
    "starts": "17:00",
    "ends": "20.00",
    "first_date": "2026-01-07",
    "weeks": "term",
    "capacity": "20",
}


@pytest.fixture(autouse=True)
def town() -> None:
    """A place, a category and an organiser to refer to."""
    build_town()
    a_category()
    an_organiser()
    Venue.objects.create(
        external_id="hus:1",
        name="Hallen",
        kind="sports_hall",
        position=spot(-500, 0),
        position_source="Prov",
    )


def a_row(**more: str) -> list[str]:
    """A good row with some cells changed."""
    return [(GOOD | more).get(name, "") for name in HEADER]


def again(**more: str) -> list[str]:
    """A further time of the same activity: only that is filled in."""
    own = {"external_id", "venue", "weekday", "starts", "ends", "first_date", "capacity"}
    row = {name: value for name, value in GOOD.items() if name in own} | more
    return [row.get(name, "") for name in HEADER]


def table(folder: Path, *rows: list[str]) -> Path:
    return as_csv(folder / "utbud.csv", [HEADER, *rows])


def load(path: Path, *options: str, fails: bool = False) -> dict[str, Any]:
    return run("import_activities", path, *options, fails=fails)


def test_an_activity_comes_in_with_texts_and_times(tmp_path: Path) -> None:
    path = table(
        tmp_path, a_row(), again(weekday="5", starts="21:00", ends="01:00", ends_next_day="ja")
    )
    report = load(path)
    assert (counts(report), report["rows"]) == ((1, 0, 0, 0), 2)
    activity = Activity.objects.get(external_id="akt:1")
    assert (activity.status, activity.mode, activity.price_sek) == (
        "draft",
        "drop_in",
        Decimal("49.50"),
    )
    assert activity.languages == ["sv", "ar"]
    assert dict(activity.texts.values_list("language", "title")) == {
        "sv": "Öppen hall",
        "ar": "قاعة مفتوحة",
    }
    times = sorted(Schedule.objects.all(), key=lambda schedule: schedule.place_in_week)
    assert [
        (time.weekday, f"{time.starts:%H:%M}", f"{time.ends:%H:%M}", time.weeks) for time in times
    ] == [
        (3, "17:00", "20:00", "term"),
        (5, "21:00", "01:00", "all"),
    ]
    assert set(
        AuditEntry.objects.filter(deed__startswith="activity").values_list("by_system", flat=True)
    ) == {"import_activities"}


def test_a_second_time_changes_only_what_differs(tmp_path: Path) -> None:
    load(table(tmp_path, a_row(), again(weekday="5")))
    assert counts(load(table(tmp_path, a_row(), again(weekday="5")))) == (0, 0, 1, 0)
    changed = load(table(tmp_path, a_row(age_to="17", title_en="Open hall", weekday="lördag")))
    assert counts(changed) == (0, 1, 0, 0)
    assert changed["left_out"] == {"weekly times that the file does not have (kept)": 2}
    activity = Activity.objects.get()
    assert (activity.age_to, activity.texts.count(), activity.schedules.count()) == (17, 3, 3)
    edit = AuditEntry.objects.filter(detail__has_key="changed").get()
    assert edit.detail == {"changed": ["age_to"]}


def test_it_is_published_when_the_file_says_so_and_stays_so(tmp_path: Path) -> None:
    load(table(tmp_path, a_row(status="publicerad")))
    assert Activity.objects.get().status == "published"
    assert counts(load(table(tmp_path, a_row()))) == (0, 0, 1, 0)
    assert Activity.objects.get().status == "published"
    report = load(table(tmp_path, a_row(status="draft")), fails=True)
    assert wrong(report) == [(2, "status", "status_backwards")]


def test_a_workbook_with_real_dates_and_times(tmp_path: Path) -> None:
    row: list[object] = list(a_row())
    row[HEADER.index("starts")] = datetime.time(17)
    row[HEADER.index("ends")] = datetime.time(20)
    row[HEADER.index("first_date")] = datetime.date(2026, 1, 7)
    row[HEADER.index("capacity")] = 20
    assert counts(load(as_xlsx(tmp_path / "a.xlsx", [HEADER, row]))) == (1, 0, 0, 0)
    assert counts(load(table(tmp_path, a_row()))) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"category": "krog"}, "category", "unknown_category"),
        ({"organiser": "Klubben"}, "organiser", "unknown_organiser"),
        ({"venue": "hus:9"}, "venue", "unknown_venue"),
        ({"venue": ""}, "venue", "value_missing"),
        ({"mode": "kurs"}, "mode", "not_a_choice"),
        ({"weekday": "8"}, "weekday", "not_a_choice"),
        ({"starts": "25:00"}, "starts", "not_a_time"),
        ({"ends": "16:00"}, "ends", "end_before_start"),
        ({"ends": "17:00"}, "ends", "end_before_start"),
        ({"ends_next_day": "ja"}, "ends", "end_before_start"),
        ({"last_date": "2025-12-31"}, "last_date", "end_before_start"),
        ({"age_to": "12"}, "age_to", "end_before_start"),
        ({"age_to": "tolv"}, "age_to", "not_a_number"),
        ({"first_date": "7/1 2026"}, "first_date", "not_a_date"),
        ({"capacity": "0"}, "capacity", "not_a_number"),
        ({"price_sek": "-1"}, "price_sek", "not_a_number"),
        ({"price_sek": "1,005"}, "price_sek", "not_a_number"),
        ({"languages": "svenska"}, "languages", "not_a_choice"),
        ({"title_sv": ""}, "title_sv", "value_missing"),
        ({"title_ar": "", "summary_ar": "مرحبا"}, "title_ar", "value_missing"),
        ({"title_sv": "x" * 121}, "title_sv", "too_long"),
        ({"title_sv": "=A1"}, "title_sv", "formula"),
        ({"title_sv": "Ã–ppen"}, "title_sv", "garbled_text"),
        ({"external_id": ""}, "external_id", "value_missing"),
    ],
)
def test_one_wrong_row_stops_the_file_and_is_named(
    tmp_path: Path, changes: dict[str, str], column: str, code: str
) -> None:
    path = table(tmp_path, a_row(external_id="akt:0"), a_row(**changes))
    report = load(path, fails=True)
    assert (3, column, code) in wrong(report)
    assert {finding[0] for finding in wrong(report)} == {3}
    assert not Activity.objects.exists()
    kept = load(path, "--keep-good-rows")
    assert counts(kept) == (1, 0, 0, 1)


def test_rows_of_one_activity_must_agree_and_stand_together(tmp_path: Path) -> None:
    report = load(table(tmp_path, a_row(), again(weekday="4", age_to="20")), fails=True)
    assert wrong(report) == [(3, "age_to", "rows_disagree")]
    report = load(table(tmp_path, a_row(), a_row()), fails=True)
    assert wrong(report) == [(3, "starts", "duplicate_schedule")]
    report = load(
        table(tmp_path, a_row(), a_row(external_id="akt:2"), again(weekday="4")), fails=True
    )
    assert wrong(report) == [(4, "external_id", "duplicate_id")]


def test_a_known_time_with_other_details_is_left_to_people(tmp_path: Path) -> None:
    load(table(tmp_path, a_row()))
    report = load(table(tmp_path, a_row(ends="21:00", capacity="30", age_to="17")), fails=True)
    assert wrong(report) == [(2, "ends", "schedule_differs")]
    kept = load(table(tmp_path, a_row(ends="21:00", age_to="17")), "--keep-good-rows")
    assert counts(kept) == (0, 0, 0, 1)
    assert Activity.objects.get().age_to == 16, "a refused row changes nothing at all"


def test_organisers_are_added_only_when_asked(tmp_path: Path) -> None:
    path = table(tmp_path, a_row(organiser="Klubben"), a_row(external_id="2", organiser="Klubben"))
    report = load(path, "--add-organisers")
    assert counts(report) == (2, 0, 0, 0)
    assert "Added the organiser 'Klubben'." in report["notes"]
    assert Organiser.objects.filter(name="Klubben").count() == 1


def test_publishing_without_a_time_is_refused_by_the_catalogue(tmp_path: Path) -> None:
    row = [
        "" if name in HEADER[-9:] else cell
        for name, cell in zip(HEADER, a_row(status="published"), strict=True)
    ]
    report = load(table(tmp_path, row), fails=True)
    assert wrong(report) == [(2, "", "activity_refused")]
    assert counts(load(table(tmp_path, row), "--dry-run", fails=True)) == (0, 0, 0, 1)


def test_a_dry_run_leaves_no_work_behind(tmp_path: Path) -> None:
    load(table(tmp_path, a_row(status="published")), "--dry-run")
    assert (Activity.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)
    load(table(tmp_path, a_row(status="published")))
    assert ProcrastinateJob.objects.count() > 0
