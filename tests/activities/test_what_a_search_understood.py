"""Amina types quickly: what her words were taken for is said, so that she can have it otherwise."""

from typing import Any

import pytest
from django.test import Client

from tests.browsing import API, rows
from tests.town import (
    add_activity,
    add_category,
    add_session,
    add_venue,
    at,
    build_town,
    stop_clock,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)
    build_town()
    sport = add_category("sport", sv="Idrott", en="Sport", ar="رياضة")
    club = add_venue("Skogås fritidsgård", -300, 400)
    add_session(add_activity("Nattfotboll", category=sport), club, at("2026-11-18 17:00"))
    add_session(add_activity("Läxhjälp"), club, at("2026-11-18 17:00"))
    add_activity("Hemligheten", status="draft")


def readings(q: str, lang: str = "sv") -> list[tuple[Any, ...]]:
    return [
        (
            row["typed"],
            row["read_as"],
            row["category"] and row["category"]["name"],
            row["area"] and row["area"]["code"],
        )
        for row in rows("/sessions/words", q=q, lang=lang)
    ]


def test_of_words_that_are_found_as_typed_there_is_nothing_to_say() -> None:
    assert readings("nattfotboll") == []
    assert readings("fritidsgård") == []
    assert rows("/sessions/words") == []


def test_a_misspelt_word_comes_with_the_one_it_was_taken_for() -> None:
    assert readings("läxxhjälp") == [("läxxhjälp", "läxhjälp", None, None)]
    assert readings("natfotbol fritidsgård") == [("natfotbol", "nattfotboll", None, None)]


def test_nonsense_is_taken_for_nothing() -> None:
    assert readings("xyzzy") == []


@pytest.mark.parametrize("q", ["idrott", "IDROTT", "sport", "رياضة"])
def test_a_category_is_known_by_its_name_in_any_language(q: str) -> None:
    assert readings(q) == [(q, None, "Idrott", None)]
    assert readings(q, lang="en") == [(q, None, "Sport", None)]


def test_an_area_is_known_by_its_name_with_and_without_dots() -> None:
    assert readings("skogas") == [("skogas", None, None, "0126-skogas")]
    assert readings("nattfotboll i skogås") == [("skogås", None, None, "0126-skogas")]


def test_two_words_that_are_one_name_are_said_together() -> None:
    assert readings("fotboll vårby gård") == [
        ("fotboll", "nattfotboll", None, None),
        ("vårby gård", None, None, "R3"),
    ]
    assert readings("västra skogås idrott") == [
        ("västra skogås", None, None, "R1"),
        ("idrott", None, "Idrott", None),
    ]


def test_a_misspelt_name_is_understood_as_the_name() -> None:
    assert readings("skogaas") == [("skogaas", "skogås", None, "0126-skogas")]


def test_the_whole_municipality_is_no_narrower_place() -> None:
    assert readings("huddinge") == []


def test_no_word_of_a_draft_is_ever_said() -> None:
    assert readings("hemligheter") == []
    answer = Client().get(f"{API}/sessions/words", {"q": "hemlighetenn"})
    assert "hemligheten" not in str(answer.json()["results"])


def test_more_words_than_can_be_looked_for_are_refused() -> None:
    answer = Client().get(f"{API}/sessions/words", {"q": "a b c d e f g h i"})
    assert answer.status_code == 400
