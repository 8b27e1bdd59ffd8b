"""Roles and scopes: the words in which a permission is given."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here. A person may hold several, each within a scope."""

    YOUNG_PERSON = "young_person", _("Ung person")
    GUARDIAN = "guardian", _("Vårdnadshavare")
    LEADER = "leader", _("Ledare")
    COORDINATOR = "coordinator", _("Samordnare")
    ANALYST = "analyst", _("Analytiker")
    PARTNER = "partner", _("Samverkanspart")
    ADMINISTRATOR = "administrator", _("Administratör")


#: Roles that act for the municipality: their rights wait until a second factor was used.
STAFF_ROLES = frozenset(
    {Role.LEADER, Role.COORDINATOR, Role.ANALYST, Role.PARTNER, Role.ADMINISTRATOR}
)
EVERY_ROLE = frozenset(Role)


class ScopeKind(models.TextChoices):
    """What a role's UUID points at. Each room says which scopes an object of its own is in."""

    MUNICIPALITY = "municipality", _("Kommun")
    AREA = "area", _("Område")
    VENUE = "venue", _("Plats")
    ORGANISER = "organiser", _("Arrangör")
    SESSION = "session", _("Tillfälle")
    PERSON = "person", _("Person")


@dataclass(frozen=True, slots=True)
class Scope:
    """A (kind, UUID) pair: the part of the municipality that a role holds for."""

    kind: str
    id: uuid.UUID


def whole_municipality() -> Scope:
    """The scope that contains everything in this installation."""
    return Scope(ScopeKind.MUNICIPALITY, settings.NARA_MUNICIPALITY_ID)
