"""Sara and Sven change the same activity: what was is kept, and can be brought back."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from activities.models import Activity, ActivityVersion
from people.actors import system
from people.membership import protect_identity
from people.models import User
from people.retention import erase_person, export_person
from people.roles import Role
from tests.browsing import browser_of, get, problem, rows, send
from tests.named_people import GUNILLA, SARA, TESTS, Named
from tests.town import Town, a_category, add_activity, add_venue, add_weekly, build_town, in_area

pytestmark = pytest.mark.django_db
SVEN = Named("Sven", Role.COORDINATOR)


@pytest.fixture
def town() -> Town:
    return build_town()


@pytest.fixture
def sara(town: Town) -> Client:
    return browser_of(SARA, scope=in_area(town.skogas))


@pytest.fixture
def hall(town: Town) -> str:
    activity = add_activity("Öppen hall", others=[("en", "Open hall")])
    add_weekly(activity, add_venue("Skogås fritidsgård", 0, 0))
    return f"/activities/{activity.pk}"


def a_text(language: str, title: str) -> dict[str, str]:
    return {"language": language, "title": title, "summary": "Kom och spela.", "description": ""}


def test_each_change_says_what_was_before_and_after(sara: Client, hall: str) -> None:
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}, "price_sek": "20.00"})
    send(sara, "PATCH", hall, {"texts": [a_text("sv", "Sen hall"), a_text("en", "Open hall")]})
    newest, second, first = rows(f"{hall}/versions", sara)
    assert (first["number"], first["kind"], first["differences"]) == (1, "earlier", [])
    assert second["differences"] == [
        {"field": "ages", "before": "13-16", "after": "10-12"},
        {"field": "price_sek", "before": "0.00", "after": "20.00"},
    ]
    assert newest["differences"] == [
        {"field": "texts.sv.title", "before": "Öppen hall", "after": "Sen hall"}
    ]
    assert [newest["who"], second["who"], first["who"]] == ["you", "you", "system"]


def test_what_changes_nothing_is_no_version(sara: Client, hall: str) -> None:
    before = get(hall, sara)
    send(sara, "PATCH", hall, {"ages": {"from": 13, "to": 16}})
    assert get(hall, sara) == before
    assert not ActivityVersion.objects.exists()


def test_undo_takes_the_latest_change_back_and_undo_again_brings_it_back(
    sara: Client, hall: str
) -> None:
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}})
    undone = send(sara, "POST", f"{hall}/undo").json()
    assert undone["ages"] == {"from": 13, "to": 16}
    assert send(sara, "POST", f"{hall}/undo").json()["ages"] == {"from": 10, "to": 12}
    assert [row["kind"] for row in rows(f"{hall}/versions", sara)] == [
        "undone",
        "undone",
        "edited",
        "earlier",
    ]


def test_an_older_version_comes_back_as_a_new_one_with_all_its_languages(
    sara: Client, hall: str
) -> None:
    send(sara, "PATCH", hall, {"texts": [a_text("sv", "Sen hall")], "mode": "booking"})
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}})
    restored = send(sara, "POST", f"{hall}/restore", {"number": 1}).json()
    assert restored["available_languages"] == ["en", "sv"]
    assert (restored["title"], restored["mode"], restored["version"]) == (
        "Öppen hall",
        "drop_in",
        4,
    )
    assert restored["ages"] == {"from": 13, "to": 16}
    assert ActivityVersion.objects.count() == 4
    missing = send(sara, "POST", f"{hall}/restore", {"number": 99})
    problem(missing, 404, "no_such_version")


def test_a_category_that_is_gone_is_not_brought_back(sara: Client, hall: str) -> None:
    a_category("outdoor")
    send(sara, "PATCH", hall, {"category": "outdoor"})
    a_category("sport").delete()
    problem(send(sara, "POST", f"{hall}/undo"), 409, "gone_since")
    assert Activity.objects.get().category.code == "outdoor"


def test_an_archived_activity_is_shown_again_by_undo(sara: Client, hall: str) -> None:
    archived = send(sara, "POST", f"{hall}/archive").json()
    assert (archived["status"], archived["work"]["can_undo"]) == ("archived", True)
    assert send(sara, "POST", f"{hall}/undo").json()["status"] == "published"


def test_undoing_twice_archives_it_again(sara: Client, hall: str) -> None:
    send(sara, "POST", f"{hall}/archive")
    send(sara, "POST", f"{hall}/undo")
    assert send(sara, "POST", f"{hall}/undo").json()["status"] == "archived"


def test_a_language_that_came_later_goes_when_an_older_version_comes_back(
    sara: Client, hall: str
) -> None:
    texts = [a_text("sv", "Öppen hall"), a_text("en", "Open hall"), a_text("ar", "قاعة مفتوحة")]
    send(sara, "PATCH", hall, {"texts": texts})
    assert get(hall, sara)["available_languages"] == ["ar", "en", "sv"]
    restored = send(sara, "POST", f"{hall}/restore", {"number": 1}).json()
    assert restored["available_languages"] == ["en", "sv"]


def test_to_bring_back_what_already_is_makes_no_version(sara: Client, hall: str) -> None:
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}})
    assert send(sara, "POST", f"{hall}/restore", {"number": 2}).json()["version"] == 2
    assert ActivityVersion.objects.count() == 2


def test_an_archived_activity_can_also_become_a_draft(sara: Client, hall: str) -> None:
    send(sara, "POST", f"{hall}/archive")
    problem(send(sara, "POST", f"{hall}/publish"), 409, "wrong_status")
    assert send(sara, "POST", f"{hall}/reopen").json()["status"] == "draft"
    problem(send(sara, "POST", f"{hall}/undo"), 409, "nothing_to_undo")


def test_what_was_never_changed_cannot_be_undone(sara: Client, hall: str) -> None:
    problem(send(sara, "POST", f"{hall}/undo"), 409, "nothing_to_undo")


def test_several_are_archived_at_once_and_each_says_how_it_went(
    sara: Client, hall: str, town: Town
) -> None:
    gone, elsewhere = add_activity("Borta", status="archived"), add_activity("Vårby")
    for one, east in ((gone, 0), (elsewhere, -15_669)):
        north = 0 if one is gone else 4_497
        add_weekly(one, add_venue(f"Plats {one.pk}", east, north))
    ids = [hall.split("/")[-1], str(gone.pk), str(elsewhere.pk)]
    found = send(sara, "POST", "/activities/archive", {"ids": ids}).json()["results"]
    assert [row["code"] for row in found] == ["", "wrong_status", "not_found"]
    assert Activity.objects.get(pk=elsewhere.pk).status == "published"
    back = send(sara, "POST", "/activities/undo", {"ids": ids[:1]}).json()["results"]
    assert back[0]["activity"] == ids[0]
    assert Activity.objects.get(pk=ids[0]).status == "published"


def test_the_database_keeps_the_history_as_it_was(sara: Client, hall: str) -> None:
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}})
    for change in (
        lambda: ActivityVersion.objects.update(kind="published"),
        lambda: ActivityVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert ActivityVersion.objects.count() == 2


def test_when_sara_is_erased_her_versions_are_nobody_s(sara: Client, hall: str) -> None:
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}})
    person = User.objects.get(email=SARA.email)
    exported = export_person(person=person, by=TESTS)["activities.activityversion"]
    assert [row["number"] for row in exported] == [2]
    erase_person(person=person, by=system("tests"))
    assert list(ActivityVersion.objects.values_list("by", flat=True)) == [None, None]
    assert rows(f"{hall}/versions", browser_of(SVEN))[0]["who"] == "unknown"


def test_only_gunilla_sees_whose_it_was_and_never_a_protected_person_s(
    sara: Client, hall: str
) -> None:
    send(sara, "PATCH", hall, {"ages": {"from": 10, "to": 12}})
    person = User.objects.get(email=SARA.email)
    gunilla = browser_of(GUNILLA)
    newest: dict[str, Any] = rows(f"{hall}/versions", gunilla)[0]
    assert (newest["who"], newest["by"]) == ("another", str(person.pk))
    assert rows(f"{hall}/versions", sara)[0]["by"] is None
    protect_identity(by=TESTS, person=person, alias="En ledare")
    assert rows(f"{hall}/versions", gunilla)[0]["by"] is None
