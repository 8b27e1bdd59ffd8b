"""The one question: may this person do this deed on that?"""

import uuid
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from people import permissions
from people.actors import VISITOR, Actor, Held, actor_for, actor_of, system
from people.errors import NotPermitted, NotSignedIn, SecondFactorNeeded
from people.models import RoleGrant, User
from people.permissions import (
    Deed,
    Verdict,
    may,
    reach,
    register_deed,
    register_scopes,
    require,
    scopes_of,
    verdict,
)
from people.roles import EVERY_ROLE, STAFF_ROLES, Role, Scope, whole_municipality
from people.scope_names import register_scope_name, scope_names
from tests.named_people import ALI, AMINA, SARA, acting, elsewhere, make

pytestmark = pytest.mark.django_db
HERE = Scope("venue", uuid.UUID(int=1))


@pytest.fixture(autouse=True)
def deeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeds for these tests only; a person is `in` the venue HERE."""
    monkeypatch.setattr(permissions, "_deeds", {})
    monkeypatch.setattr(permissions, "_scopes_of", {User: lambda person: [HERE]})
    register_deed(Deed("read", everybody=True))
    register_deed(Deed("list_own", signed_in=True))
    register_deed(Deed("write", roles=frozenset({Role.COORDINATOR, Role.GUARDIAN})))
    register_deed(Deed("analyse", roles=frozenset({Role.COORDINATOR}), scoped=False))
    register_deed(Deed("export", roles=frozenset({Role.COORDINATOR}), own=True))


def holding(role: Role, scope: Scope, *, second_factor: bool = True) -> Actor:
    return Actor(make(SARA, holding=False), frozenset({Held(role, scope)}), second_factor)


def test_everybody_may_what_everybody_may() -> None:
    assert may(VISITOR, "read")
    assert may(acting(AMINA), "read")


def test_a_visitor_is_asked_to_sign_in() -> None:
    for deed in ("list_own", "write", "analyse", "export"):
        assert verdict(VISITOR, deed) is Verdict.SIGN_IN
        with pytest.raises(NotSignedIn):
            require(VISITOR, deed)


def test_somebody_with_an_account_may_what_needs_no_role() -> None:
    assert may(acting(AMINA), "list_own")
    with pytest.raises(NotPermitted):
        require(acting(ALI), "write")


@pytest.mark.parametrize(
    ("scope", "answer"),
    [
        (HERE, True),
        (whole_municipality(), True),
        (elsewhere(), False),
        (Scope("area", HERE.id), False),
    ],
)
def test_a_scoped_deed_asks_where_the_thing_is(scope: Scope, answer: bool) -> None:
    assert may(holding(Role.COORDINATOR, scope), "write", on=make(AMINA)) is answer


def test_a_deed_that_is_not_scoped_only_asks_for_the_role() -> None:
    assert may(holding(Role.COORDINATOR, elsewhere()), "analyse", on=make(AMINA))


def test_the_role_of_staff_sleeps_without_the_second_factor_and_a_guardians_does_not() -> None:
    sleeping = holding(Role.COORDINATOR, HERE, second_factor=False)
    assert verdict(sleeping, "write") is Verdict.SECOND_FACTOR
    with pytest.raises(SecondFactorNeeded):
        require(sleeping, "write")
    awake = Actor(sleeping.person, frozenset({Held(Role.GUARDIAN, HERE)}))
    assert may(awake, "write")
    assert {Role.YOUNG_PERSON, Role.GUARDIAN} == EVERY_ROLE - STAFF_ROLES


def test_own_deeds_are_for_oneself_and_for_the_role() -> None:
    amina, sara = make(AMINA), make(SARA)
    assert may(actor_for(amina, second_factor=False), "export", on=amina)
    assert not may(actor_for(amina, second_factor=False), "export", on=sara)
    assert not may(actor_for(amina, second_factor=False), "export")
    assert may(actor_for(sara, second_factor=True), "export", on=amina)


def test_the_system_may_everything_and_reaches_everything() -> None:
    assert may(system("worker"), "write", on=make(AMINA))
    assert reach(system("worker"), "write") == {whole_municipality()}


def test_reach_tells_the_scopes_in_which_a_role_is_awake() -> None:
    assert reach(holding(Role.COORDINATOR, HERE), "write") == {HERE}
    assert reach(acting(ALI), "write") == frozenset()
    asleep = Actor(None, frozenset({Held(Role.COORDINATOR, HERE)}))
    assert reach(asleep, "write") == frozenset()


def test_a_missing_rule_is_a_defect_and_never_an_answer() -> None:
    with pytest.raises(LookupError, match="unheard_of"):
        verdict(VISITOR, "unheard_of")
    with pytest.raises(LookupError, match="RoleGrant"):
        may(holding(Role.COORDINATOR, HERE), "write", on=RoleGrant())
    with pytest.raises(ValueError, match="registered twice"):
        register_deed(Deed("read", signed_in=True))
    register_deed(Deed("read", everybody=True))


def test_a_thing_is_always_in_the_whole_municipality() -> None:
    register_scopes(RoleGrant, lambda grant: [])
    assert scopes_of(RoleGrant()) == {whole_municipality()}


def test_roles_hold_from_their_start_to_their_end_and_cost_one_query(
    django_assert_num_queries: object,
) -> None:
    sara = make(SARA)
    now = timezone.now()
    for start, end in [(1, 2), (-2, -1)]:
        RoleGrant.objects.create(
            person=sara,
            role=Role.LEADER,
            scope_kind="venue",
            scope_id=uuid.uuid4(),
            valid_from=now + timedelta(days=start),
            valid_until=now + timedelta(days=end),
        )
    with django_assert_num_queries(1):  # type: ignore[operator]
        actor = actor_for(sara, second_factor=True)
    assert {held.role for held in actor.held} == {Role.COORDINATOR}


def test_the_actor_of_a_request_is_looked_up_once(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/")
    request.user, request.session = make(SARA), {}  # type: ignore[assignment]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert actor_of(request) is actor_of(request)


def test_scopes_have_names_and_those_nobody_knows_have_none() -> None:
    names = scope_names({whole_municipality(), Scope("person", HERE.id)}, "sv")
    assert names == {whole_municipality(): "Huddinge", Scope("person", HERE.id): ""}
    with pytest.raises(ValueError, match="registered twice"):
        register_scope_name("municipality", lambda ids, language: {})
