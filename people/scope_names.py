"""What a scope is called. Each room says it for its own kinds; people for the municipality."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.conf import settings

from people.roles import Scope, ScopeKind

#: Given the ids of one kind and a language: the name of each id that exists. One query at most.
NamesOf = Callable[[frozenset[uuid.UUID], str], Mapping[uuid.UUID, str]]
_names_of: Final[dict[str, NamesOf]] = {}


def register_scope_name(kind: str, names_of: NamesOf) -> None:
    """Say how scopes of `kind` are called. Registering a kind twice, differently, is an error."""
    if _names_of.setdefault(kind, names_of) is not names_of:
        raise ValueError(f"The names of {kind!r} scopes are registered twice, differently.")


def scope_names(scopes: Iterable[Scope], language: str) -> dict[Scope, str]:
    """The name of each scope in `language`; an empty one where nobody knows it."""
    by_kind: dict[str, set[uuid.UUID]] = defaultdict(set)
    for scope in scopes:
        by_kind[scope.kind].add(scope.id)
    names = {}
    for kind, ids in by_kind.items():
        known = _names_of[kind](frozenset(ids), language) if kind in _names_of else {}
        names.update({Scope(kind, one): known.get(one, "") for one in ids})
    return names


def _municipality(ids: frozenset[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    return {
        one: settings.NARA_MUNICIPALITY_NAME for one in ids if one == settings.NARA_MUNICIPALITY_ID
    }


register_scope_name(ScopeKind.MUNICIPALITY, _municipality)
