"""The same over the API: apply, see where one stands and why, answer; set up, draw, manage."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from activities.models import Application, GuardianRequest, Term
from activities.notifying.links import guardian_token
from people.children import add_child
from people.models import User
from people.retention import erase_person, export_person
from tests.activities.booking.young_people import young
from tests.activities.terms.season import (
    CLOSED,
    a_term,
    course,
    drawn,
    in_lottery_order,
    offered,
    said,
    who_comes,
    wish,
    yes,
)
from tests.browsing import browser_of, signed_in
from tests.named_people import GUNILLA, KARIN, SARA, TESTS
from tests.town import add_activity, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(monkeypatch: pytest.MonkeyPatch) -> Term:
    return a_term(monkeypatch)


def send(client: Client, method: str, path: str, body: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key or uuid.uuid4().hex}
    data = json.dumps(body or {})
    return client.generic(
        method, f"/api/v1/{path}", data, content_type="application/json", headers=headers
    )


def test_karin_applies_for_elsa_and_sees_where_each_wish_stands(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = browser_of(KARIN)
    elsa = add_child(
        by=TESTS, guardian=User.objects.get(email=KARIN.email), call_name="Elsa", birth_year=2016
    )
    body: dict[str, Any] = {
        "term": str(term.pk),
        "child": str(elsa.pk),
        "wishes": [str(course(term, title).pk) for title in ("Dans", "Piano")],
        "new_pupil": True,
    }
    made = send(karin, "POST", "applications", body, key="applying-once")
    assert made.status_code == 201, made.content
    again = send(karin, "POST", "applications", body, key="applying-once")
    assert again.json() == made.json(), "the same request is done once"
    one = made.json()
    assert [wish_["title"] for wish_ in one["wishes"]] == ["Dans", "Piano"]
    assert (one["next"], one["can"]) == ("draw", ["change", "withdraw"])
    assert one["wishes"][0]["queue"]["why"] == "not_drawn"
    changed = send(
        karin, "PUT", f"applications/{one['id']}/wishes", {"wishes": [body["wishes"][1]]}
    )
    assert [wish_["title"] for wish_ in changed.json()["wishes"]] == ["Piano"]
    drawn(monkeypatch, term)
    mine = karin.get(f"/api/v1/applications/{one['id']}").json()
    assert (mine["next"], mine["can"]) == ("answer", ["accept", "decline", "withdraw"])
    assert len(mine["drawn_as"]) == 64
    answer = {"wish": mine["wishes"][0]["id"]}
    accepted = send(karin, "POST", f"applications/{one['id']}/accept", answer).json()
    assert (accepted["next"], accepted["wishes"][0]["state"]) == ("placed", "placed")
    assert send(karin, "POST", f"applications/{one['id']}/decline", answer).status_code == 409
    gone = send(karin, "POST", f"applications/{one['id']}/withdraw").json()
    assert (gone["next"], gone["can"]) == ("over", [])


def test_what_happens_next_is_said_for_everybody(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = {name: ["Gitarr", "Piano"] for name in ("Amina", "Bo", "Cilla")}
    amina, bo, cilla = in_lottery_order(term, *wishes, wishes=wishes)
    drawn(monkeypatch, term)
    yes(bo)
    told = {}
    for one in (amina, bo, cilla):
        rows = signed_in(one.person).get("/api/v1/applications").json()["results"]  # type: ignore[arg-type]
        told[one.person.call_name] = rows[0]  # type: ignore[union-attr]
    assert [told[name]["next"] for name in told] == ["answer", "placed_and_queue", "queue"]
    first = told["Cilla"]["wishes"][0]["queue"]
    assert (first["place"], first["of"], first["why"]) == (2, 2, "full")
    assert told["Amina"]["wishes"][1]["queue"]["why"] == "offered"
    me = signed_in(User.objects.get(call_name="Amina"))
    send(me, "POST", f"applications/{amina.pk}/decline", {"wish": str(offered(amina).pk)})
    rows = me.get("/api/v1/applications").json()["results"]
    assert rows[0]["wishes"][0]["queue"]["why"] == "resting"


def test_a_guardian_reads_and_approves_an_application_from_a_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    term = a_term(monkeypatch, guardian="must_approve")
    body = {
        "term": str(term.pk),
        "wishes": [str(course(term, "Dans").pk)],
        "new_pupil": False,
        "guardian_contact": "foralder@example.org",
    }
    made = send(signed_in(young("Amina")), "POST", "applications", body).json()
    assert made["next"] == "guardian"
    token = {"token": guardian_token(GuardianRequest.objects.get().nonce)}
    asked = send(Client(), "POST", "approvals/read", token).json()
    assert (asked["name"], asked["term"]["name"], asked["wishes"]) == (
        "Amina",
        "Våren 2027",
        ["Dans"],
    )
    assert send(Client(), "POST", "approvals/approve", token).json()["state"] == "active"
    assert send(Client(), "POST", "approvals/decline", token).status_code == 409


def test_a_term_is_set_up_shown_and_drawn(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    gunilla = browser_of(GUNILLA)
    drum = add_activity("Slagverk", mode="term_course", organiser=term.organiser)
    body: dict[str, Any] = {
        "organiser": str(term.organiser_id),
        "name": "Hösten 2027",
        "first_date": "2027-08-20",
        "last_date": "2027-12-17",
        "opens_at": "2026-11-19T08:00:00+01:00",
        "closes_at": "2026-11-29T08:00:00+01:00",
        "order": ["new_pupils", "lottery"],
    }
    made = send(gunilla, "POST", "terms", body).json()
    path = f"terms/{made['id']}"
    assert (made["window"], made["mine"], made["answer_days"]) == ("draft", True, 7)
    assert Client().get(f"/api/v1/{path}").status_code == 404
    assert send(gunilla, "PATCH", path, {"answer_days": 9}).json()["answer_days"] == 9
    place = {"activity": str(drum.pk), "places": 2}
    (one,) = send(gunilla, "POST", f"{path}/courses", place).json()["courses"]
    fewer = send(gunilla, "PATCH", f"{path}/courses/{one['id']}", {"places": 1}).json()
    assert fewer["courses"][0]["places"] == 1
    assert send(gunilla, "DELETE", f"{path}/courses/{one['id']}").json()["courses"] == []
    send(gunilla, "POST", f"{path}/courses", place)
    assert send(gunilla, "POST", f"{path}/publish").json()["window"] == "upcoming"
    shown = Client().get("/api/v1/terms").json()["results"]
    assert [one["name"] for one in shown] == ["Hösten 2027", "Våren 2027"]
    assert send(gunilla, "POST", f"{path}/draw").json()["code"] == "window_open"
    stop_clock(monkeypatch, CLOSED)
    assert len(send(gunilla, "POST", f"{path}/draw").json()["seed"]) == 64


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_date": "2027-01-01"}, "last_date"),
        ({"closes_at": "2026-11-15T08:00:00+01:00"}, "closes_at"),
        ({"order": ["lottery", "lottery"]}, "order"),
        ({"order": []}, "order"),
        ({"first_date": "1066-01-01"}, "first_date"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_name(
    term: Term, wrong: dict[str, Any], field: str
) -> None:
    Term.objects.update(published_at=None)
    answer = send(browser_of(GUNILLA), "PATCH", f"terms/{term.pk}", wrong)
    assert answer.status_code == 400
    assert field in json.dumps(answer.json()["errors"])


def test_wishes_of_another_term_twice_or_too_many_are_refused(term: Term) -> None:
    amina = signed_in(young("Amina"))
    piano = str(course(term, "Piano").pk)
    body = {"term": str(term.pk), "wishes": [piano, piano], "new_pupil": True}
    assert send(amina, "POST", "applications", body).status_code == 400


def test_a_coordinator_sees_everybody_in_order_with_exact_counts(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = {name: ["Gitarr"] for name in ("Amina", "Bo", "Cilla")}
    amina, bo, cilla = in_lottery_order(term, *wishes, wishes=wishes)
    sara = browser_of(SARA)
    before = sara.get(f"/api/v1/terms/{term.pk}/applications").json()["results"]
    assert len(before) == 3
    drawn(monkeypatch, term)
    found = sara.get(f"/api/v1/terms/{term.pk}/applications").json()
    names = [one["participant"]["name"] for one in found["results"]]
    assert names == ["Amina", "Bo", "Cilla"]
    counts = {one["title"]: (one["offered"], one["placed"]) for one in found["courses"]}
    assert counts["Gitarr"] == (1, 0)
    removed = send(sara, "POST", f"applications/{amina.pk}/remove", {"message": "Dubbel"})
    assert removed.json()["state"] == "withdrawn"
    place = {"wish": str(bo.wishes.get().pk)}
    assert send(sara, "POST", f"applications/{bo.pk}/place", place).status_code == 200
    assert said(cilla) == "Gitarr waiting"


def test_a_course_that_is_not_published_is_shown_to_coordinators_alone(term: Term) -> None:
    hidden = course(term, "Dans").activity
    type(hidden).objects.filter(pk=hidden.pk).update(status="draft")
    assert "Dans" not in Client().get("/api/v1/terms").content.decode()
    assert "Dans" in browser_of(SARA).get("/api/v1/terms").content.decode()


def test_who_is_erased_leaves_the_place_and_a_number_that_is_nobodys(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = young("Amina")
    made = wish(term, amina, "Gitarr")
    drawn(monkeypatch, term)
    yes(made)
    session = course(term, "Gitarr").activity.sessions.order_by("starts_at")[0]
    assert who_comes(session) == ["Amina"]
    exported = export_person(person=amina, by=TESTS)
    assert made.number in json.dumps(exported, default=str)
    erase_person(person=amina, by=TESTS)
    assert who_comes(session) == []
    assert not Application.objects.exists()
    draw = Client().get(f"/api/v1/terms/{term.pk}/draw").json()
    assert [one["number"] for one in draw["results"]] == [made.number]
    assert course(term, "Gitarr").free == 1
