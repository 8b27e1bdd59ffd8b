"""`GET /api/v1/me`: who I am here and what I may."""

import pytest
from django.test import Client

from people.membership import protect_identity
from people.models import RoleGrant
from people.permissions import deeds
from people.roles import Role, Scope
from tests.browsing import signed_in
from tests.named_people import AMINA, GUNILLA, SARA, TESTS, hold, make
from tests.town import add_venue, an_organiser, build_town

pytestmark = pytest.mark.django_db


def test_a_visitor_is_told_that_they_are_one_in_the_language_of_their_browser() -> None:
    answer = Client().get("/api/v1/me", headers={"accept-language": "ar"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {
        "authenticated": False,
        "name": "",
        "language": "ar",
        "roles": [],
        "deeds": [
            "account.see_own",
            "activity.read",
            "attendance.keys",
            "booking.answer_link",
            "municipality.read",
            "term.read",
            "ticket.keys",
            "venue.read",
        ],
        "second_factor": {"required": False, "enrolled": False, "used": False},
    }


def test_saras_roles_carry_the_names_of_their_places_in_her_language() -> None:
    town, sara = build_town(), make(SARA)
    venue = add_venue("Skogås fritidsgård", 300, 400)
    organiser = an_organiser("Kulturföreningen Lyktan")
    hold(sara, Role.LEADER, scope=Scope("venue", venue.pk))
    hold(sara, Role.COORDINATOR, scope=Scope("area", town.skogas.pk))
    hold(sara, Role.LEADER, scope=Scope("organiser", organiser.pk))
    sara.language = "ar"
    sara.save()
    me = signed_in(sara).get("/api/v1/me").json()
    assert [(row["role"], row["scope_kind"], row["scope_name"]) for row in me["roles"]] == [
        ("coordinator", "municipality", "Huddinge"),
        ("coordinator", "area", "سكوغوس"),
        ("leader", "organiser", "Kulturföreningen Lyktan"),
        ("leader", "venue", "Skogås fritidsgård"),
    ]
    assert me["roles"][1]["scope_id"] == str(town.skogas.pk)


def test_deeds_are_those_that_are_awake() -> None:
    sara = make(SARA)
    awake = signed_in(sara).get("/api/v1/me").json()
    asleep = signed_in(sara, second_factor=False).get("/api/v1/me").json()
    assert "activity.write" in awake["deeds"]
    assert "activity.write" not in asleep["deeds"]
    assert "person.create" not in awake["deeds"]
    assert set(awake["deeds"]) <= set(deeds())
    assert asleep["second_factor"] == {"required": True, "enrolled": False, "used": False}


def test_my_own_name_is_mine_also_under_protection() -> None:
    amina = make(AMINA)
    protect_identity(by=TESTS, person=amina, alias="Räven")
    assert signed_in(amina).get("/api/v1/me").json()["name"] == "Amina"


def test_the_number_of_queries_does_not_grow_with_the_roles(
    django_assert_max_num_queries: object,
) -> None:
    town, gunilla = build_town(), make(GUNILLA)
    for area in (town.skogas, town.varby, town.skogas_west, town.skogas_east):
        hold(gunilla, Role.LEADER, scope=Scope("area", area.pk))
    browser = signed_in(gunilla)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        me = browser.get("/api/v1/me").json()
    assert len(me["roles"]) == RoleGrant.objects.filter(person=gunilla).count() == 5
