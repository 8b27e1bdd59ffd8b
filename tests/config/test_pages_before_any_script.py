"""Explore, details and areas without a script: the same as the API answers, safely, in HTML."""

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from activities.changes import tell_moved
from activities.models import Activity, Session
from activities.photos import album_of_activity
from config.pages.asking import Questions
from tests.browsing import browser_of, get
from tests.named_people import GUNILLA
from tests.pictures_to_send import add_picture
from tests.town import (
    Town,
    add_activity,
    add_category,
    add_session,
    add_venue,
    add_weekly,
    at,
    build_town,
    stop_clock,
)
from venues.models import Venue

pytestmark = pytest.mark.django_db
SHELL = (
    '<!doctype html><html lang="sv" dir="ltr"><head><!--head--><title>Nära</title><!--/head-->'
    "<script>theme()</script></head><body><!--first--><noscript>Skript</noscript><!--/first-->"
    "</body></html>"
)
HOSTILE = "</script><script>alert('\"&\u202e<!--"
#: Queries of each page for a visitor; none grows with what is shown.
QUERIES = {"/": 9, "/sessions/": 20, "/activities/": 23, "/areas/": 20}


@pytest.fixture(autouse=True)
def the_shell(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "200.html").write_text(SHELL)
    settings.NARA_FRONTEND_DIR = tmp_path


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    return build_town()


@pytest.fixture
def hall(town: Town) -> Session:
    """Open hall in Skogås tonight, with words in Arabic too."""
    activity = add_activity("Öppen hall", others=[("ar", "قاعة مفتوحة")])
    club = add_venue("Skogås fritidsgård", 300, 400)
    add_weekly(activity, club)
    return add_session(activity, club, at("2026-11-18 17:00"))


def opened(path: str, client: Client | None = None, **more: Any) -> Any:
    return (client or Client()).get(path, **more)


def text(path: str, **more: Any) -> str:
    found: str = opened(path, **more).content.decode()
    return found


def elements(html: str, kind: str) -> list[Any]:
    """The data of every script element of this type."""
    found = re.findall(rf'<script type="{re.escape(kind)}"[^>]*>(.*?)</script>', html, re.DOTALL)
    return [json.loads(one) for one in found]


def structured(path: str) -> dict[str, Any]:
    (found,) = elements(text(path), "application/ld+json")
    return dict(found)


@pytest.mark.parametrize("lang", ["sv", "en", "ar"])
def test_what_is_inlined_is_what_the_api_answers(hall: Session, lang: str) -> None:
    code, reader = "0126-skogas", Client(headers={"Accept-Language": lang})
    for path in ("/", f"/sessions/{hall.pk}", f"/activities/{hall.activity_id}", f"/areas/{code}"):
        (data,) = elements(text(f"{path}?lang={lang}"), "application/json")
        asked = [(one["path"], one["query"]) for one in data]
        assert ("/api/v1/municipality", {}) in asked
        for one in data:
            path_ = one["path"].removeprefix("/api/v1")
            assert one["body"] == get(path_, reader, **one["query"]), one["path"]


def test_the_list_is_readable_in_the_readers_language(hall: Session) -> None:
    html = text("/", headers={"Accept-Language": "ar-EG,en;q=0.5"})
    assert '<html lang="ar" dir="rtl">' in html
    assert '<span lang="ar" dir="auto">قاعة مفتوحة</span>' in html
    assert "17:00" in html
    assert "<noscript>" not in html
    english = text("/", headers={"Accept-Language": "ar", "Cookie": "nara.language=en"})
    assert '<html lang="en" dir="ltr">' in english
    assert "The text is in Swedish." in english
    assert '<html lang="sv"' in text("/?lang=sv", headers={"Accept-Language": "ar"})


def test_hostile_texts_stay_texts(town: Town) -> None:
    activity = add_activity(HOSTILE, summary=HOSTILE)
    session = add_session(activity, add_venue(HOSTILE, 300, 400), at("2026-11-18 17:00"))
    activity.texts.update(description=HOSTILE)
    for path in ("/", f"/sessions/{session.pk}", f"/activities/{activity.pk}", "/areas/R2"):
        html = text(path)
        assert "alert(" in html, "it is shown"
        assert "<script>alert" not in html
        assert len(re.findall("<script", html)) == len(re.findall("</script>", html)) == 3, path
        for kind in ("application/json", "application/ld+json"):
            assert HOSTILE in json.dumps(elements(html, kind), ensure_ascii=False).replace(
                '\\"', '"'
            )


@pytest.mark.parametrize("quoted", ['"><b>', "' onload='x"])
def test_hostile_addresses_stay_addresses(hall: Session, quoted: str) -> None:
    html = opened("/", data={"q": quoted, "lang": quoted}).content.decode()
    outside_data = re.sub(r'<script type="application/.*?</script>', "", html, flags=re.DOTALL)
    assert quoted not in outside_data
    assert "<b>" not in html


def test_the_form_keeps_what_was_chosen_and_narrows_the_list(hall: Session) -> None:
    dear = add_activity("Simskola", price="120", category=add_category("outdoor"))
    add_session(dear, hall.venue, at("2026-11-18 18:00"))
    html = text("/?window=tonight&category=sport&area=0126-skogas&age=15&free=true&q=hall&view=")
    assert "Öppen hall" in html
    assert "Simskola" not in html
    for kept in ('value="tonight" selected', 'value="sport" selected', 'value="15" selected'):
        assert kept in html
    assert 'value="0126-skogas" selected' in html
    assert 'name="free" value="true" checked' in html
    assert 'value="hall"' in html
    assert "Inget passar in" in text("/?q=rymdskola")


def test_an_old_address_still_opens(hall: Session) -> None:
    html = text("/?category=finns-inte&utm_source=x&age=15&page_size=1&near=59,18")
    assert "Öppen hall" in html
    assert 'rel="canonical" href="http://localhost:8000/?age=15"' in html


def test_more_leads_to_the_next_page(hall: Session) -> None:
    for hour in range(21):
        add_session(hall.activity, hall.venue, at(f"2026-11-19 {hour:02}:00"), hours=1)
    more = re.search(r'href="(/\?[^"]*cursor=[^"]*)"', text("/"))
    assert more
    assert "20:00" in text(more[1].replace("&amp;", "&"))


def test_what_is_not_shown_is_not_found(hall: Session) -> None:
    draft = add_activity("Hemligt utkast", status="draft")
    hidden = add_session(draft, hall.venue, at("2026-11-18 17:00"))
    for path in (f"/activities/{draft.pk}", f"/sessions/{hidden.pk}", "/areas/nix", "/nix"):
        answer = opened(path)
        html = answer.content.decode()
        assert answer.status_code == 404, path
        assert "Den sidan finns inte" in html
        assert "noindex" in html
        assert "Hemligt" not in html
    assert opened(f"/activities/{draft.pk}", browser_of(GUNILLA)).status_code == 200


def test_only_a_visitors_page_is_kept_and_asked_about_again(hall: Session) -> None:
    visitor = opened("/")
    assert visitor["Cache-Control"] == "private, no-cache"
    assert {"Accept-Language", "Cookie"} <= set(visitor["Vary"].split(", "))
    again = opened("/", headers={"If-None-Match": visitor["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    policy = "Content-Security-Policy"
    assert again[policy] == visitor[policy], "the browser keeps the newer headers: scripts must run"
    add_session(hall.activity, hall.venue, at("2026-11-18 19:00"))
    assert opened("/", headers={"If-None-Match": visitor["ETag"]}).status_code == 200
    gunilla = opened("/", browser_of(GUNILLA))
    assert gunilla["Cache-Control"] == "private, no-store"
    assert "ETag" not in gunilla
    assert "Gunilla" not in gunilla.content.decode()


@pytest.mark.parametrize("path", QUERIES)
def test_a_page_asks_the_database_a_fixed_number_of_times(hall: Session, path: str) -> None:
    ids = {"/sessions/": hall.pk, "/activities/": hall.activity_id, "/areas/": "0126-skogas"}
    address = f"{path}{ids.get(path, '')}"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert opened(address).status_code == 200
        return len(queries)

    add_session(hall.activity, hall.venue, at("2026-11-20 17:00"))
    asked()  # the first of all reads once what EPSG:3006 is
    assert asked() == QUERIES[path]
    for number in range(15):
        add_session(hall.activity, hall.venue, at(f"2026-11-19 {number:02}:00"), hours=1)
    assert asked() == QUERIES[path]


def test_head_tells_search_engines_and_others_what_this_is(hall: Session) -> None:
    html = text(f"/sessions/{hall.pk}")
    address = f"http://localhost:8000/sessions/{hall.pk}"
    assert "<title>Öppen hall, onsdag 18 november 17:00 · Nära</title>" in html
    assert 'content="Kom och spela. · 13–16 år · Gratis · Skogås fritidsgård"' in html
    assert f'rel="canonical" href="{address}"' in html
    for lang in ("sv", "en", "ar"):
        assert f'hreflang="{lang}" href="{address}?lang={lang}"' in html
    assert f'property="og:url" content="{address}"' in html
    assert "og:image" not in html
    assert f'rel="canonical" href="{address}?lang=en"' in text(f"/sessions/{hall.pk}?lang=en")


def test_a_session_is_an_event(hall: Session) -> None:
    event = structured(f"/sessions/{hall.pk}")
    assert event["@type"] == "Event"
    assert event["startDate"] == "2026-11-18T17:00:00+01:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["name"] == "Skogås fritidsgård"
    assert event["location"]["geo"]["latitude"] == pytest.approx(59.2216, abs=0.001)
    assert event["offers"]["price"] == "0.00"
    assert event["audience"]["suggestedMinAge"] == 13
    Session.objects.filter(pk=hall.pk).update(status="cancelled", cancelled_reason="Ledaren sjuk")
    assert structured(f"/sessions/{hall.pk}")["eventStatus"].endswith("EventCancelled")
    assert "Inställt: <bdi>Ledaren sjuk</bdi>" in text(f"/sessions/{hall.pk}")


def test_a_moved_session_says_from_when(hall: Session) -> None:
    before = (hall.starts_at, hall.ends_at, hall.venue)
    hall.starts_at += datetime.timedelta(hours=1)
    hall.save()
    tell_moved(hall, before)
    event = structured(f"/sessions/{hall.pk}")
    assert event["eventStatus"].endswith("EventRescheduled")
    assert datetime.datetime.fromisoformat(event["previousStartDate"]) == before[0]


@pytest.mark.parametrize(
    ("origin", "said"), [("machine", "En maskin har översatt"), ("person", "Ingen har granskat")]
)
def test_a_translation_that_nobody_has_read_says_so(hall: Session, origin: str, said: str) -> None:
    assert said not in text(f"/sessions/{hall.pk}")
    hall.activity.texts.update(description="Välkommen.", origin=origin, reviewed=False)
    assert said in text(f"/sessions/{hall.pk}")
    assert said in text(f"/activities/{hall.activity_id}")


def test_a_translation_that_is_older_than_the_swedish_says_so(hall: Session) -> None:
    said = "The Swedish text has changed"
    words = {"title": "Ball", "summary": "Come and play.", "language": "en"}
    english = hall.activity.texts.create(**words, source_version=1)
    path = f"/sessions/{hall.pk}?lang=en"
    assert said not in text(path)
    hall.activity.texts.filter(language="sv").update(version=2)
    assert said in text(path)
    assert said not in text(f"/sessions/{hall.pk}")
    english.delete()


def test_a_full_session_is_sold_out_and_an_approximate_place_has_no_position(hall: Session) -> None:
    Activity.objects.update(mode="booking")
    Session.objects.update(booked=20)
    hall.venue.position_approximate = True
    hall.venue.save()
    event = structured(f"/sessions/{hall.pk}")
    assert event["offers"]["availability"].endswith("SoldOut")
    assert "geo" not in event["location"]


def test_an_activity_is_a_series_and_an_area_a_place_with_a_list(hall: Session) -> None:
    series = structured(f"/activities/{hall.activity_id}")
    assert series["@type"] == "EventSeries"
    (schedule,) = series["eventSchedule"]
    assert schedule["byDay"] == "https://schema.org/Wednesday"
    assert (schedule["startTime"], schedule["scheduleTimezone"]) == ("17:00", "Europe/Stockholm")
    assert "endDate" not in schedule
    assert [one["@type"] for one in series["subEvent"]] == ["Event"]
    place, listed = structured("/areas/0126-skogas")["@graph"]
    assert (place["@type"], place["name"]) == ("Place", "Skogås")
    assert listed["itemListElement"][0]["url"].endswith(f"/sessions/{hall.pk}")


def test_without_its_database_the_page_is_the_shell(
    hall: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Questions, "ask", away)
    answer = opened("/")
    assert answer.status_code == 200
    assert "Skript" in answer.content.decode()


@pytest.mark.parametrize("lang", ["sv", "en", "ar"])
def test_the_manifest_speaks_the_readers_language(lang: str, reads: Callable[..., Any]) -> None:
    found = reads(f"/manifest.webmanifest?lang={lang}")
    assert (found["lang"], found["dir"]) == (lang, "rtl" if lang == "ar" else "ltr")
    assert {icon["purpose"] for icon in found["icons"]} == {"any", "maskable"}
    assert len({one["name"] for one in found["shortcuts"]} - {""}) == len(found["shortcuts"])


@pytest.fixture
def reads() -> Callable[..., Any]:
    return lambda path: json.loads(opened(path).content)


def test_pictures_access_and_hours_are_read_without_a_script(hall: Session) -> None:
    paths = (f"/sessions/{hall.pk}", f"/activities/{hall.activity_id}")
    for path in paths:
        html = text(path)
        assert "Ingen har berättat hur tillgänglig platsen är." in html
        assert "Öppettiderna är inte kända." in html
        assert "Stängt" not in html, "unknown is not closed"
    add_picture(album_of_activity(hall.activity))
    Venue.objects.filter(pk=hall.venue_id).update(
        access_yes=["step_free"],
        access_no=["lift"],
        opening_hours="Mo-Fr 14:00-21:00; Su off",
        opening_hours_source="Kommunen",
    )
    for path in paths:
        html = text(path)
        (picture,) = re.findall('<figure class="first-picture"><img [^>]+>', html)
        assert 'alt="En hall" lang="sv"' in picture
        url = re.findall('src="([^"]+)"', picture)[0]
        assert Client().get(url).status_code == 200
        assert "Finns: Entré utan trappsteg" in html
        assert "Finns inte: Hiss" in html
        assert "14:00–21:00" in html
        assert "Stängt" in html
    arabic = text(f"{paths[0]}?lang=ar")
    assert 'alt="قاعة" lang="ar"' in arabic
