"""Amina has saved Öppen hall on her phone; next time it tells her what has changed since."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from activities.changes import KEPT
from activities.models import Activity, ActivityChange
from people.retention import apply_retention
from tests.browsing import browser_of, get, rows, send, wrong_names
from tests.named_people import SARA, TESTS
from tests.town import Town, add_activity, add_session, add_venue, build_town, in_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


@pytest.fixture
def sara(town: Town) -> Client:
    return browser_of(SARA, scope=in_area(town.skogas))


@pytest.fixture
def hall(town: Town) -> Activity:
    return add_activity("Öppen hall")


def tomorrow() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=1)


def own(hall: Activity, sara: Client, town: Town) -> str:
    """Puts the activity in Sara's part of town; its address."""
    Activity.objects.filter(pk=hall.pk).update(owner_kind="area", owner_id=town.skogas.pk)
    return f"/activities/{hall.pk}"


def test_a_new_price_and_new_ages_are_news(sara: Client, hall: Activity, town: Town) -> None:
    path = own(hall, sara, town)
    saved = timezone.now()
    send(sara, "PATCH", path, {"price_sek": "40.00", "ages": {"from": 10, "to": 12}})
    news = get("/activities/changes", ids=str(hall.pk), since=saved.isoformat())
    told = {row["kind"]: (row["before"], row["after"]) for row in news["results"]}
    assert told == {"price": ("0.00", "40.00"), "ages": ("13-16", "10-12")}
    assert {row["activity"] for row in news["results"]} == {str(hall.pk)}
    assert [row["kind"] for row in get(path)["changes"]] == ["ages", "price"]


def test_what_was_known_when_she_saved_it_is_not_news(
    sara: Client, hall: Activity, town: Town
) -> None:
    send(sara, "PATCH", own(hall, sara, town), {"price_sek": "40.00"})
    saved = timezone.now()
    assert rows("/activities/changes", ids=str(hall.pk), since=saved.isoformat()) == []


def test_a_corrected_word_is_not_news(sara: Client, hall: Activity, town: Town) -> None:
    text = {"language": "sv", "title": "Öppen sporthall", "summary": "Kom."}
    send(sara, "PATCH", own(hall, sara, town), {"texts": [text]})
    assert not ActivityChange.objects.exists()


def test_a_session_that_is_called_off_is_news_of_that_session(
    sara: Client, hall: Activity, town: Town
) -> None:
    own(hall, sara, town)
    session = add_session(hall, add_venue("Skogås fritidsgård", 0, 0), tomorrow())
    other = add_session(hall, session.venue, tomorrow() + datetime.timedelta(days=7))
    send(sara, "POST", f"/sessions/{session.pk}/cancel", {"reason": "Sjuk ledare"})
    (line,) = rows("/activities/changes", ids=str(hall.pk), since="2026-01-01")
    assert (line["kind"], line["session"], line["after"]) == (
        "cancelled",
        str(session.pk),
        "Sjuk ledare",
    )
    assert [row["kind"] for row in get(f"/sessions/{session.pk}")["changes"]] == ["cancelled"]
    assert get(f"/sessions/{other.pk}")["changes"] == []


def test_nobody_is_named(sara: Client, hall: Activity, town: Town) -> None:
    send(sara, "PATCH", own(hall, sara, town), {"price_sek": "40.00"})
    (line,) = rows("/activities/changes", ids=str(hall.pk), since="2026-01-01")
    assert line["title"] == "Öppen hall"
    assert set(line) - {"title"} == {"activity", "session", "kind", "before", "after", "at"}


def test_what_is_not_shown_any_more_is_gone_like_what_never_was(
    sara: Client, hall: Activity, town: Town
) -> None:
    draft = add_activity("Utkast", status="draft")
    path = own(hall, sara, town)
    send(sara, "PATCH", path, {"price_sek": "40.00"})
    send(sara, "POST", f"{path}/archive")
    nothing = "00000000-0000-0000-0000-000000000404"
    ids = [str(hall.pk), str(draft.pk), nothing]
    news = get("/activities/changes", ids=",".join(ids), since="2026-01-01")
    assert news == {"results": [], "gone": ids}


def test_a_draft_has_no_news(sara: Client, town: Town) -> None:
    draft = add_activity("Utkast", status="draft")
    send(sara, "PATCH", own(draft, sara, town), {"price_sek": "40.00"})
    assert not ActivityChange.objects.exists()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("ids=hall&since=2026-01-01", "ids"),
        ("ids=00000000-0000-0000-0000-000000000001&since=igår", "since"),
        ("ids=" + ",".join(["00000000-0000-0000-0000-000000000001"] * 101), "ids"),
    ],
)
def test_what_is_wrong_in_the_question_is_named(town: Town, query: str, name: str) -> None:
    assert name in wrong_names(Client().get(f"/api/v1/activities/changes?{query}"))


def test_old_news_go(hall: Activity) -> None:
    for age in (KEPT + datetime.timedelta(days=1), datetime.timedelta(days=1)):
        ActivityChange.objects.create(activity=hall, kind="price", at=timezone.now() - age)
    assert apply_retention(by=TESTS, dry_run=True)["activities.activitychange"] == 1
    apply_retention(by=TESTS)
    assert ActivityChange.objects.count() == 1
