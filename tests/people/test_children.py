"""Guardians make their children known, and share that with other guardians."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.actors import actor_for
from people.children import add_child, invite_guardian
from people.errors import NotPermitted
from people.models import AuditEntry, Child, User
from people.roles import Role
from tests.browsing import API, problem, signed_in, wrong_names
from tests.named_people import Named, make

pytestmark = pytest.mark.django_db
CHILDREN = f"{API}/me/children"


def guardian(name: str) -> User:
    return make(Named(name, Role.GUARDIAN, 1985))


def browser(person: User) -> Client:
    return signed_in(person, second_factor=False)


def post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json")


def names(client: Client) -> list[str]:
    return [row["call_name"] for row in client.get(CHILDREN).json()["results"]]


def test_samira_makes_her_children_known() -> None:
    samira = browser(guardian("Samira"))
    year = timezone.localdate().year - 9
    made = post(samira, CHILDREN, {"call_name": "Bilal", "birth_year": year})
    assert made.status_code == 201, made.content
    assert made.json()["guardians"] == 1
    born = {"birth_year": year - 2, "birth_date": f"{year - 2}-05-01"}
    post(samira, CHILDREN, {"call_name": "Noor", **born})
    assert names(samira) == ["Noor", "Bilal"]
    assert names(browser(guardian("Gunilla"))) == []
    assert AuditEntry.objects.filter(deed="child.add").count() == 2


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"birth_year": 1950}, ["birth_year"]),
        ({"birth_date": "2001-01-01"}, ["birth_date"]),
        ({"protected_identity": True}, ["alias"]),
        ({"call_name": " "}, ["call_name"]),
        ({"home": "Skogås"}, ["home"]),
    ],
)
def test_what_is_wrong_with_a_child_is_named(wrong: dict[str, Any], named: list[str]) -> None:
    right = {"call_name": "Bilal", "birth_year": timezone.localdate().year - 9}
    answer = post(browser(guardian("Samira")), CHILDREN, {**right, **wrong})
    assert wrong_names(answer) == named
    assert not Child.objects.exists()


def test_a_protected_child_is_shown_to_others_by_its_alias() -> None:
    year = timezone.localdate().year - 9
    body = {"call_name": "Bilal", "birth_year": year, "protected_identity": True, "alias": "Uven"}
    post(browser(guardian("Samira")), CHILDREN, body)
    assert Child.objects.get().shown_name == "Uven"


def test_another_guardian_joins_by_an_invitation_that_works_once() -> None:
    samira, karim, stranger = (browser(guardian(n)) for n in ("Samira", "Karim", "Stranger"))
    year = timezone.localdate().year - 9
    child = post(samira, CHILDREN, {"call_name": "Bilal", "birth_year": year}).json()["id"]
    token = post(samira, f"{CHILDREN}/{child}/invitations", {}).json()["token"]
    joined = post(karim, f"{CHILDREN}/join", {"token": token})
    assert (joined.status_code, joined.json()["guardians"]) == (200, 2)
    assert post(karim, f"{CHILDREN}/join", {"token": token}).status_code == 200
    assert (names(samira), names(karim)) == (["Bilal"], ["Bilal"])
    problem(post(stranger, f"{CHILDREN}/join", {"token": token}), 409, "invitation_over")
    problem(post(stranger, f"{CHILDREN}/join", {"token": "made up"}), 409, "invitation_over")
    assert names(stranger) == []


def test_an_invitation_to_a_child_that_is_gone_is_over() -> None:
    samira = guardian("Samira")
    year = timezone.localdate().year - 9
    by = actor_for(samira, second_factor=False)
    child = add_child(by=by, guardian=samira, call_name="Bilal", birth_year=year)
    token = invite_guardian(child=child, by=by)
    child.delete()
    answer = post(browser(guardian("Karim")), f"{CHILDREN}/join", {"token": token})
    problem(answer, 409, "invitation_over")


def test_nobody_invites_to_a_child_of_somebody_else() -> None:
    samira, karim = guardian("Samira"), guardian("Karim")
    year = timezone.localdate().year - 9
    mine = actor_for(samira, second_factor=False)
    child = add_child(by=mine, guardian=samira, call_name="Bilal", birth_year=year)
    path = f"{CHILDREN}/{child.pk}/invitations"
    problem(post(browser(karim), path, {}), 404, "not_found")
    with pytest.raises(NotPermitted):
        invite_guardian(child=child, by=actor_for(karim, second_factor=False))
