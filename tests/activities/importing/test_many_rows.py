"""Many rows ask the database as often as a few do, and are written as one after the other."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.exceptions import ValidationError

from activities.adding import NewActivity, add_activities
from activities.errors import NothingToPublish, ReviewNeeded
from activities.importing.activities import MOST_ROWS
from activities.models import Activity, ActivityText, ActivityVersion, Organiser
from activities.publishing import ActivityFields, create_activity, publish_activity
from activities.recurrence import weekly
from activities.scheduling import ScheduleFields, add_schedule
from activities.wording import Text
from people import permissions
from people.actors import VISITOR
from people.errors import NotPermitted, NotSignedIn
from people.models import AuditEntry
from people.permissions import Deed
from people.roles import Role, whole_municipality
from tests.activities.importing.test_import_activities import a_row, again, load, table
from tests.named_people import SARA, acting
from tests.town import a_category, add_venue, an_organiser, at, build_town
from tests.venues.importing.files import counts, wrong
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hall() -> Venue:
    """A place, a category and an organiser to refer to."""
    build_town()
    a_category()
    an_organiser()
    venue = add_venue("Hallen", -500, 0)
    Venue.objects.filter(pk=venue.pk).update(external_id="hus:1")
    return Venue.objects.select_related("area").get(pk=venue.pk)


def many(folder: Path, number: int, **more: str) -> Path:
    rows = [(a_row(external_id=f"akt:{one}", **more)) for one in range(number)]
    return table(folder, *rows)


def asked(path: Path, *options: str) -> int:
    """How many queries an import asks."""
    with CaptureQueriesContext(connection) as queries:
        load(path, *options)
    return len(queries)


def test_the_queries_do_not_grow_with_the_rows(tmp_path: Path) -> None:
    few = asked(many(tmp_path, 3, status="published"), "--dry-run")
    assert asked(many(tmp_path, 60, status="published"), "--dry-run") == few
    load(many(tmp_path, 60))
    unchanged = asked(many(tmp_path, 3))
    assert asked(many(tmp_path, 60)) == unchanged
    assert unchanged < few < 40


def fields() -> ActivityFields:
    return {
        "category": a_category(),
        "organiser": an_organiser(),
        "mode": "drop_in",
        "age_from": 13,
        "age_to": 16,
        "languages": ["sv", "ar"],
    }


TEXTS: list[Text] = [
    {"language": "sv", "title": "Öppen hall", "summary": "Kom.", "description": ""},
    {"language": "ar", "title": "قاعة مفتوحة", "summary": "", "description": "", "reviewed": False},
]


def times(venue: Venue) -> list[ScheduleFields]:
    start = at("2027-01-07 17:00")
    evening: ScheduleFields = {
        "venue": venue,
        "rule": weekly(5),
        "starts": start.time(),
        "ends": at("2027-01-07 20:00").time(),
        "first_date": start.date(),
        "weeks": "term",
        "capacity": 20,
    }
    return [evening, {**evening, "rule": weekly(2)}]


def written(activity: Activity) -> dict[str, Any]:
    """Everything that stands about an activity, but for ids and moments."""
    log = AuditEntry.objects.filter(object_id=str(activity.pk)).order_by("id")
    versions = ActivityVersion.objects.filter(activity=activity).order_by("number")
    texts = ActivityText.objects.filter(activity=activity).order_by("language")
    return {
        "row": Activity.objects.filter(pk=activity.pk).values_list(
            "owner_kind", "owner_id", "status", "version", "category", "organiser", "languages"
        )[0],
        "texts": list(
            texts.values_list("language", "title", "reviewed", "version", "source_version")
        ),
        "times": list(activity.schedules.order_by("rule").values_list("rule", "venue", "capacity")),
        "versions": list(versions.values_list("number", "kind", "by", "by_system", "content")),
        "log": [(one.deed, one.by, one.by_system, sorted(one.detail)) for one in log],
        "jobs": ProcrastinateJob.objects.filter(args={"activity_id": str(activity.pk)}).exists(),
    }


def test_many_at_once_are_written_as_one_after_the_other(hall: Venue) -> None:
    sara = acting(SARA, scope=whole_municipality())
    one = create_activity(fields=fields(), texts=TEXTS, external_id="a", by=sara)
    for time in times(hall):
        add_schedule(activity=one, **time, by=sara)
    one = publish_activity(activity=one, by=sara)
    new = NewActivity(
        fields=fields(), texts=TEXTS, external_id="b", times=times(hall), publish=True
    )
    (many_at_once,) = add_activities(new=[new], by=sara)
    assert isinstance(many_at_once, Activity)
    assert written(many_at_once) == written(one)
    draft = create_activity(fields=fields(), texts=TEXTS, by=sara)
    (other,) = add_activities(new=[NewActivity(fields=fields(), texts=TEXTS)], by=sara)
    assert isinstance(other, Activity)
    assert written(other) == written(draft)
    assert (other.published_at, Activity.objects.get(external_id="b").published_at is None) == (
        None,
        False,
    )


def test_each_that_cannot_be_added_says_why_and_the_others_are_added(
    hall: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    careful = Organiser.objects.create(name="Föreningen", second_pair_of_eyes=True)
    timed = times(hall)
    same: ScheduleFields = {**timed[0], "ends": timed[0]["starts"]}
    new = [
        NewActivity(fields=fields(), texts=TEXTS, publish=True),
        NewActivity(fields=fields(), texts=TEXTS[1:], times=timed, publish=True),
        NewActivity(
            fields={**fields(), "organiser": careful}, texts=TEXTS, times=timed, publish=True
        ),
        NewActivity(fields=fields(), texts=TEXTS, times=[same]),
        NewActivity(fields=fields(), texts=TEXTS, times=timed, publish=True, external_id="good"),
    ]
    sara = acting(SARA, scope=whole_municipality())
    kinds = [type(one) for one in add_activities(new=new, by=sara)]
    assert kinds == [NothingToPublish, NothingToPublish, ReviewNeeded, ValidationError, Activity]
    assert Activity.objects.get().external_id == "good"
    only_some = Deed("activity.publish", roles=frozenset({Role.ADMINISTRATOR}))
    monkeypatch.setitem(permissions._deeds, "activity.publish", only_some)
    assert [type(one) for one in add_activities(new=new[-1:], by=sara)] == [NotPermitted]
    with pytest.raises(NotSignedIn):
        add_activities(new=[], by=VISITOR)


def test_an_organiser_of_refused_rows_is_not_added(tmp_path: Path) -> None:
    row = a_row(
        organiser="Klubben",
        status="published",
        **dict.fromkeys(
            ("venue", "weekday", "starts", "ends", "first_date", "weeks", "capacity"), ""
        ),
    )
    report = load(
        table(tmp_path, row, a_row(external_id="2")), "--add-organisers", "--keep-good-rows"
    )
    assert (counts(report), wrong(report)) == ((1, 0, 0, 1), [(2, "", "activity_refused")])
    assert not Organiser.objects.filter(name="Klubben").exists()


def test_a_known_activity_may_get_a_new_organiser(tmp_path: Path) -> None:
    load(table(tmp_path, a_row(), a_row(external_id="2")))
    rows = (a_row(organiser="Klubben"), a_row(external_id="2", organiser="Klubben"))
    report = load(table(tmp_path, *rows), "--add-organisers")
    assert (counts(report), report["notes"][-1]) == ((0, 2, 0, 0), "Added the organiser 'Klubben'.")
    assert set(Activity.objects.values_list("organiser__name", flat=True)) == {"Klubben"}


def test_an_activity_has_no_more_rows_than_a_week_has_hours(tmp_path: Path) -> None:
    hours = [
        again(weekday=str(day), starts=f"{hour}:00", ends=f"{hour}:30")
        for day in range(1, 8)
        for hour in range(24)
    ]
    report = load(table(tmp_path, a_row(), *hours[: MOST_ROWS - 1], *hours[:2]), fails=True)
    duplicates = [one for one in wrong(report) if one[2] == "duplicate_id"]
    assert duplicates == [
        (MOST_ROWS + 2, "external_id", "duplicate_id"),
        (MOST_ROWS + 3, "external_id", "duplicate_id"),
    ]
