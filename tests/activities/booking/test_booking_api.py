"""Bookings over the API: made once, seen by those they belong to, answered as described."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from activities.booking.answering import cancel
from activities.booking.idempotency import Answer, once
from activities.models import Booking, GuardianRequest, IdempotencyKey, Session
from activities.notifying.links import guardian_token
from people.actors import VISITOR
from people.errors import NotSignedIn
from tests.activities.booking.young_people import (
    EVENING,
    a_session,
    as_,
    child_of,
    counts,
    get_seat,
    state,
    young,
)
from tests.browsing import API, browser_of, get, problem, rows, send, signed_in, wrong_names
from tests.named_people import ALI, SARA
from tests.town import add_session, at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def browser(name: str, **more: Any) -> Client:
    return signed_in(young(name, **more), second_factor=False)


def post(client: Client, path: str, body: dict[str, Any], key: str | None = None) -> Any:
    headers = {"Idempotency-Key": key or uuid.uuid4().hex}
    return client.post(API + path, body, content_type="application/json", headers=headers)


def test_amina_books_sees_and_cancels(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina = browser("Amina")
    answer = post(amina, "/bookings", {"session": str(session.pk)})
    assert answer.status_code == 201, answer.content
    (booking,) = answer.json()["bookings"]
    assert (booking["state"], booking["can"]) == ("booked", ["cancel", "ticket", "confirm"])
    (mine,) = rows("/bookings", amina)
    assert (mine["session"]["title"], mine["participant"]["name"]) == ("Basket", "Amina")
    path = f"/bookings/{booking['id']}"
    assert post(amina, f"{path}/confirm", {}).json()["can"] == ["cancel", "ticket"]
    assert post(amina, f"{path}/cancel", {}).json()["state"] == "cancelled"
    assert rows("/bookings", amina) == []
    assert [one["state"] for one in rows("/bookings", amina, when="past")] == ["cancelled"]
    assert len(rows("/bookings", amina, when="all")) == 1
    assert get(path, amina)["can"] == []


def test_full_queue_offer_accept(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    first = get_seat(session, young("Bo"))
    amina = browser("Amina")
    body = {"session": str(session.pk)}
    problem(post(amina, "/bookings", body), 409, "full")
    (booking,) = post(amina, "/bookings", {**body, "queue": True}).json()["bookings"]
    assert booking["queue"] == {
        "place": 1,
        "of": 1,
        "why": "full",
        "explanation": "Alla platser är tagna. Du får ett erbjudande när det är din tur.",
    }
    assert booking["can"] == ["cancel"]
    cancel(booking=first, by=as_(first.person))
    path = f"/bookings/{booking['id']}"
    offered = get(path, amina)
    assert (offered["state"], offered["can"]) == ("offered", ["accept", "decline"])
    assert post(amina, f"{path}/accept", {}).json()["state"] == "booked"
    problem(post(amina, f"{path}/decline", {}), 409, "offer_gone")


def test_in_the_last_hours_the_answer_says_that_one_can_take_it(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    first = get_seat(session, young("Bo"))
    amina = young("Amina")
    waits = get_seat(session, amina)
    stop_clock(monkeypatch, at("2026-11-25 18:00"))
    cancel(booking=first, by=as_(first.person))
    client = signed_in(amina, second_factor=False)
    assert get(f"/bookings/{waits.pk}", client)["can"] == ["cancel", "accept"]
    stop_clock(monkeypatch, EVENING)
    assert get(f"/bookings/{waits.pk}", client)["can"] == []


def test_when_it_has_begun_the_ticket_is_left(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina = young("Amina")
    booking = get_seat(session, amina)
    stop_clock(monkeypatch, EVENING)
    assert get(f"/bookings/{booking.pk}", signed_in(amina))["can"] == ["ticket"]


def test_the_same_request_twice_is_done_once(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina, body = browser("Amina"), {"session": str(session.pk)}
    first = post(amina, "/bookings", body, key="a-key-of-mine")
    again = post(amina, "/bookings", body, key="a-key-of-mine")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Booking.objects.count() == 1
    other = {**body, "queue": True}
    problem(post(amina, "/bookings", other, key="a-key-of-mine"), 409, "idempotency_key_reused")
    problem(post(amina, "/bookings", body, key="another-key"), 409, "already_booked")
    bo = post(browser("Bo"), "/bookings", body, key="a-key-of-mine")
    assert bo.status_code == 201, "keys are one's own"


def test_what_was_refused_may_be_tried_again_with_the_key(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    first = get_seat(session, young("Bo"))
    amina, body = browser("Amina"), {"session": str(session.pk)}
    problem(post(amina, "/bookings", body, key="a-key-of-mine"), 409, "full")
    cancel(booking=first, by=as_(first.person))
    assert post(amina, "/bookings", body, key="a-key-of-mine").status_code == 201


def test_a_key_is_forgotten_after_24_hours(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina, body = browser("Amina"), {"session": str(session.pk)}
    post(amina, "/bookings", body, key="a-key-of-mine")
    stop_clock(monkeypatch, at("2026-11-19 12:00"))
    problem(post(amina, "/bookings", body, key="a-key-of-mine"), 409, "already_booked")
    assert not IdempotencyKey.objects.filter(created_at__gt=at("2026-11-19 11:00")).exists()


def test_a_visitor_has_no_keys(monkeypatch: Patch) -> None:
    with pytest.raises(NotSignedIn):
        once(key="a-key-of-mine", request={}, do=lambda: Answer(200, {}), by=VISITOR)


@pytest.mark.parametrize("key", ["", "short", "x" * 81, "with blanks in it"])
def test_a_key_is_needed(monkeypatch: Patch, key: str) -> None:
    session = a_session(monkeypatch)
    answer = browser("Amina").post(
        f"{API}/bookings",
        {"session": str(session.pk)},
        content_type="application/json",
        headers={"Idempotency-Key": key} if key else {},
    )
    assert wrong_names(answer) == ["Idempotency-Key"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["session"]),
        ({"session": str(uuid.uuid4())}, ["session"]),
        ({"myself": False}, ["children", "session"]),
        ({"colour": "red"}, ["colour"]),
        ({"guardian_contact": "somebody"}, ["guardian_contact", "session"]),
        ({"guardian_contact": "a@b"}, ["guardian_contact", "session"]),
    ],
)
def test_what_is_wrong_is_named(monkeypatch: Patch, body: dict[str, Any], names: list[str]) -> None:
    a_session(monkeypatch)
    found = wrong_names(post(browser("Amina"), "/bookings", body))
    assert set(found) <= set(names)
    assert found


def test_a_guardian_books_for_children_and_sees_their_bookings(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    karin = young("Karin", age=40)
    nora = child_of(karin, "Nora")
    client = signed_in(karin, second_factor=False)
    body = {"session": str(session.pk), "myself": False, "children": [str(nora.pk)]}
    twice = {**body, "children": [str(nora.pk)] * 2}
    assert wrong_names(post(client, "/bookings", twice)) == ["children"]
    nobody = {**body, "children": []}
    assert wrong_names(post(client, "/bookings", nobody)) == ["children"]
    (booking,) = post(client, "/bookings", body).json()["bookings"]
    assert booking["participant"] == {"name": "Nora", "child": str(nora.pk)}
    assert [one["id"] for one in rows("/bookings", client)] == [booking["id"]]
    problem(post(browser("Bo"), "/bookings", body), 409, "not_your_child")


def test_an_overlap_is_told_and_not_refused(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    other = add_session(session.activity, session.venue, at("2026-11-25 21:00"))
    after = add_session(session.activity, session.venue, at("2026-11-25 22:00"))
    amina = young("Amina")
    booking = get_seat(session, amina)
    client = signed_in(amina, second_factor=False)
    overlaps = post(client, "/bookings", {"session": str(other.pk)}).json()["overlaps"]
    assert overlaps == [str(booking.pk)]
    answer = post(client, "/bookings", {"session": str(after.pk)}).json()
    assert str(booking.pk) not in answer["overlaps"]


def test_somebody_elses_booking_is_not_there(monkeypatch: Patch) -> None:
    booking = get_seat(a_session(monkeypatch), young("Amina"))
    bo = browser("Bo")
    problem(bo.get(f"{API}/bookings/{booking.pk}"), 404, "not_found")
    problem(post(bo, f"/bookings/{booking.pk}/cancel", {}), 404, "not_found")
    problem(Client().get(f"{API}/bookings"), 401, "not_signed_in")


def test_my_bookings_in_one_session(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    other = add_session(session.activity, session.venue, session.ends_at)
    amina = browser("Amina")
    for one in (session, other):
        post(amina, "/bookings", {"session": str(one.pk)})
    found = amina.get(f"{API}/bookings?session={other.pk}").json()["results"]
    assert [row["session"]["id"] for row in found] == [str(other.pk)]


def test_a_seat_says_that_it_was_asked_about_and_when_it_goes_on(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, remind_hours=[48, 24], release_hours=12)
    amina, path = browser("Amina"), "/bookings"
    post(amina, path, {"session": str(session.pk)})

    def seen() -> tuple[bool, str | None]:
        (row,) = rows(path, amina)
        return row["asked_to_come"], row["goes_on_at"]

    goes_on = "2026-11-25T07:00:00+01:00"
    assert seen() == (False, goes_on)
    stop_clock(monkeypatch, EVENING - datetime.timedelta(hours=48))
    assert seen() == (True, goes_on)
    (row,) = rows(path, amina)
    post(amina, f"{path}/{row['id']}/confirm", {})
    assert seen() == (False, None)


def test_friends_meet_by_a_code(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina, bo = browser("Amina"), browser("Bo")
    group = post(amina, "/groups", {"session": str(session.pk)}).json()
    assert (group["friends"], len(group["code"])) == (1, 10)
    joined = post(bo, "/groups/join", {"code": group["code"]}).json()
    assert joined["friends"] == 2
    for one, mine in ((amina, True), (bo, False)):
        found = one.get(f"{API}/groups?session={session.pk}").json()["results"]
        assert [(row["id"], row["friends"], row["mine"]) for row in found] == [
            (group["id"], 2, mine)
        ]
        assert one.get(f"{API}/groups").json()["results"] == found
    assert not browser("Cilla").get(f"{API}/groups").json()["results"]
    assert wrong_names(post(bo, "/groups/join", {"code": "x"})) == ["code"]
    path = f"/groups/{group['id']}/book"
    problem(post(bo, path, {}), 404, "not_found")
    answer = post(amina, path, {})
    assert [one["state"] for one in answer.json()["bookings"]] == ["booked", "booked"]
    assert counts(session) == {"booked": 2}


def test_a_guardian_answers_from_the_link(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    one, two = (get_seat(session, young(n), contact="a@example.org") for n in ("Amina", "Bo"))
    tokens = [
        guardian_token(GuardianRequest.objects.get(booking=booking).nonce) for booking in (one, two)
    ]
    guardian = Client()
    asked = post(guardian, "/approvals/read", {"token": tokens[0]}).json()
    assert (asked["name"], asked["state"], asked["session"]["title"]) == ("Amina", "held", "Basket")
    post(guardian, "/approvals/approve", {"token": tokens[0]})
    post(guardian, "/approvals/decline", {"token": tokens[1]})
    assert (state(one), state(two)) == ("booked", "declined")
    problem(post(guardian, "/approvals/read", {"token": tokens[0]}), 409, "link_used")
    problem(post(guardian, "/approvals/read", {"token": "made up"}), 409, "link_unknown")


def session_of_three(monkeypatch: Patch) -> tuple[Session, list[Booking]]:
    session = a_session(monkeypatch, capacity=2)
    return session, [get_seat(session, young(name)) for name in ("Amina", "Bo", "Cilla")]


def test_sara_sees_participants_and_the_queue_with_reasons(monkeypatch: Patch) -> None:
    session, _ = session_of_three(monkeypatch)
    for staff in (SARA, ALI):
        found = get(f"/sessions/{session.pk}/bookings", browser_of(staff))
        told = [(one["name"], one["state"]) for one in found["results"]]
        assert sorted(told[:2]) + told[2:] == [
            ("Amina", "booked"),
            ("Bo", "booked"),
            ("Cilla", "waiting"),
        ]
        assert found["results"][2]["queue"]["why"] == "full"
        assert (found["seats"]["booked"], found["seats"]["waiting"]) == (2, 1)


def test_sara_cancels_some_undoes_it_and_sends_a_message(monkeypatch: Patch) -> None:
    session, (amina, bo, _cilla) = session_of_three(monkeypatch)
    sara, path = browser_of(SARA), f"/sessions/{session.pk}"
    ids = [str(amina.pk), str(bo.pk)]
    cancelled = send(
        sara, "POST", f"{path}/bookings/cancel", {"bookings": ids, "message": "Trasig hall"}
    ).json()
    assert [one["name"] for one in cancelled["results"]] == ["Cilla"]
    undone = send(sara, "POST", f"{path}/bookings/undo", {"bookings": ids}).json()
    assert len(undone["results"]) == 3
    answer = send(sara, "POST", f"{path}/message", {"message": "Ta med inneskor"})
    assert answer.status_code == 200
    assert wrong_names(send(sara, "POST", f"{path}/message", {})) == ["message"]


def test_sara_moves_and_invites(monkeypatch: Patch) -> None:
    session, (amina, _bo, cilla) = session_of_three(monkeypatch)
    other = add_session(session.activity, session.venue, at("2026-12-02 19:00"))
    sara = browser_of(SARA)
    problem(send(sara, "POST", f"/bookings/{cilla.pk}/invite", {}), 409, "full")
    moved = send(sara, "POST", f"/bookings/{amina.pk}/move", {"session": str(other.pk)}).json()
    assert [one["name"] for one in moved["results"]] == ["Amina"]
    assert state(cilla) == "offered"
    problem(send(sara, "POST", f"/bookings/{cilla.pk}/invite", {}), 409, "not_waiting")
