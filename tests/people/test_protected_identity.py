"""A protected person is never findable: every address, page, tile and socket, as every actor.

Ali (a leader) and Amina have protected identity. Whatever the code can be asked, by whomever, their
names, e-mail addresses and ids never come out; their alias may. A control plants a leak and shows
that this very walk finds it.
"""

import asyncio
import datetime
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, clear_url_caches, path
from django.utils import timezone
from pytest_django import Settings
from rest_framework.response import Response

from activities.attendance.leading import assign_leader
from activities.booking.making import Wish, book
from activities.models import Booking, Session
from activities.publishing import edit_activity
from activities.terms.answering import place
from config import urls
from people.actors import actor_for
from people.api.door import Door, Query
from people.children import add_child
from people.membership import protect_identity
from people.models import User
from people.roles import Role, Scope
from tests.activities.attendance.phones import Phone, outcomes, send
from tests.browsing import signed_in
from tests.named_people import ALI, TESTS, Named, hold, make
from tests.people.addresses import Address, http_addresses, socket_routes
from tests.people.sockets import first_message
from tests.people.term_world import apply_while_open
from tests.people.who_asks import Who, ask, everybody
from tests.people.world import World, build_world
from tests.town import add_session

PROTECTED = (
    Named("Aliaskar-Hemlig", Role.LEADER, 1990, "hemligbo-1"),
    Named("Aminatou-Hemlig", Role.YOUNG_PERSON, 2011, "hemligbo-2"),
)
CHILD = "Barnhemlig"


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected person and what must never be seen of them."""

    person: User
    secrets: tuple[str, ...]


def protect(named: Named, scope: Scope) -> Protected:
    person = make(named, scope=scope)
    protect_identity(by=TESTS, person=person, alias=f"Alias {named.role.value}")
    hold(person, named.role)
    person.phone, person.phone_verified = f"+4670{named.birth_year}555", True
    person.save()
    secrets = (
        named.call_name,
        named.email,
        named.home_area_code,
        str(person.pk),
        person.pk.hex,
        str(person.phone),
        *([CHILD] if named.role is Role.YOUNG_PERSON else []),
    )
    return Protected(person, tuple(secret.lower() for secret in secrets))


@pytest.fixture(autouse=True)
def a_frontend(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "200.html").write_text("<!doctype html><title>Nära</title>")
    settings.NARA_FRONTEND_DIR = tmp_path
    settings.NARA_SECURITY_CONTACT = "mailto:security@example.org"


def who_looks(people: list[Protected]) -> Iterator[Who]:
    """Everybody of the matrix, and the two themselves looking for each other."""
    yield from everybody()
    for one in people:
        yield Who(f"protected {one.person.alias}", "", "", one.person, signed_in(one.person))


def questions(address: Address, world: World) -> Iterator[str]:
    """Every way to read an address: plain, and with each parameter that it offers."""
    plain = world.path(address.route) if "phone" not in address.route else "/_allauth/x/phone"
    yield plain
    query: Any = getattr(address.view, "queries", {}).get("GET")
    fields = query().fields if query is not None and issubclass(query, Query) else {}
    if "format" in fields:
        yield f"{plain}?format=geojson"
    if "lang" in fields:
        yield f"{plain}?lang=ar"
    if "q" in fields:
        yield from (f"{plain}?q={word}" for word in ("hemlig", "alias"))
    if "session" in fields:
        mine = Session.objects.filter(venue=world.venue, starts_at__gt=timezone.now())
        of = mine.order_by("starts_at").first()
        yield f"{plain}?session={of.pk if of else ''}"
    if "needs" in fields:
        yield from (f"{plain}?needs={what}" for what in ("review", "translation"))
    if "status" in fields:
        yield from (f"{plain}?status={status}" for status in ("draft", "archived"))


def readable(answer: Any) -> str:
    """All of an answer that a person or a program could read, with escapes opened."""
    text = answer.getvalue().decode(errors="replace")  # also of a file that is streamed
    if "json" in answer.headers.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return f"{text}\n{dict(answer.headers)}".lower()


def own_address(path_: str) -> bool:
    """Where one reads about oneself: there, the secrets are one's own."""
    return path_.startswith(("/api/v1/me", "/_allauth/", "/api/v1/notifications"))


def leaks(world: World, people: list[Protected], lookers: Iterable[Who]) -> tuple[list[str], int]:
    """Each place where a secret of a protected person came out, and how many answers were read."""
    found, asked = [], 0
    readers = [address for address in http_addresses() if "GET" in address.methods]
    for who in lookers:
        for address in readers:
            for question in questions(address, world):
                text, asked = readable(ask(who, "GET", question)), asked + 1
                for one in people:
                    if one.person == who.person and own_address(question):
                        continue
                    seen = [secret for secret in one.secrets if secret in text]
                    if seen:
                        found.append(f"{question} as {who.label} shows {seen}")
    return found, asked


def build(world: World) -> list[Protected]:
    scope = Scope("venue", world.venue.pk)
    people = [protect(named, scope) for named in PROTECTED]
    hold(people[0].person, Role.COORDINATOR, scope=scope)
    writer = actor_for(people[0].person, second_factor=True)
    edit_activity(activity=world.activity, fields={"age_to": 18}, texts=None, by=writer)
    _book(world, people[1].person)
    _came(world, people[0].person, people[1].person)
    return people


def _came(world: World, leader: User, young: User) -> None:
    """In an hour both meet; the young one has come early, and another record was refused."""
    soon = timezone.now() + datetime.timedelta(hours=1)
    tonight = add_session(world.evening.activity, world.venue, soon)
    booking = Booking.objects.create(session=tonight, person=young, state="booked")
    assign_leader(session=tonight, person=leader, by=TESTS)
    tap: dict[str, Any] = {"booking": str(booking.pk), "status": "present"}
    phone = Phone(leader)
    times = (timezone.now(), soon)
    results = send(*(phone.tap(tonight, when=when, **tap) for when in times), by=leader)
    assert outcomes(results) == ["created", "from_the_future"]


def _book(world: World, person: User) -> None:
    """The young one waits for the evening that is full, and has a seat in the other.

    So does a protected child that the young one answers for. Both have a place in a course.
    """
    sibling = add_child(
        by=TESTS,
        guardian=person,
        call_name=CHILD,
        birth_year=2017,
        protected_identity=True,
        alias="Alias barn",
    )
    wish = Wish([sibling], queue=True)
    book(session=world.evening, wish=wish, by=actor_for(person, second_factor=False))
    for who in (person, sibling):
        by = actor_for(person, second_factor=False)
        made = apply_while_open(world.terms.drawn, participant=who, by=by)
        place(application=made, wish=made.wishes.get().pk, by=TESTS)
    for session in (world.evening, world.other_evening):
        wish = Wish([person], queue=True, contacts={person: "hemlig@example.org"})
        book(session=session, wish=wish, by=actor_for(person, second_factor=False))


@pytest.mark.django_db
def test_no_address_shows_a_protected_person_to_anybody() -> None:
    world = build_world()
    people = build(world)
    found, asked = leaks(world, people, who_looks(people))
    sys.stderr.write(f"\nprotected identity: {asked} answers read\n")
    assert not found, "\n".join(found)
    assert asked > 1000, "the walk went everywhere"


@pytest.mark.django_db(transaction=True)
def test_no_socket_shows_a_protected_person_to_anybody(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    world = build_world()
    people = build(world)
    spoke = set()
    for who in who_looks(people):
        for route in socket_routes():
            message = asyncio.run(first_message(world.path(route), who.client))
            spoke |= {route} if message else set()
            text = json.dumps(message, ensure_ascii=False).lower()
            assert not [s for one in people for s in one.secrets if s in text], (route, who.label)
    assert spoke == set(socket_routes()), "each said something to somebody"


@pytest.mark.django_db
def test_leaders_see_a_protected_participant_under_their_alias() -> None:
    world = build_world()
    young = build(world)[1].person
    coordinator = next(who for who in everybody() if who.label == "coordinator")
    found = ask(coordinator, "GET", f"/api/v1/sessions/{world.evening.pk}/bookings").json()
    assert young.alias in [one["name"] for one in found["results"]]


@pytest.mark.django_db
def test_protected_people_still_see_their_own_account() -> None:
    world = build_world()
    for one in build(world):
        me = signed_in(one.person).get("/api/v1/me").json()
        assert me["name"] == one.person.call_name


class Leader(Door):
    """A leak as it could be written tomorrow: the leader's name beside a session."""

    deeds = {"GET": "activity.read"}

    def get(self, request: Any) -> Response:
        leader = User.objects.get(call_name=PROTECTED[0].call_name)
        return Response({"leader": leader.call_name})


class Neighbours(Door):
    """A leak of a kind that is harder to see: an id in a link, for analysts only."""

    deeds = {"GET": "coverage.read"}

    def get(self, request: Any) -> Response:
        person = User.objects.get(call_name=PROTECTED[1].call_name)
        return Response({"link": f"/people/{person.pk.hex.upper()}"})


@pytest.mark.django_db
@pytest.mark.parametrize(("door", "secret"), [(Leader, 0), (Neighbours, 4)])
def test_a_control_the_walk_finds_a_leak(
    door: type[Door], secret: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted: list[URLPattern] = [path("api/v1/planted", door.as_view())]
    monkeypatch.setattr(urls, "urlpatterns", [*planted, *urls.urlpatterns])
    clear_url_caches()
    try:
        world = build_world()
        people = build(world)
        few = [who for who in who_looks(people) if who.label in ("visitor", "analyst")]
        found, _asked = leaks(world, people, few)
    finally:
        monkeypatch.undo()
        clear_url_caches()
    assert found
    assert all("/api/v1/planted" in line for line in found)
    assert any(person.secrets[secret] in line for person in people for line in found)


@pytest.mark.django_db
def test_others_are_given_the_alias() -> None:
    named = make(ALI)
    protect_identity(by=TESTS, person=named, alias="Räven")
    assert named.shown_name == "Räven"
    assert "Ali" not in f"{named} {actor_for(named, second_factor=True).id}"
