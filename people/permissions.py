"""The one place that answers: may this person do this deed on that?

Rooms register, in their `AppConfig.ready`, the deeds they have (`register_deed`) and how to find
the scopes that one of their objects is in (`register_scopes`). Everything else asks `verdict`,
or one of its three short forms: `may` (yes or no), `require` (or raise) and `reach` (in which
scopes, for querysets).
"""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from people.actors import Actor
from people.errors import NotPermitted, NotSignedIn, SecondFactorNeeded
from people.roles import STAFF_ROLES, Scope, ScopeKind, whole_municipality


class Verdict(enum.Enum):
    YES = "yes"
    SIGN_IN = "sign_in"
    SECOND_FACTOR = "second_factor"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done: by everybody, or by those who hold one of `roles`.

    `scoped` deeds ask, beyond the role, that the role's scope contains the object. `own` deeds
    everybody may also do on their own account. `tied` deeds whoever holds the role somewhere may
    also do on what is in their own person's scope: a session that they lead. `asleep` deeds wait
    for no second factor: they show nothing and decide nothing by themselves.
    """

    name: str
    roles: frozenset[str] = frozenset()
    everybody: bool = False
    signed_in: bool = False
    scoped: bool = True
    own: bool = False
    tied: bool = False
    asleep: bool = False


ScopesOf = Callable[[Any], Iterable[Scope]]
_deeds: dict[str, Deed] = {}
_scopes_of: dict[type[Model], ScopesOf] = {}


def register_deed(deed: Deed) -> None:
    """Make a deed known. Registering two different deeds under one name is an error."""
    if _deeds.setdefault(deed.name, deed) != deed:
        raise ValueError(f"The deed {deed.name!r} is registered twice, differently.")


def register_scopes(model: type[Model], scopes_of: ScopesOf) -> None:
    """Say how to find the scopes that an object of `model` is in."""
    _scopes_of[model] = scopes_of


def deeds() -> dict[str, Deed]:
    """All registered deeds by name."""
    return dict(_deeds)


def scopes_of(thing: Model) -> frozenset[Scope]:
    """Every scope that contains `thing`; the whole municipality always does."""
    finder = _scopes_of.get(type(thing))
    if finder is None:
        raise LookupError(f"No room has said in which scopes a {type(thing).__name__} is.")
    return frozenset(finder(thing)) | {whole_municipality()}


def _roles_held(who: Actor, deed: Deed) -> tuple[frozenset[Scope], bool]:
    """The scopes in which `who` may do `deed`, and whether some wait for a second factor."""
    matching = [held for held in who.held if held.role in deed.roles]
    awake = who.second_factor or deed.asleep
    ready = [h for h in matching if awake or h.role not in STAFF_ROLES]
    scopes = {h.scope for h in ready}
    if deed.tied and ready and who.person is not None:
        scopes.add(Scope(ScopeKind.PERSON, who.person.pk))
    return frozenset(scopes), len(ready) < len(matching)


def verdict(who: Actor, deed_name: str, on: Model | None = None) -> Verdict:
    """May `who` do this deed on that? Without an object: may they do it anywhere at all?

    Raises `LookupError` for a deed or an object nobody has registered: a missing rule is a
    defect, never a silent yes or no.
    """
    deed = _deeds.get(deed_name)
    if deed is None:
        raise LookupError(f"No room has registered the deed {deed_name!r}.")
    if deed.everybody or who.system:
        return Verdict.YES
    if who.person is None:
        return Verdict.SIGN_IN
    if deed.signed_in or (deed.own and on == who.person):
        return Verdict.YES
    scopes, waiting = _roles_held(who, deed)
    inside = bool(scopes) if on is None or not deed.scoped else bool(scopes & scopes_of(on))
    if inside:
        return Verdict.YES
    return Verdict.SECOND_FACTOR if waiting else Verdict.NO


def may(who: Actor, deed_name: str, on: Model | None = None) -> bool:
    """Whether the verdict is yes."""
    return verdict(who, deed_name, on) is Verdict.YES


def require(who: Actor, deed_name: str, on: Model | None = None) -> None:
    """Raise NotSignedIn (401), SecondFactorNeeded (403) or NotPermitted (403) unless yes."""
    answer = verdict(who, deed_name, on)
    if answer is Verdict.SIGN_IN:
        raise NotSignedIn
    if answer is Verdict.SECOND_FACTOR:
        raise SecondFactorNeeded
    if answer is Verdict.NO:
        raise NotPermitted


def reach(who: Actor, deed_name: str) -> frozenset[Scope]:
    """The scopes in which `who` may do a scoped deed: what a queryset filters by."""
    if who.system:
        return frozenset({whole_municipality()})
    return _roles_held(who, _deeds[deed_name])[0]
