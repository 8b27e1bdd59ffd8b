"""Sara asks why nobody comes: each reason with its code, how bad it is, and what mends it."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from activities.hints import Facts, hints
from activities.models import Activity, Session
from tests.browsing import browser_of, rows
from tests.named_people import SARA
from tests.town import add_activity, add_session, add_venue, add_weekly, build_town
from venues.models import Venue

TODAY = datetime.date(2026, 11, 18)
LANGUAGES = frozenset({"sv", "en", "ar"})
GOOD = Facts(
    status="published",
    age_from=13,
    age_to=16,
    texts={"sv": "Ta med skor.", "en": "Bring shoes.", "ar": "أحضر حذاءك."},
    stale=frozenset(),
    unreviewed=frozenset(),
    spoken=frozenset({"sv"}),
    schedules=1,
    last_session=TODAY + datetime.timedelta(days=60),
    seats_free=True,
    outside_every_area=False,
    approximate=False,
    access_known=True,
    pictures=1,
)


def codes(facts: Facts) -> list[str]:
    return [hint.code for hint in hints(facts, today=TODAY, languages=LANGUAGES)]


def test_what_lacks_nothing_has_no_hint() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("facts", "code", "severity", "field"),
    [
        (replace(GOOD, texts={"en": "a", "ar": "b"}), "no_swedish_text", "nobody", "texts"),
        (replace(GOOD, schedules=0, last_session=None), "no_schedule", "nobody", "schedules"),
        (replace(GOOD, last_session=None), "no_coming_session", "nobody", "schedules"),
        (replace(GOOD, last_session=TODAY), "ends_soon", "fewer", "schedules"),
        (replace(GOOD, seats_free=False), "every_session_full", "fewer", "schedules"),
        (replace(GOOD, outside_every_area=True), "outside_every_area", "fewer", "venue"),
        (replace(GOOD, approximate=True), "approximate_position", "fewer", "venue"),
        (replace(GOOD, access_known=False), "no_accessibility_facts", "fewer", "venue"),
        (replace(GOOD, pictures=0), "no_picture", "fewer", "photos"),
        (replace(GOOD, age_from=0, age_to=120), "no_real_age", "fewer", "ages"),
        (replace(GOOD, spoken=frozenset()), "no_language_spoken", "fewer", "languages"),
        (replace(GOOD, texts={**GOOD.texts, "sv": " "}), "no_description", "fewer", "description"),
        (replace(GOOD, texts={"sv": "a"}), "only_one_language", "fewer", "texts"),
        (replace(GOOD, texts={"sv": "a", "en": "b"}), "language_missing", "fewer", "texts"),
        (replace(GOOD, stale=frozenset({"ar"})), "translation_out_of_date", "fewer", "texts"),
        (replace(GOOD, unreviewed=frozenset({"ar"})), "translation_not_reviewed", "fewer", "texts"),
    ],
)
def test_each_thing_that_is_missing_has_its_hint(
    facts: Facts, code: str, severity: str, field: str
) -> None:
    found = hints(facts, today=TODAY, languages=LANGUAGES)
    assert [(hint.code, str(hint.severity), hint.field) for hint in found if hint.code == code] == [
        (code, severity, field)
    ]


def test_the_worst_comes_first() -> None:
    assert codes(replace(GOOD, spoken=frozenset(), last_session=None)) == [
        "no_coming_session",
        "no_language_spoken",
    ]


@pytest.mark.django_db
def test_sara_reads_them_of_her_own_activity() -> None:
    build_town()
    activity = add_activity()
    outside = add_venue("Gläntan", 80_000, 80_000)
    add_weekly(activity, outside)
    soon = timezone.now() + datetime.timedelta(days=1)
    add_session(activity, outside, soon, capacity=1, booked=1)
    Activity.objects.update(mode="booking")
    found = rows(f"/activities/{activity.pk}/hints", browser_of(SARA))
    assert Venue.objects.get().area is None
    assert [hint["code"] for hint in found] == [
        "ends_soon",
        "every_session_full",
        "outside_every_area",
        "no_accessibility_facts",
        "no_picture",
        "no_description",
        "only_one_language",
    ]
    Session.objects.update(status="cancelled", cancelled_reason="Stängt")
    again = rows(f"/activities/{activity.pk}/hints", browser_of(SARA_AGAIN))
    assert again[0] == {"code": "no_coming_session", "severity": "nobody", "field": "schedules"}


SARA_AGAIN = replace(SARA, call_name="Sara2")
