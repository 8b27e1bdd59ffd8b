"""Pictures of activities and venues: added, described, ordered, seen by those who may, removed."""

import io
import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from PIL import Image

from activities.models import Activity, ActivityPhoto
from activities.photos import album_of_activity
from people.actors import system
from people.models import AuditEntry
from people.retention import apply_retention
from tests.browsing import API, browser_of, get, problem, send
from tests.named_people import GUNILLA, SARA
from tests.pictures_to_send import add_picture, drawn, encoded, sent
from tests.town import (
    Town,
    add_activity,
    add_session,
    add_venue,
    at,
    build_town,
    in_area,
    stop_clock,
)
from venues.models import Picture, PictureFile, Venue
from venues.photos import cleaning
from venues.photos.albums import MOST_PHOTOS, Album, album_of_venue
from venues.photos.cleaning import MOST_BYTES

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    return build_town()


def upload(client: Client, path: str, content: bytes | None = None, **words: str) -> Any:
    fields = {"file": sent(content), "alt_sv": "Barn spelar basket", **words}
    return client.post(f"{API}{path}/photos", fields)


def results(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code in (200, 201), answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_a_picture_is_added_and_shown_with_the_activity_in_every_size(town: Town) -> None:
    gunilla, activity = browser_of(GUNILLA), add_activity()
    session = add_session(activity, add_venue("Hallen", 0, 0), at("2026-11-18 17:00"))
    content = encoded(drawn((1600, 1200)))
    words = {"alt_ar": "أطفال يلعبون", "photographer": "Kommunen", "licence": "CC BY 4.0"}
    (added,) = results(upload(gunilla, f"/activities/{activity.pk}", content, **words))
    shown = get(f"/sessions/{session.pk}", lang="ar")
    assert shown["activity"]["photo"] == shown["photos"][0]
    photo = shown["photos"][0]
    assert (photo["alt"], photo["language"]) == ("أطفال يلعبون", "ar")
    assert (photo["width"], photo["height"]) == (1280, 960)
    assert (photo["photographer"], photo["licence"]) == ("Kommunen", "CC BY 4.0")
    assert [(one["type"], one["width"]) for one in photo["sources"]] == [
        ("image/avif", 320),
        ("image/avif", 640),
        ("image/avif", 1280),
        ("image/webp", 320),
        ("image/webp", 640),
        ("image/webp", 1280),
    ]
    assert added["sources"] == photo["sources"]
    english = get(f"/activities/{activity.pk}", lang="en")["photo"]
    assert (english["alt"], english["language"]) == ("Barn spelar basket", "sv")
    for one in photo["sources"]:
        answer = Client().get(one["url"], headers={"Accept": "image/avif,image/*"})
        assert answer.headers["Content-Type"] == one["type"]
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert Image.open(io.BytesIO(answer.content)).size == (one["width"], one["height"])
        again = Client().get(one["url"], headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_list_shows_the_first_picture_only(town: Town) -> None:
    activity = add_activity()
    add_session(activity, add_venue("Hallen", 0, 0), at("2026-11-18 17:00"))
    first = add_picture(album_of_activity(activity))
    add_picture(album_of_activity(activity))
    row = get("/activities")["results"][0]
    assert row["photo"]["id"] == str(first.pk)
    assert len(get(f"/activities/{activity.pk}")["photos"]) == 2
    other = add_activity("Utan bild")
    assert get(f"/activities/{other.pk}")["photo"] is None


def test_a_drafts_picture_is_seen_by_nobody_who_may_not_see_the_draft(town: Town) -> None:
    draft = add_activity(status="draft", owner=in_area(town.skogas))
    gunilla = browser_of(GUNILLA)
    (photo,) = results(upload(gunilla, f"/activities/{draft.pk}"))
    url = photo["sources"][0]["url"]
    problem(Client().get(url), 404, "not_found")
    problem(browser_of(SARA, scope=in_area(town.varby)).get(url), 404, "not_found")
    own = gunilla.get(url)
    assert (own.status_code, own.headers["Cache-Control"]) == (200, "private, no-store")
    Activity.objects.update(status="archived")
    problem(Client().get(url), 404, "not_found")


def test_a_picture_is_found_below_its_own_activity_only(town: Town) -> None:
    draft, shown = add_activity(status="draft"), add_activity("Annat")
    hidden = add_picture(album_of_activity(draft))
    file = hidden.files.first()
    for name in (str(file), "x.avif", f"9{file}", "320-.avif", str(file).replace("avif", "png")):
        url = f"{API}/activities/{shown.pk}/photos/{hidden.pk}/{name}"
        problem(Client().get(url), 404, "not_found")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({"alt_sv": ""}, "alt_sv"),
        ({"alt_sv": " "}, "alt_sv"),
        ({"alt_sv": "x" * 241}, "alt_sv"),
        ({"alt_xx": "x"}, "alt_xx"),
        ({"photographer": "x" * 121}, "photographer"),
        ({"file": "no file"}, "file"),
    ],
)
def test_words_that_are_missing_or_wrong_are_named(
    town: Town, words: dict[str, str], name: str
) -> None:
    activity = add_activity()
    answer = upload(browser_of(GUNILLA), f"/activities/{activity.pk}", None, **words)
    assert [one["name"] for one in problem(answer, 400, "invalid")["errors"]] == [name]
    assert not Picture.objects.exists()


def test_a_bad_file_is_told_what_is_wrong_with_it_and_leaves_nothing(town: Town) -> None:
    activity = add_activity()
    answer = upload(browser_of(GUNILLA), f"/activities/{activity.pk}", encoded(form="PNG"))
    problem(answer, 400, "photo_mislabelled")
    assert not Picture.objects.exists()


def test_a_body_that_is_too_large_is_refused_unread(town: Town) -> None:
    path = f"{API}/activities/{add_activity().pk}/photos"
    length = str(MOST_BYTES + 10**6)
    answer = browser_of(GUNILLA).generic(
        "POST", path, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=length
    )
    problem(answer, 413, "photo_too_large")
    large = browser_of(SARA).post(path, {"file": sent(bytes(MOST_BYTES + 1)), "alt_sv": "x"})
    problem(large, 413, "photo_too_large")


def test_an_album_is_full_at_last(town: Town) -> None:
    gunilla, venue = browser_of(GUNILLA), add_venue("Hallen", 0, 0)
    for _ in range(MOST_PHOTOS):
        add_picture(album_of_venue(venue))
    problem(upload(gunilla, f"/venues/{venue.pk}"), 409, "too_many_photos")


def test_who_was_first_in_the_last_seat_of_an_album_is_told_under_the_lock(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another picture came in while this one was being cleaned."""
    monkeypatch.setattr("venues.photos.albums.MOST_PHOTOS", 1)
    venue = add_venue("Hallen", 0, 0)
    real = cleaning.clean

    def slow(*args: Any, **how: Any) -> Any:
        monkeypatch.setattr("venues.photos.albums.clean", real)
        add_picture(album_of_venue(venue))
        return real(*args, **how)

    monkeypatch.setattr("venues.photos.albums.clean", slow)
    problem(upload(browser_of(GUNILLA), f"/venues/{venue.pk}"), 409, "too_many_photos")
    assert Picture.objects.count() == 1


def test_the_words_change_and_the_picture_does_not(town: Town) -> None:
    gunilla, activity = browser_of(GUNILLA), add_activity()
    (before,) = results(upload(gunilla, f"/activities/{activity.pk}", alt_en="Children"))
    path = f"/activities/{activity.pk}/photos/{before['id']}"
    body = {"alt_sv": "Fyra barn", "photographer": "Sara", "illustration": True}
    (after,) = results(send(gunilla, "PUT", path, body))
    assert after["alts"] == [{"language": "sv", "text": "Fyra barn"}]
    assert (after["photographer"], after["illustration"]) == ("Sara", True)
    assert after["sources"] == before["sources"]


def test_the_order_changes_and_the_first_stands_for_the_whole(town: Town) -> None:
    gunilla, venue = browser_of(GUNILLA), add_venue("Hallen", 0, 0)
    ids = [str(add_picture(album_of_venue(venue)).pk) for _ in range(3)]
    path = f"/venues/{venue.pk}/photos/order"
    wanted = [ids[2], ids[0], ids[1]]
    found = results(send(gunilla, "PUT", path, {"order": wanted}))
    assert [one["id"] for one in found] == wanted
    for wrong in ([], ids[:2], [*ids, ids[0]], [ids[0]] * 3):
        problem(send(gunilla, "PUT", path, {"order": wrong}), 409, "photos_changed")


def test_a_removed_picture_is_gone_with_its_files_and_the_others_move_up(town: Town) -> None:
    gunilla, activity = browser_of(GUNILLA), add_activity()
    first, second = (add_picture(album_of_activity(activity)) for _ in range(2))
    address = f"{API}/activities/{activity.pk}/photos/{first.pk}/{first.files.first()}"
    assert Client().get(address).status_code == 200
    path = f"/activities/{activity.pk}/photos/{first.pk}"
    (left,) = results(send(gunilla, "DELETE", path))
    assert left["id"] == str(second.pk)
    assert ActivityPhoto.objects.get().position == 0
    problem(Client().get(address), 404, "not_found")
    assert not PictureFile.objects.filter(picture_id=first.pk).exists()
    problem(send(gunilla, "DELETE", path), 404, "not_found")


def test_every_change_is_in_the_audit_log_with_ids_only(town: Town) -> None:
    gunilla, activity = browser_of(GUNILLA), add_activity()
    (photo,) = results(upload(gunilla, f"/activities/{activity.pk}", photographer="Amina"))
    base = f"/activities/{activity.pk}/photos"
    send(gunilla, "PUT", f"{base}/{photo['id']}", {"alt_sv": "En hall"})
    send(gunilla, "PUT", f"{base}/order", {"order": [photo["id"]]})
    send(gunilla, "DELETE", f"{base}/{photo['id']}")
    entries = AuditEntry.objects.filter(deed="activity.write").order_by("at")
    keys = [next(iter(entry.detail)) for entry in entries]
    assert keys == ["photo", "photo_described", "photos_ordered", "photo_removed"]
    assert "Amina" not in json.dumps([entry.detail for entry in entries])


def test_pictures_whose_activity_is_gone_are_removed_by_the_daily_run(town: Town) -> None:
    activity, venue = add_activity(), add_venue("Hallen", 0, 0)
    add_picture(album_of_activity(activity))
    kept = add_picture(album_of_venue(venue))
    activity.delete()
    assert Picture.objects.count() == 2
    by = system("apply_retention")
    assert apply_retention(by=by, dry_run=True)["venues.picture"] == 1
    assert Picture.objects.count() == 2
    assert apply_retention(by=by)["venues.picture"] == 1
    assert Picture.objects.get() == kept
    assert apply_retention(by=by)["venues.picture"] == 0


def test_the_database_keeps_the_order_of_an_album(town: Town) -> None:
    activity, venue = add_activity(), add_venue("Hallen", 0, 0)

    def two_first_ones(album: Album) -> None:
        for _ in range(2):
            picture = Picture.objects.create(width=1, height=1)
            album.of.photos.create(picture=picture, position=0)
        connection.check_constraints()

    with pytest.raises(IntegrityError, match="activities_photo_position"), transaction.atomic():
        two_first_ones(album_of_activity(activity))
    with pytest.raises(IntegrityError, match="venues_venuephoto_position"), transaction.atomic():
        two_first_ones(album_of_venue(venue))


def test_a_venue_shows_its_pictures_with_each_session_there(town: Town) -> None:
    venue = add_venue("Hallen", 0, 0)
    add_picture(album_of_venue(venue))
    session = add_session(add_activity(), venue, at("2026-11-18 17:00"))
    (photo,) = get(f"/sessions/{session.pk}")["venue_photos"]
    assert Client().get(photo["sources"][0]["url"]).status_code == 200
    assert get(f"/venues/{venue.pk}")["photos"] == [photo]
    assert Venue.objects.get().photos.count() == 1
