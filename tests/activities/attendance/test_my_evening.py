"""What a leader's phone takes along: my sessions of today, their rosters, and nothing else."""

import base64
import datetime
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client
from pytest_django import Settings

from activities.attendance.errors import AlreadyLeads, DoesNotLead, NoLeader
from activities.attendance.leading import assign_leader, unassign_leader
from activities.attendance.questions import set_questions
from activities.attendance.sealing import CannotBeOpened, sealing_keys, unseal
from activities.attendance.tokens import NotAToken, read_token
from activities.models import ReflectionQuestion, Session
from activities.signing import signing_keys
from people.membership import protect_identity
from people.models import AuditEntry, User
from people.roles import Role, Scope, ScopeKind
from tests.activities.attendance.phones import (
    EVENING,
    Phone,
    a_leader,
    booked,
    later,
    send,
)
from tests.activities.booking.young_people import young
from tests.browsing import API, get, problem, rows, signed_in, wrong_names
from tests.browsing import send as ask
from tests.named_people import GUNILLA, SARA, TESTS, elsewhere, make
from tests.town import add_activity, add_session, add_venue, at, in_area, stop_clock
from venues.models import Area

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def at_venue(session: Session) -> Scope:
    return Scope(ScopeKind.VENUE, session.venue_id)


def titles(client: Client, **query: Any) -> list[str]:
    return [one["title"] for one in get("/attendance/evening", client, **query)["sessions"]]


def test_standing_staff_see_the_sessions_of_their_venue_today(evening: Session) -> None:
    far = add_venue("Vårby fritidsgård", 5000, 0)
    add_session(add_activity("Rugby"), far, EVENING)
    add_session(add_activity("I morgon"), evening.venue, EVENING + datetime.timedelta(days=1))
    add_session(add_activity("I går"), evening.venue, EVENING - datetime.timedelta(days=1))
    add_session(add_activity("Utkast", status="draft"), evening.venue, EVENING)
    assert titles(signed_in(a_leader(scope=at_venue(evening)))) == ["Basket"]


def test_who_leads_a_session_sees_that_one(evening: Session) -> None:
    ali = a_leader(scope=elsewhere())
    assert titles(signed_in(ali)) == []
    assign_leader(session=evening, person=ali, by=TESTS)
    assert titles(signed_in(ali)) == ["Basket"]
    (me,) = get("/attendance/evening", signed_in(ali))["sessions"][0]["leaders"]
    assert me == {"name": "Ali", "me": True}
    unassign_leader(session=evening, person=ali, by=TESTS)
    assert titles(signed_in(ali)) == []
    with pytest.raises(DoesNotLead):
        unassign_leader(session=evening, person=ali, by=TESTS)


def test_only_leaders_are_let_to_lead_and_it_is_written_down(evening: Session) -> None:
    with pytest.raises(NoLeader):
        assign_leader(session=evening, person=young("Amina"), by=TESTS)
    ali = a_leader()
    assign_leader(session=evening, person=ali, by=TESTS)
    with pytest.raises(AlreadyLeads):
        assign_leader(session=evening, person=ali, by=TESTS)
    assert [entry.detail for entry in AuditEntry.objects.filter(deed="session.assign")] == [
        {"leader": str(ali.pk)}
    ]


def test_a_coordinator_asks_for_a_session_by_its_id(evening: Session) -> None:
    skogas = Area.objects.get(code="0126-skogas")
    sara = signed_in(make(SARA, scope=in_area(skogas)))
    assert titles(sara) == []
    assert titles(sara, session=str(evening.pk)) == ["Basket"]
    stranger = signed_in(a_leader("Fia", scope=elsewhere()))
    answer = stranger.get(f"{API}/attendance/evening?session={evening.pk}")
    problem(answer, 403, "not_permitted")


def test_the_roster_has_names_to_call_out_and_aliases(evening: Session) -> None:
    robin, amina = young("Robin"), young("Amina")
    protect_identity(by=TESTS, person=robin, alias="Månskugga")
    (robins, aminas) = booked(evening, robin, amina)
    client = signed_in(a_leader(scope=at_venue(evening)))
    answer = get("/attendance/evening", client)
    (session,) = answer["sessions"]
    assert session["roster"] == [
        {"booking": str(aminas.pk), "name": "Amina", "state": "booked"},
        {"booking": str(robins.pk), "name": "Månskugga", "state": "booked"},
    ]
    assert "Robin" not in json.dumps(answer, ensure_ascii=False)


def test_after_midnight_the_evening_is_still_there(monkeypatch: Patch, evening: Session) -> None:
    ali = signed_in(a_leader(scope=at_venue(evening)))
    stop_clock(monkeypatch, at("2026-11-19 00:30"))
    assert titles(ali) == ["Basket"]
    stop_clock(monkeypatch, at("2026-11-19 09:00"))
    assert titles(ali) == []


def test_the_token_says_who_prepared_and_until_when(evening: Session) -> None:
    ali = a_leader(scope=at_venue(evening))
    answer = get("/attendance/evening", signed_in(ali))
    token = read_token(answer["token"])
    assert token.leader == ali.pk
    assert token.valid_until - token.issued_at == datetime.timedelta(hours=12)
    assert datetime.datetime.fromisoformat(answer["valid_until"]) == token.valid_until
    with pytest.raises(NotAToken):
        read_token(answer["token"].replace("NARAL1", "NARA1"))
    key = Ed25519PublicKey.from_public_bytes(
        base64.b64decode(answer["ticket_keys"][0]["public_key"])
    )
    signed, _dot, signature = answer["token"].rpartition(".")
    key.verify(base64.urlsafe_b64decode(signature + "=="), signed.encode())
    assert answer["key"]["id"] == sealing_keys()[0].id != signing_keys()[0].id


def test_the_keys_are_for_everybody_and_old_ones_still_open(
    evening: Session, settings: Settings
) -> None:
    old, new = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    settings.NARA_ATTENDANCE_KEYS = [old]
    ali = Phone(a_leader())
    record = ali.tap(evening, "unsafe")
    settings.NARA_ATTENDANCE_KEYS = [new, old]
    ids = [one["id"] for one in rows("/attendance/keys")]
    assert ids[1] == record.key != ids[0]
    assert unseal(record.sealed, record=record.id, key=record.key)
    with pytest.raises(CannotBeOpened):
        unseal(record.sealed, record=evening.pk, key=record.key)
    with pytest.raises(CannotBeOpened):
        unseal("~", record=record.id, key=record.key)


def test_the_questions_are_the_municipalitys_own(evening: Session) -> None:
    gunilla = signed_in(make(GUNILLA))
    ali = signed_in(a_leader())

    def asked(language: str = "sv") -> list[str]:
        answer = get("/attendance/evening", ali, lang=language)
        return [one["text"] for one in answer["questions"]]

    def words(**texts: str) -> dict[str, Any]:
        return {"texts": [{"language": code, "text": text} for code, text in texts.items()]}

    assert asked() == []
    body = {"questions": [words(sv="Vad gick bra?", en="What went well?"), words(sv="Vad mer?")]}
    assert ask(gunilla, "PUT", "/attendance/questions", body).status_code == 200
    assert asked() == ["Vad gick bra?", "Vad mer?"]
    assert asked("en") == ["What went well?", "Vad mer?"]
    first = ReflectionQuestion.objects.get(position=1)
    set_questions(questions=[{"sv": "Vad gick bra?", "en": "What went well?"}], by=TESTS)
    assert [one.pk for one in ReflectionQuestion.objects.asked()] == [first.pk], "the same"
    assert asked() == ["Vad gick bra?"]
    set_questions(questions=[{"sv": "Vad lärde vi oss?"}], by=TESTS)
    assert asked() == ["Vad lärde vi oss?"]
    assert ReflectionQuestion.objects.count() == 3, "answers keep the question they were given to"
    twice = {"questions": [{"texts": [words(sv="A")["texts"][0]] * 2}]}
    assert wrong_names(ask(gunilla, "PUT", "/attendance/questions", twice)) == ["questions.0.texts"]


def test_how_a_session_stands_over_the_api(evening: Session, monkeypatch: Patch) -> None:
    (amina,) = booked(evening, young("Amina"))
    ali = Phone(a_leader(scope=at_venue(evening)))
    stop_clock(monkeypatch, later(30))
    envelopes = [
        ali.tap(evening, booking=amina, status="present", when=later(1)),
        ali.tap(evening, "count", gender="boys", age_band="10-12", hour=17, change=3),
        ali.tap(evening, "visitor", alias="Räven"),
        ali.tap(evening, "log", open_minutes=180, note="Bra"),
        ali.tap(evening, "mark", booking=amina, status="asleep"),
    ]
    body = {
        "records": [{"id": str(one.id), "key": one.key, "sealed": one.sealed} for one in envelopes]
    }
    client = signed_in(ali.leader)
    answer = ask(client, "POST", "/attendance/batch", body)
    assert answer.status_code == 200, answer.content
    results = answer.json()["results"]
    assert [one["result"] for one in results] == ["created"] * 4 + ["refused"]
    assert (results[4]["code"], results[4]["wrong"]) == ("malformed", ["status"])
    assert results[4]["detail"] == "Något i den är inte ifyllt som det ska."
    stand = get(f"/sessions/{evening.pk}/attendance", client)
    (mark,) = stand["marks"]
    assert (mark["booking"], mark["status"], mark["devices"]) == (str(amina.pk), "present", 0)
    assert stand["counts"] == [{"gender": "boys", "age_band": "10-12", "hour": 17, "count": 3}]
    assert [one["alias"] for one in stand["visitors"]] == ["Räven"]
    assert (stand["log"]["open_minutes"], stand["log"]["staff_minutes"]) == (180, None)
    assert get("/attendance/evening", client)["sessions"][0]["standing"] == stand


@pytest.mark.parametrize("size", [0, 501])
def test_a_batch_has_from_one_to_five_hundred_records(evening: Session, size: int) -> None:
    one = {"id": str(evening.pk), "key": "AAAAAAAA", "sealed": "AAAA"}
    answer = ask(signed_in(a_leader()), "POST", "/attendance/batch", {"records": [one] * size})
    assert wrong_names(answer) == ["records"]


@pytest.mark.parametrize("name", ["id", "key", "sealed"])
def test_a_number_is_no_sealed_text(evening: Session, name: str) -> None:
    one = {"id": str(evening.pk), "key": "AAAAAAAA", "sealed": "AAAA", name: 12345678}
    answer = ask(signed_in(a_leader()), "POST", "/attendance/batch", {"records": [one]})
    assert wrong_names(answer) == [f"records.0.{name}"]


def test_a_batch_that_is_too_heavy_is_a_problem_like_others(evening: Session) -> None:
    """So that the phone reads why, and sends it in parts."""
    one = {"id": str(evening.pk), "key": "AAAAAAAA", "sealed": "A" * 24_000}
    answer = ask(signed_in(a_leader()), "POST", "/attendance/batch", {"records": [one] * 120})
    problem(answer, 413, "body_too_large")


def test_a_leader_without_a_second_step_sends_and_reads_nothing(evening: Session) -> None:
    leader: User = a_leader(scope=at_venue(evening))
    client = signed_in(leader, second_factor=False)
    record = Phone(leader).tap(evening, "unsafe")
    assert send(record, by=leader)[0].why is not None  # it is noon: too early to be true
    problem(client.get(f"{API}/attendance/evening"), 403, "second_factor_needed")
    problem(client.get(f"{API}/sessions/{evening.pk}/attendance"), 403, "second_factor_needed")
    assert leader.grants.get().role == Role.LEADER
