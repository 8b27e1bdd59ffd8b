"""Which scopes a person or a role grant is in."""

from collections.abc import Iterator

from people.models import RoleGrant, User
from people.roles import Scope, ScopeKind


def scopes_of_person(person: User) -> Iterator[Scope]:
    """A person is in a scope of their own."""
    yield Scope(ScopeKind.PERSON, person.pk)


def scopes_of_grant(grant: RoleGrant) -> Iterator[Scope]:
    """A grant is in the scope that it is for: administrators grant within their own."""
    yield Scope(grant.scope_kind, grant.scope_id)
