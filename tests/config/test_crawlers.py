"""What search engines and finders of holes are told: public things alone."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import Settings

from activities.models import Activity, Session
from config import crawlers
from tests.town import add_activity, add_session, add_venue, at, build_town, stop_clock

pytestmark = pytest.mark.django_db
OURS = "http://localhost:8000"
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Session:
    stop_clock(monkeypatch, at("2027-03-24 12:00"))
    build_town()
    club = add_venue("Skogås fritidsgård", 0, 0)
    hall = add_session(add_activity(), club, at("2027-03-24 17:00"))
    secret = add_activity("Utkast", status="draft")
    add_session(secret, club, at("2027-03-24 17:00"))
    old = add_activity("Arkiverad", status="archived")
    add_session(old, club, at("2027-03-24 17:00"))
    add_session(hall.activity, club, at("2027-03-23 17:00"))
    add_session(
        hall.activity,
        club,
        at("2027-03-25 17:00"),
        status="cancelled",
        cancelled_reason="Sjuk ledare",
    )
    return hall


def entries(path: str) -> dict[str, str]:
    """Address → date of its last change, or empty."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    tree = ElementTree.fromstring(answer.content)
    return {node.findtext("loc", "", NAMES): node.findtext("lastmod", "", NAMES) for node in tree}


def test_the_index_names_every_section(hall: Session) -> None:
    found = entries("/sitemap.xml")
    assert [address.rpartition("-")[2] for address in found] == [
        "pages.xml",
        "areas.xml",
        "activities.xml",
        "sessions.xml",
    ]


def test_only_what_everybody_may_see_is_listed(hall: Session) -> None:
    assert set(entries("/sitemap-sessions.xml")) == {f"{OURS}/sessions/{hall.pk}"}
    assert set(entries("/sitemap-activities.xml")) == {f"{OURS}/activities/{hall.activity_id}"}
    areas = {f"{OURS}/areas/0126-skogas", f"{OURS}/areas/0126-varby"}
    assert set(entries("/sitemap-areas.xml")) == areas
    for address in entries("/sitemap-pages.xml"):
        assert Client().get(address.removeprefix(OURS) or "/").status_code in (200, 503)


def test_each_address_carries_the_date_of_its_last_change(hall: Session) -> None:
    Activity.objects.filter(pk=hall.activity_id).update(age_to=18)
    changed = Activity.objects.get(pk=hall.activity_id).changed_at
    for section in ("activities", "sessions"):
        assert list(entries(f"/sitemap-{section}.xml").values()) == [changed.date().isoformat()]


def test_many_are_split_into_files(hall: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers.SessionPages, "limit", 1)
    add_session(hall.activity, hall.venue, at("2027-03-26 17:00"))
    assert [one for one in entries("/sitemap.xml") if "sessions" in one] == [
        f"{OURS}/sitemap-sessions.xml",
        f"{OURS}/sitemap-sessions.xml?p=2",
    ]
    assert len(entries("/sitemap-sessions.xml?p=2")) == 1


def test_robots_are_shown_the_sitemap() -> None:
    text = Client().get("/robots.txt").content.decode()
    assert f"Sitemap: {OURS}/sitemap.xml" in text
    assert "Disallow: /_allauth/" in text
    assert "Disallow: /\n" not in text


def test_whom_to_tell_about_a_hole(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at("2027-03-24 12:00"))
    settings.NARA_SECURITY_CONTACT = "mailto:it@example.org"
    answer: Any = Client().get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:it@example.org"
    assert lines["Expires"] == "2027-04-23T00:00:00Z"
    assert lines["Canonical"] == f"{OURS}/.well-known/security.txt"


def test_nobody_to_tell_is_not_invented(settings: Settings) -> None:
    settings.NARA_SECURITY_CONTACT = ""
    assert Client().get("/.well-known/security.txt").status_code == 404


def test_every_address_is_ours_whatever_name_the_request_came_in_by(
    hall: Session, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["inside.example"]
    asked = Client(headers={"Host": "inside.example"})
    for path in ("/sitemap.xml", "/sitemap-sessions.xml", "/robots.txt"):
        text = asked.get(path).content.decode()
        assert OURS in text, path
        assert "inside.example" not in text, path
