"""Sara cancels an import while the worker is at it, and fetches all that is wrong with another."""

import gzip
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from people.errors import NotPermitted
from tests.browsing import API, get, problem, send, signed_in
from tests.named_people import AMINA, GUNILLA, SARA, acting, make
from tests.town import build_town
from tests.venues.importing.test_import_venues import a_row
from tests.venues.test_uploading import WORKER, csv, post, quoted, uploaded, work
from venues.carrying_out import carry_out
from venues.models import Upload, Venue
from venues.uploading import cancel_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara() -> Client:
    build_town()
    return signed_in(make(SARA))


def test_a_waiting_import_is_cancelled_and_can_be_tried_again(sara: Client) -> None:
    waiting = post(sara).json()["id"]
    cancelled = send(sara, "POST", f"/imports/{waiting}/cancel").json()
    assert (cancelled["state"], cancelled["may_apply"]) == ("cancelled", False)
    work()
    assert get(f"/imports/{waiting}", sara)["state"] == "cancelled"
    problem(send(sara, "POST", f"/imports/{waiting}/cancel"), 409, "import_not_under_way")
    send(sara, "POST", f"/imports/{waiting}/try", {})
    work()
    assert get(f"/imports/{waiting}", sara)["report"]["added"] == 2
    with pytest.raises(NotPermitted):
        cancel_upload(upload=Upload.objects.get(), by=acting(AMINA))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["cache", "_keep_findings"])
def test_an_import_at_work_that_is_cancelled_leaves_nothing(
    sara: Client, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """While rows are read, and when all rows are done but nothing is committed."""
    tried = uploaded(sara)
    send(sara, "POST", f"/imports/{tried['id']}/apply")
    answers: list[int] = []

    def cancel(*args: object, **more: object) -> None:
        """From the page, on a connection of its own."""

        def send_it() -> None:
            answers.append(send(sara, "POST", f"/imports/{tried['id']}/cancel").status_code)
            connections.close_all()

        thread = threading.Thread(target=send_it)
        thread.start()
        thread.join()

    cache = SimpleNamespace(set=cancel, get=lambda *args: 0, delete=lambda *args: None)
    monkeypatch.setattr(f"venues.carrying_out.{moment}", cache if moment == "cache" else cancel)
    upload = carry_out(upload=Upload.objects.get(), by=WORKER)
    assert answers[0] == 200
    assert (upload.state, upload.report, upload.has_file) == ("cancelled", None, True)
    assert not Venue.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_that_breaks_after_it_was_cancelled_stays_cancelled(
    sara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = post(sara).json()["id"]

    def breaks(*args: object) -> None:
        thread = threading.Thread(target=cancelled_elsewhere)
        thread.start()
        thread.join()
        raise RuntimeError("disk full")

    def cancelled_elsewhere() -> None:
        send(sara, "POST", f"/imports/{waiting}/cancel")
        connections.close_all()

    monkeypatch.setattr("venues.carrying_out._work", breaks)
    assert carry_out(upload=Upload.objects.get(), by=WORKER).state == "cancelled"


def test_everything_that_is_wrong_can_be_fetched_for_a_day(sara: Client) -> None:
    assert uploaded(sara)["findings_file"] is False
    bad = csv(*(quoted(a_row(str(n), kind="@krog")) for n in range(250)))
    tried = uploaded(sara, bad)
    assert (len(tried["report"]["findings"]), tried["report"]["findings_not_listed"]) == (200, 50)
    (counted,) = tried["report"]["by_code"]
    assert (counted["code"], counted["count"]) == ("not_a_choice", 250)
    assert counted["what"] == "Värdet är inget av dem som går att välja."
    assert tried["findings_file"] is True
    address = f"{API}/imports/{tried['id']}/findings"
    for encoding in ("", "gzip"):
        answer: Any = sara.get(address, headers={"Accept-Encoding": encoding})
        content = b"".join(answer.streaming_content)
        assert answer.get("Content-Encoding", "") == encoding
        text = (gzip.decompress(content) if encoding else content).decode("utf-8-sig")
        assert len(text.splitlines()) == 251
        assert text.splitlines()[1].startswith("2;kind;not_a_choice;")
        assert text.splitlines()[1].endswith(";'@krog")
    assert signed_in(make(GUNILLA)).get(address).status_code == 404
    send(sara, "POST", f"/imports/{tried['id']}/try", {"values": {"kind": {"@krog": "park"}}})
    work()
    assert get(f"/imports/{tried['id']}", sara)["findings_file"] is False
    assert sara.get(address).status_code == 404
