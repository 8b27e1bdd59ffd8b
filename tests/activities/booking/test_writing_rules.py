"""Sara writes how her activity is booked; everybody may read it."""

import pytest
from django.test import Client

from activities.models import BookingRules
from tests.activities.booking.young_people import a_session
from tests.browsing import browser_of, get, problem, send, wrong_names
from tests.named_people import ALI, SARA

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def test_sara_changes_some_rules_and_the_others_stay(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=5, guardian="informed")
    path = f"/activities/{session.activity_id}/rules"
    changed = {"set_aside": 2, "remind_hours": [48, 4], "release_hours": 2}
    answer = send(browser_of(SARA), "PATCH", path, changed)
    assert answer.status_code == 200, answer.content
    found = get(path, Client())
    assert (found["guardian"], found["release_hours"], found["set_aside"]) == ("informed", 2, 2)
    session.refresh_from_db()
    assert session.set_aside == 2, "at once, in what is to come"


def test_an_activity_without_a_row_shows_the_defaults(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    found = get(f"/activities/{session.activity_id}/rules", Client())
    assert (found["guardian"], found["offer_hours"]) == ("none", 24)
    assert not BookingRules.objects.exists()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"colour": "red"}, ["colour"]),
        ({"offer_hours": 0}, ["offer_hours"]),
        ({"resident_areas": ["0126-skogas"]}, ["residents_until"]),
        ({"release_hours": 4}, ["remind_hours"]),
        ({"release_hours": 4, "remind_hours": [4]}, ["remind_hours"]),
        ({"school_years": [13]}, ["school_years.0"]),
    ],
)
def test_what_does_not_fit_is_named(
    monkeypatch: Patch, body: dict[str, object], names: list[str]
) -> None:
    session = a_session(monkeypatch)
    answer = send(browser_of(SARA), "PATCH", f"/activities/{session.activity_id}/rules", body)
    found = wrong_names(answer)
    assert [name.split(".")[0] for name in found] == [name.split(".")[0] for name in names]


def test_ali_who_leads_does_not_write_rules(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    path = f"/activities/{session.activity_id}/rules"
    problem(send(browser_of(ALI), "PATCH", path, {"set_aside": 1}), 403, "not_permitted")
