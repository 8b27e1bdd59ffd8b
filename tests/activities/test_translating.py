"""Salma translates beside the Swedish, and sees when the Swedish moves on without her."""

from typing import Any

import pytest
from django.test import Client

from activities.models import Activity
from people.roles import Role
from tests.browsing import browser_of, get, problem, rows, send, wrong_names
from tests.named_people import Named
from tests.town import Town, add_activity, build_town

pytestmark = pytest.mark.django_db
SALMA = Named("Salma", Role.COORDINATOR, language="ar")
ARABIC = {"title": "قاعة مفتوحة", "summary": "تعال والعب.", "description": ""}


@pytest.fixture
def town() -> Town:
    return build_town()


@pytest.fixture
def salma(town: Town) -> Client:
    return browser_of(SALMA)


@pytest.fixture
def hall(town: Town) -> str:
    return f"/activities/{add_activity('Öppen hall').pk}"


def translate(salma: Client, hall: str, language: str = "ar", **other: Any) -> Any:
    body = {**ARABIC, "reviewed": True, **other}
    return send(salma, "PUT", f"{hall}/translations/{language}", body)


def rename(client: Client, hall: str, title: str) -> None:
    texts = [{"language": "sv", "title": title, "summary": "Kom och spela."}]
    known = get(hall, client)["texts"]
    words = ("language", "title", "summary", "description")
    texts += [{name: text[name] for name in words} for text in known if text["language"] != "sv"]
    assert send(client, "PATCH", hall, {"texts": texts}).status_code == 200


def test_a_translation_is_written_beside_the_swedish(salma: Client, hall: str) -> None:
    beside = get(f"{hall}/translations/ar", salma)
    assert (beside["source"]["title"], beside["text"], beside["stale"]) == (
        "Öppen hall",
        None,
        False,
    )
    assert translate(salma, hall).status_code == 200
    shown = get(hall, lang="ar")
    assert (shown["title"], shown["translation"]["missing"]) == ("قاعة مفتوحة", False)
    assert rows(f"{hall}/versions", salma)[0]["kind"] == "translated"


def test_the_same_words_once_more_make_no_version(salma: Client, hall: str) -> None:
    translate(salma, hall)
    before = rows(f"{hall}/versions", salma)
    assert translate(salma, hall).status_code == 200
    assert rows(f"{hall}/versions", salma) == before


def test_where_it_is_missing_the_swedish_is_shown_and_says_so(hall: str) -> None:
    shown = get(hall, lang="ar")
    assert (shown["title"], shown["language"]) == ("Öppen hall", "sv")
    assert shown["translation"] == {
        "asked": "ar",
        "missing": True,
        "machine": False,
        "reviewed": True,
        "stale": False,
    }


def test_when_the_swedish_changes_the_translation_is_out_of_date_and_shows_what_was(
    salma: Client, hall: str
) -> None:
    translate(salma, hall)
    rename(salma, hall, "Sen hall")
    beside = get(f"{hall}/translations/ar", salma)
    assert beside["stale"] is True
    assert beside["source_then"]["title"] == "Öppen hall"
    assert beside["source"]["title"] == "Sen hall"
    assert get(hall, lang="ar")["translation"]["stale"] is True
    assert [row["title"] for row in rows("/activities", salma, needs="translation", lang="sv")] == [
        "Sen hall"
    ]


def test_she_confirms_that_it_still_says_the_same(salma: Client, hall: str) -> None:
    translate(salma, hall)
    rename(salma, hall, "Sen hall")
    translate(salma, hall)
    assert get(f"{hall}/translations/ar", salma)["stale"] is False


def test_swedish_and_arabic_changed_together_are_in_step(salma: Client, hall: str) -> None:
    translate(salma, hall)
    texts = [
        {"language": "sv", "title": "Sen hall", "summary": "Kom."},
        {"language": "ar", "title": "قاعة متأخرة", "summary": "تعال."},
    ]
    send(salma, "PATCH", hall, {"texts": texts})
    assert get(f"{hall}/translations/ar", salma)["stale"] is False


def test_a_machine_s_words_and_unread_words_are_marked_until_somebody_has_read_them(
    salma: Client, hall: str
) -> None:
    translate(salma, hall, origin="machine", reviewed=False)
    marks = get(hall, lang="ar")["translation"]
    assert (marks["machine"], marks["reviewed"]) == (True, False)
    rename(salma, hall, "Sen hall")  # the form sends the Arabic words along, without their marks
    assert get(hall, lang="ar")["translation"]["machine"] is True
    translate(salma, hall, origin="person", reviewed=True)
    marks = get(hall, lang="ar")["translation"]
    assert (marks["machine"], marks["reviewed"]) == (False, True)


def test_an_undone_swedish_change_makes_the_translation_right_again(
    salma: Client, hall: str
) -> None:
    translate(salma, hall)
    rename(salma, hall, "Sen hall")
    send(salma, "POST", f"{hall}/undo")
    assert get(f"{hall}/translations/ar", salma)["stale"] is False


@pytest.mark.parametrize("language", ["sv", "xx"])
def test_only_the_site_s_other_languages_are_translated_into(
    salma: Client, hall: str, language: str
) -> None:
    problem(translate(salma, hall, language), 404, "not_found")


def test_without_swedish_there_is_nothing_to_translate(salma: Client, hall: str) -> None:
    Activity.objects.get().texts.all().delete()
    problem(translate(salma, hall), 409, "no_swedish_text")
    problem(salma.get(f"/api/v1{hall}/translations/ar"), 409, "no_swedish_text")


def test_what_is_wrong_is_named(salma: Client, hall: str) -> None:
    answer = send(salma, "PUT", f"{hall}/translations/ar", {"title": "", "colour": "red"})
    assert sorted(wrong_names(answer)) == ["colour"]
    answer = send(salma, "PUT", f"{hall}/translations/ar", {"title": ""})
    assert sorted(wrong_names(answer)) == ["reviewed", "summary", "title"]


def test_what_is_in_every_language_does_not_wait_for_translation(salma: Client, hall: str) -> None:
    assert len(rows("/activities", salma, needs="translation")) == 1
    translate(salma, hall)
    translate(salma, hall, "en", title="Open hall")
    assert rows("/activities", salma, needs="translation") == []
