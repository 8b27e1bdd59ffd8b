"""Who may lead, whose extract was seen, who leads which session, and whom to call."""

import datetime
from typing import Any

import pytest
from django.test import Client

from activities.attendance.leading import assign_leader, note_extract
from activities.models import Booking, GuardianRequest, RegisterExtract, Session
from people.encryption import encrypt
from people.errors import NotPermitted
from people.membership import protect_identity
from people.models import AuditEntry, RoleGrant, User
from people.retention import erase_person, export_person
from people.roles import Role, Scope, ScopeKind
from tests.activities.attendance.phones import a_leader, booked, later
from tests.activities.booking.young_people import child_of, young
from tests.browsing import get, problem, rows, signed_in, wrong_names
from tests.browsing import send as ask
from tests.named_people import SARA, TESTS, Named, acting, elsewhere, hold, make
from tests.town import add_venue, in_area, stop_clock
from venues.models import Area

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def skogas() -> Scope:
    return in_area(Area.objects.get(code="0126-skogas"))


@pytest.fixture
def sara(evening: Session) -> Client:
    """Sara coordinates Skogås."""
    return signed_in(make(SARA, scope=skogas()))


def at_venue(session: Session) -> Scope:
    return Scope(ScopeKind.VENUE, session.venue_id)


def names(client: Client, **query: Any) -> list[str]:
    return sorted(one["name"] for one in rows("/leaders", client, **query))


def leader(client: Client, name: str) -> str:
    found: str = next(one["id"] for one in rows("/leaders", client) if one["name"] == name)
    return found


def test_sara_sees_the_leaders_of_her_part_each_once(evening: Session, sara: Client) -> None:
    far = add_venue("Vårby fritidsgård", -15_669, 4_497)
    here = a_leader("Ali", scope=at_venue(evening))
    hold(here, Role.LEADER)
    a_leader("Bea")
    a_leader("Cia", scope=skogas())
    a_leader("Disa", scope=Scope(ScopeKind.VENUE, far.pk))
    guest = a_leader("Eva", scope=Scope(ScopeKind.VENUE, far.pk))
    assert names(sara) == ["Ali", "Bea", "Cia"]
    assign_leader(session=evening, person=guest, by=TESTS)
    assert names(sara) == ["Ali", "Bea", "Cia", "Eva"]
    venue = signed_in(make(Named("Vera", Role.COORDINATOR), scope=at_venue(evening)))
    assert names(venue) == ["Ali", "Bea", "Eva"]
    everywhere = signed_in(make(Named("Kim", Role.COORDINATOR)))
    assert names(everywhere) == ["Ali", "Bea", "Cia", "Disa", "Eva"]


def test_an_extract_that_nobody_has_seen_is_shown_until_somebody_has(
    evening: Session, sara: Client
) -> None:
    ali = a_leader("Ali", scope=at_venue(evening))
    a_leader("Bea", scope=at_venue(evening))
    assert names(sara, extract="missing") == ["Ali", "Bea"]
    path = f"/leaders/{leader(sara, 'Ali')}/extract"
    assert wrong_names(ask(sara, "PUT", path, {"seen_on": "2026-11-19"})) == ["seen_on"]
    for day in ("2025-10-01", "2026-11-18", "2026-11-18"):
        answer = ask(sara, "PUT", path, {"seen_on": day})
        assert answer.json()["extract_seen_on"] == day
    assert names(sara, extract="missing") == ["Bea"]
    assert RegisterExtract.objects.count() == 2
    assert {one.seen_by.call_name for one in RegisterExtract.objects.all() if one.seen_by} == {
        "Sara"
    }
    told = export_person(person=ali, by=TESTS)["activities.registerextract"]
    assert [one["seen_on"] for one in told] == ["2025-10-01", "2026-11-18"]
    erase_person(person=ali, by=TESTS)
    assert not RegisterExtract.objects.exists()


def test_nobody_notes_an_extract_of_leaders_elsewhere(evening: Session) -> None:
    far = a_leader("Fia", scope=elsewhere())
    with pytest.raises(NotPermitted):
        note_extract(person=far, seen_on=datetime.date(2026, 1, 1), by=acting(SARA, scope=skogas()))


def test_sara_lets_ali_lead_and_takes_it_back(evening: Session, sara: Client) -> None:
    a_leader("Ali", scope=at_venue(evening))
    path = f"/sessions/{evening.pk}/leaders"
    body = {"leader": leader(sara, "Ali")}
    answer = ask(sara, "POST", path, body)
    assert answer.status_code == 201, answer.content
    (row,) = answer.json()["results"]
    assert row["name"] == "Ali"
    problem(ask(sara, "POST", path, body), 409, "already_leads")
    assert get(path, sara)["results"] == [row]
    assert ask(sara, "DELETE", f"{path}/{row['id']}").status_code == 204
    problem(ask(sara, "DELETE", f"{path}/{row['id']}"), 404, "not_found")
    far = a_leader("Fia", scope=elsewhere())
    theirs = {"leader": str(RoleGrant.objects.get(person=far).pk)}
    assert wrong_names(ask(sara, "POST", path, theirs)) == ["leader"]


def test_a_leader_who_is_protected_stands_there_by_the_alias(
    evening: Session, sara: Client
) -> None:
    ali = a_leader("Ali", scope=at_venue(evening))
    protect_identity(by=TESTS, person=ali, alias="Räven")
    assign_leader(session=evening, person=ali, by=TESTS)
    assert names(sara) == ["Räven"]
    assert [one["name"] for one in rows(f"/sessions/{evening.pk}/leaders", sara)] == ["Räven"]


def call(client: Client, booking: Booking) -> Any:
    return ask(client, "POST", f"/bookings/{booking.pk}/emergency-contact")


def reached(client: Client, booking: Booking) -> list[tuple[str, str, str]]:
    answer = call(client, booking)
    assert answer.status_code == 200, answer.content
    return [(one["relation"], one["phone"], one["email"]) for one in answer.json()["results"]]


def with_phone(person: User, number: str) -> User:
    person.phone = number
    person.save()
    return person


def test_whom_to_call_about_a_young_person_and_they_read_who_looked(
    evening: Session, monkeypatch: Patch
) -> None:
    amina = with_phone(young("Amina"), "+46701234567")
    (booking,) = booked(evening, amina)
    stop_clock(monkeypatch, later(30))
    ali = signed_in(a_leader(scope=at_venue(evening)))
    own = ("participant", "+46701234567", "amina@example.org")
    assert reached(ali, booking) == [own]
    asked = GuardianRequest.objects.create(
        booking=booking, contact_encrypted=encrypt("+46707654321")
    )
    assert reached(ali, booking) == [own, ("guardian", "+46707654321", "")]
    asked.contact_encrypted = encrypt("mamma@example.org")
    asked.save()
    assert reached(ali, booking) == [own, ("guardian", "", "mamma@example.org")]
    asked.contact_encrypted = ""
    asked.save()
    assert reached(ali, booking) == [own]
    assert (
        AuditEntry.objects.filter(deed="attendance.contact", object_id=str(amina.pk)).count() == 4
    )
    dealings = rows("/me/dealings", signed_in(amina, second_factor=False))
    assert [one["deed"] for one in dealings] == ["attendance.contact"] * 4


def test_whom_to_call_about_a_child(evening: Session, monkeypatch: Patch) -> None:
    karin = with_phone(make(Named("Karin", Role.GUARDIAN)), "+46701111111")
    booking = Booking.objects.create(session=evening, child=child_of(karin, "Tess"), state="booked")
    stop_clock(monkeypatch, later(30))
    ali = signed_in(a_leader(scope=at_venue(evening)))
    assert reached(ali, booking) == [("guardian", "+46701111111", "karin@example.org")]
    protect_identity(by=TESTS, person=karin, alias="K")
    assert reached(ali, booking) == []


def test_contacts_are_for_the_evening_alone(evening: Session, monkeypatch: Patch) -> None:
    (booking,) = booked(evening, young("Amina"))
    ali = signed_in(a_leader(scope=at_venue(evening)))
    for minutes, code in ((-61, 409), (-60, 200), (180 + 180, 200), (180 + 181, 409)):
        stop_clock(monkeypatch, later(minutes))
        assert call(ali, booking).status_code == code, minutes
    stop_clock(monkeypatch, later(-61))
    problem(call(ali, booking), 409, "not_during_session")
    fia = signed_in(a_leader("Fia", scope=elsewhere()))
    problem(call(fia, booking), 403, "not_permitted")


def test_a_protected_persons_contacts_are_handed_out_to_nobody(
    evening: Session, monkeypatch: Patch
) -> None:
    robin = young("Robin")
    (booking,) = booked(evening, robin)
    protect_identity(by=TESTS, person=robin, alias="Månskugga")
    stop_clock(monkeypatch, later(30))
    ali = signed_in(a_leader(scope=at_venue(evening)))
    answer = call(ali, booking)
    problem(answer, 409, "protected_contact")
    assert "robin" not in answer.content.decode().lower()
