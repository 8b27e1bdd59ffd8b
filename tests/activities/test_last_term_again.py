"""Sara copies last term's activities: the same weekdays and hours, new dates, as drafts."""

import datetime

import pytest
from django.test import Client

from activities.models import Activity
from tests.browsing import browser_of, get, send, wrong_names
from tests.named_people import SARA
from tests.town import (
    VARBY,
    Town,
    add_activity,
    add_venue,
    add_weekly,
    build_town,
    in_area,
    stop_clock,
)

pytestmark = pytest.mark.django_db
SPRING = {"first_date": "2027-01-11", "last_date": "2027-06-04"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    return build_town()


@pytest.fixture
def sara(town: Town) -> Client:
    return browser_of(SARA, scope=in_area(town.skogas))


@pytest.fixture
def hall(town: Town) -> Activity:
    activity = add_activity("Öppen hall", price="40", others=[("ar", "قاعة مفتوحة")])
    club = add_venue("Skogås fritidsgård", 0, 0)
    add_weekly(activity, club, first="2026-08-17", last="2026-12-18", weeks="term")
    return activity


def test_texts_price_and_weekly_times_move_to_the_new_term(sara: Client, hall: Activity) -> None:
    body = {"ids": [str(hall.pk)], **SPRING}
    (found,) = send(sara, "POST", "/activities/copy", body).json()["results"]
    copy = get(f"/activities/{found['activity']}", sara)
    assert (copy["status"], copy["title"], copy["price_sek"]) == ("draft", "Öppen hall", "40.00")
    assert copy["available_languages"] == ["ar", "sv"]
    assert copy["work"]["copied_from"] == str(hall.pk)
    (times,) = copy["schedules"]
    assert (times["weekday"], times["starts"], times["weeks"]) == (3, "17:00", "term")
    assert (times["first_date"], times["last_date"]) == ("2027-01-11", "2027-06-04")
    hall.refresh_from_db()
    assert (hall.status, hall.version) == ("published", 1)


def test_a_rule_without_a_weekday_keeps_the_old_one(sara: Client, hall: Activity) -> None:
    hall.schedules.update(rule="FREQ=WEEKLY;INTERVAL=2;COUNT=9", first_date="2026-08-19")
    send(sara, "POST", "/activities/copy", {"ids": [str(hall.pk)], **SPRING})
    schedule = Activity.objects.get(copied_from=hall).schedules.get()
    assert schedule.rule == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270604"
    assert schedule.first_date == datetime.date(2027, 1, 13), "a Wednesday, as before"


def test_single_dates_stay_in_the_old_term(sara: Client, hall: Activity) -> None:
    hall.schedules.update(rule="")
    send(sara, "POST", "/activities/copy", {"ids": [str(hall.pk)], **SPRING})
    assert not Activity.objects.get(copied_from=hall).schedules.exists()


def test_what_was_out_of_date_is_out_of_date_in_the_copy(sara: Client, hall: Activity) -> None:
    hall.texts.filter(language="sv").update(version=5)
    send(sara, "POST", "/activities/copy", {"ids": [str(hall.pk)], **SPRING})
    copy = Activity.objects.get(copied_from=hall)
    assert get(f"/activities/{copy.pk}/translations/ar", sara)["stale"] is True


def test_several_at_once_each_with_its_own_outcome(sara: Client, hall: Activity) -> None:
    far = add_activity("Vårby")
    add_weekly(far, add_venue("Vårby fritidsgård", *VARBY))
    summer = add_activity("Sommar")
    add_weekly(summer, hall.schedules.get().venue)
    summer.schedules.update(rule="FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", first_date="2026-07-01")
    ids = [str(one.pk) for one in (hall, far, summer)]
    found = send(sara, "POST", "/activities/copy", {"ids": ids, **SPRING}).json()["results"]
    assert [row["code"] for row in found][:2] == ["", "not_found"]
    assert found[2]["activity"] is None
    assert found[2]["detail"] == "Regeln betyder ingen enda dag."
    assert Activity.objects.filter(copied_from__isnull=False).count() == 1


def test_a_term_that_cannot_be_is_refused_with_words(sara: Client, hall: Activity) -> None:
    for first, last in (("2027-06-04", "2027-01-11"), ("2026-01-01", "2026-06-01")):
        body = {"ids": [str(hall.pk)], "first_date": first, "last_date": last}
        (found,) = send(sara, "POST", "/activities/copy", body).json()["results"]
        assert found["code"] == "invalid"
        assert found["detail"]
    answer = send(sara, "POST", "/activities/copy", {"ids": [], "first_date": "x"})
    assert sorted(wrong_names(answer)) == ["first_date", "ids", "last_date"]
    assert not Activity.objects.filter(copied_from=hall).exists()
