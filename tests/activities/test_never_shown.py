"""Drafts, archived and past ones show up nowhere: every public address is asked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from activities.models import Activity, Session
from activities.photos import album_of_activity
from people.api.door import Door
from people.permissions import deeds
from tests.browsing import API, browser_of, get, rows
from tests.named_people import AMINA, SARA
from tests.pictures_to_send import add_picture
from tests.town import (
    VARBY,
    Town,
    add_activity,
    add_session,
    add_venue,
    add_weekly,
    at,
    build_town,
    in_area,
    stop_clock,
)
from venues.models import PictureFile, Venue

pytestmark = pytest.mark.django_db
SECRET = "Hemlig"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    town = build_town()
    club = add_venue("Skogås fritidsgård", -300, 400)
    for status in ("draft", "archived"):
        hidden = add_activity(f"{SECRET} {status}", status=status)
        add_weekly(hidden, club)
        add_session(hidden, club, at("2026-11-18 17:00"))
        add_picture(album_of_activity(hidden))
    over = add_activity("Öppen hall")
    add_session(over, club, at("2026-11-18 08:00"))  # over since eleven
    add_session(over, club, at("2026-11-19 17:00"))
    return town


def public_addresses() -> Iterator[str]:
    """Every address under /api/v1 that everybody may GET, as its pattern."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
            else:
                yield prefix + str(pattern.pattern), pattern

    for address, pattern in walk(get_resolver().url_patterns, ""):
        view = getattr(pattern.callback, "view_class", None)
        if address.startswith("api/v1/") and view is not None and issubclass(view, Door):
            deed = view.deeds.get("GET")
            if deed is not None and deeds()[deed].everybody:
                yield "/" + address


def filled(address: str) -> Iterator[str]:
    """The address with every id in the town in each of its gaps."""
    ids: list[Any] = [
        *Session.objects.values_list("pk", flat=True),
        *Activity.objects.values_list("pk", flat=True),
        *Venue.objects.values_list("pk", flat=True),
    ]
    address = address.replace("<int:z>", "12").replace("<int:x>", "2254").replace("<int:y>", "1207")
    address = address.replace("<str:code>", "0126-skogas").replace("<str:version>", "0")
    if "<uuid:photo>" in address:
        for file in PictureFile.objects.all():
            for pk in ids:
                picture = address.replace("<uuid:photo>", str(file.picture_id))
                yield picture.replace("<uuid:id>", str(pk)).replace("<str:name>", str(file))
    elif "<uuid:id>" in address:
        yield from (address.replace("<uuid:id>", str(pk)) for pk in ids)
    else:
        yield address
        yield f"{address}?format=geojson"


def not_in(address: str) -> list[str]:
    """What must not stand there. A calendar that knew a session is told that it was taken away: of
    what was public once, the bare id is all that is left there."""
    if not address.partition("?")[0].endswith(".ics"):
        return hidden_words()
    never_public = Activity.objects.filter(published_at=None)
    sessions = Session.objects.filter(activity__in=never_public).values_list("pk", flat=True)
    ids = [*never_public.values_list("pk", flat=True), *sessions]
    return [SECRET, *(str(pk) for pk in ids)]


def hidden_words() -> list[str]:
    hidden = Activity.objects.exclude(status="published")
    past = Session.objects.filter(ends_at__lte=at("2026-11-18 12:00"))
    ids = [*hidden.values_list("pk", flat=True), *past.values_list("pk", flat=True)]
    sessions = Session.objects.filter(activity__in=hidden).values_list("pk", flat=True)
    return [SECRET, *(str(pk) for pk in [*ids, *sessions])]


def test_the_walk_visits_every_public_address() -> None:
    assert {re.sub(r"<.*?:(\w+)>", r"{\1}", address) for address in public_addresses()} == {
        f"{API}/{rest}"
        for rest in (
            "areas",
            "areas/{code}",
            "venues",
            "venues/{id}",
            "venues/{id}/photos/{photo}/{name}",
            "basemap",
            "basemap/tiles/{version}/{z}/{x}/{y}",
            "tiles/{z}/{x}/{y}",
            "sessions",
            "sessions/facets",
            "sessions/words",
            "sessions.ics",
            "sessions/{id}",
            "sessions/{id}.ics",
            "activities",
            "activities/{id}",
            "activities/{id}.ics",
            "activities/{id}/photos/{photo}/{name}",
            "activities/changes",
            "categories",
            "activities/{id}/rules",
            "terms",
            "terms/{id}",
            "terms/{id}/draw",
            "tickets/keys",
            "attendance/keys",
            "municipality",
            "me",
        )
    }


@pytest.mark.parametrize("who", ["a visitor", "Amina", "Sara in Vårby"])
def test_no_public_address_shows_a_hidden_thing(town: Town, who: str) -> None:
    client = {
        "a visitor": Client,
        "Amina": lambda: browser_of(AMINA),
        "Sara in Vårby": lambda: browser_of(SARA, scope=in_area(town.varby)),
    }[who]()
    answered = 0
    for address in (one for pattern in public_addresses() for one in filled(pattern)):
        answer = client.get(address)
        if answer.status_code == 200:
            answered += 1
            text = answer.content.decode("utf-8", "replace")
            assert "photos/" not in address, address  # all the pictures are of hidden things
            assert not [word for word in not_in(address) if word in text], address
        else:
            assert answer.status_code in {400, 404}, (address, answer.content)
    assert answered >= 15


@pytest.mark.parametrize(
    "asked",
    [
        {"q": SECRET},
        {"window": "tonight"},
        {"from": "2026-11-01", "to": "2026-11-18T12:00:00+01:00"},
    ],
)
def test_no_filter_brings_them_out(town: Town, asked: dict[str, str]) -> None:
    for path in ("sessions", "activities"):
        assert Client().get(f"{API}/{path}", asked).json()["results"] == []


def test_asking_for_a_hidden_one_by_id_finds_nothing(town: Town) -> None:
    for activity in Activity.objects.exclude(status="published"):
        assert rows("/sessions", activity=activity.pk) == []
        assert Client().get(f"{API}/activities/{activity.pk}").status_code == 404
        for session in activity.sessions.all():
            assert Client().get(f"{API}/sessions/{session.pk}").status_code == 404
    over = Session.objects.get(starts_at=at("2026-11-18 08:00"))
    assert Client().get(f"{API}/sessions/{over.pk}").status_code == 404


def test_a_draft_is_seen_by_those_who_may_write_it_and_nobody_else(town: Town) -> None:
    draft = Activity.objects.get(status="draft")
    sara = browser_of(SARA, scope=in_area(town.skogas))
    assert get(f"/activities/{draft.pk}", sara)["status"] == "draft"
    assert [row["id"] for row in rows("/activities", sara, status="draft")] == [str(draft.pk)]
    assert [row["status"] for row in rows("/activities", sara, status="archived")] == ["archived"]
    assert [row["id"] for row in rows("/activities", sara, status="draft", q="hemlig")] == [
        str(draft.pk)
    ]
    assert rows("/activities", sara, status="draft", q="gitarr") == []
    assert rows("/activities", sara)[0]["status"] == "published"


def test_the_status_is_not_for_visitors_nor_for_amina(town: Town) -> None:
    asked = {"status": "draft"}
    assert Client().get(f"{API}/activities", asked).status_code == 401
    assert browser_of(AMINA).get(f"{API}/activities", asked).status_code == 403
    half_way = browser_of(SARA, second_factor=False)
    assert half_way.get(f"{API}/activities", asked).json()["code"] == "second_factor_needed"


def test_once_published_it_shows_and_once_archived_it_is_gone(town: Town) -> None:
    draft = Activity.objects.filter(status="draft")
    pk = draft.get().pk
    draft.update(status="published", published_at=at("2026-11-18 12:00"))
    assert [row["activity"]["id"] for row in rows("/sessions", q=SECRET)] == [str(pk)]
    Activity.objects.filter(pk=pk).update(status="archived")
    assert rows("/sessions", q=SECRET) == []


def test_varby_lies_where_the_town_says(town: Town) -> None:
    assert add_venue("Vårby fritidsgård", *VARBY).area == town.varby_gard
