"""Who takes part: an account or a child of a guardian, exactly one of the two."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q

from people.models import Child, User


def participant_rules(
    noun: str, *, within: str, living: Collection[str]
) -> list[models.BaseConstraint]:
    """A row of `noun` has one participant, who has one such row `within` the other while it lives.

    `living` are the states in which it does. The constraints are called activities_NOUN_...
    """
    return [
        models.CheckConstraint(
            name=f"activities_{noun}_one_participant",
            condition=Q(person__isnull=True) ^ Q(child__isnull=True),
        ),
        *(
            models.UniqueConstraint(
                name=f"activities_{noun}_once_per_{who}",
                fields=[within, who],
                condition=Q(state__in=living),
            )
            for who in ("person", "child")
        ),
    ]


def the_one(person: User | None, child: Child | None) -> User | Child:
    """The one of the two that there is."""
    found = person or child
    assert found is not None, "the database holds it: exactly one of the two"
    return found
