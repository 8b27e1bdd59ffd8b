"""Amina sees, fetches and erases everything about herself, and sees who has dealt with it."""

import json
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people import proof
from people.actors import actor_for
from people.errors import NotSignedIn
from people.membership import protect_identity
from people.models import AuditEntry, SignIn, User
from people.retention import dealings_with, export_person
from people.tasks import apply_retention_daily
from tests.browsing import browser_of, problem, signed_in
from tests.named_people import AMINA, GUNILLA, SARA, make

pytestmark = pytest.mark.django_db


def test_amina_gets_all_that_is_held_about_her_and_nothing_about_anybody_else() -> None:
    amina, sara = make(AMINA), make(SARA)
    answer = signed_in(amina).get("/api/v1/me/data")
    assert answer.headers["Cache-Control"] == "no-store"
    kinds = {one["kind"]: one for one in answer.json()["results"]}
    assert kinds["people.user"]["rows"][0]["call_name"] == "Amina"
    assert kinds["people.user"]["kept"].startswith("730 days")
    assert len(kinds["people.signin"]["rows"]) == 1
    text = json.dumps(answer.json())
    assert "Sara" not in text
    assert str(sara.pk) not in text
    assert AuditEntry.objects.filter(deed="person.export", by=amina.pk).count() == 1


def test_amina_sees_that_an_administrator_fetched_her_data_and_not_who_it_was() -> None:
    amina, gunilla = make(AMINA), make(GUNILLA)
    by = actor_for(gunilla, second_factor=True)
    protect_identity(by=by, person=amina, alias="Räven")
    export_person(person=amina, by=by)
    browser = signed_in(amina)
    browser.get("/api/v1/me/data")
    rows = browser.get("/api/v1/me/dealings").json()["results"]
    assert [(row["deed"], row["by"]) for row in rows] == [
        ("person.protect", "administrator"),
        ("person.export", "administrator"),
    ], "her own looking is not told as another's"
    text = json.dumps(rows)
    assert "Gunilla" not in text
    assert str(gunilla.pk) not in text
    gunilla.grants.all().delete()
    rows = browser.get("/api/v1/me/dealings").json()["results"]
    assert {row["by"] for row in rows} == {"staff"}


def test_nobody_sees_who_dealt_with_another_person() -> None:
    amina = make(AMINA)
    export_person(person=amina, by=actor_for(make(GUNILLA), second_factor=True))
    assert browser_of(SARA).get("/api/v1/me/dealings").json()["results"] == []
    assert not dealings_with(by=actor_for(User.objects.get(email=SARA.email), second_factor=True))


@pytest.mark.parametrize("rows", [1, 5])
def test_the_number_of_queries_does_not_grow(rows: int, django_assert_num_queries: object) -> None:
    amina, gunilla = make(AMINA), make(GUNILLA)
    for _ in range(rows):
        export_person(person=amina, by=actor_for(gunilla, second_factor=True))
    browser = signed_in(amina)
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(browser.get("/api/v1/me/dealings").json()["results"]) == rows


def test_a_copy_asks_once_for_each_kind_however_many_rows_there_are() -> None:
    amina = make(AMINA)
    browser = signed_in(amina)
    browser.get("/api/v1/me/data")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get("/api/v1/me/data")
        counts.append(len(queries))
        for _ in range(5):
            signed_in(amina)
    assert counts[0] == counts[1]


def test_amina_erases_herself_and_is_out_everywhere() -> None:
    amina = make(AMINA)
    phone, school = signed_in(amina), signed_in(amina)
    assert phone.post("/api/v1/me/erase").status_code == 204
    assert not User.objects.filter(pk=amina.pk).exists()
    assert not SignIn.objects.filter(person=amina.pk).exists()
    for browser in (phone, school):
        assert not browser.get("/api/v1/me").json()["authenticated"]
    entry = AuditEntry.objects.get(deed="person.erase")
    assert (entry.by, entry.object_id) == (amina.pk, str(amina.pk))


def test_on_a_phone_that_was_left_open_nobody_erases_her(monkeypatch: pytest.MonkeyPatch) -> None:
    amina = make(AMINA)
    browser = signed_in(amina)
    later = time.time() + proof.FRESH_SECONDS + 1
    monkeypatch.setattr("people.proof.time.time", lambda: later)
    problem(browser.post("/api/v1/me/erase"), 403, "proof_needed")
    assert User.objects.filter(pk=amina.pk).exists()


def test_a_visitor_has_nothing_to_fetch_or_erase() -> None:
    for method, path in (("get", "data"), ("get", "dealings"), ("post", "erase")):
        problem(getattr(Client(), method)(f"/api/v1/me/{path}"), 401, NotSignedIn.default_code)


def test_the_worker_applies_retention_every_night_and_logs_no_names(
    caplog: pytest.LogCaptureFixture,
) -> None:
    amina = make(AMINA)
    User.objects.filter(pk=amina.pk).update(created_at="2020-01-01T00:00Z")
    with caplog.at_level("INFO", logger="people.tasks"):
        apply_retention_daily(timestamp=0)
    assert not User.objects.filter(pk=amina.pk).exists()
    assert "1 removed of people.user" in caplog.text
    assert "amina" not in caplog.text.lower()
    assert str(amina.pk) not in caplog.text


def test_the_report_of_last_night_is_in_the_audit_log(capsys: pytest.CaptureFixture[str]) -> None:
    apply_retention_daily(timestamp=0)
    entry = AuditEntry.objects.get(deed="retention.apply")
    assert entry.by_system == "worker"
    call_command("apply_retention", "--last")
    assert "people.user" in capsys.readouterr().out
