"""A person's data leaves: as a copy for them, for good at their wish, and when its time is over."""

from typing import Any

from django.db import transaction
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.actors import Actor
from people.audit import record
from people.models import AuditEntry, RoleGrant, User
from people.permissions import require
from people.personal_data import erase_all, holdings
from people.roles import STAFF_ROLES

Report = dict[str, int]


@transaction.atomic
def export_person(*, person: User, by: Actor) -> dict[str, list[dict[str, Any]]]:
    """All that is held about `person`, by kind of record, ready for JSON.

    People may ask for their own; administrators for anybody's.
    """
    require(by, "person.export", person)
    found = {h.kind: list(h.export(person)) for h in holdings() if h.export is not None}
    record(by=by, deed="person.export", on=person)
    return found


@transaction.atomic
def erase_person(*, person: User, by: Actor) -> Report:
    """Remove all that is held about `person`; how much, by kind of record.

    What outlives the person is told by each registration (`kept`): the audit log, with ids only.
    """
    require(by, "person.erase", person)
    record(by=by, deed="person.erase", on=person)
    return erase_all(person)


def dealings_with(*, by: Actor) -> QuerySet[AuditEntry]:
    """What others did with the actor's account; each with the role `in_role` that they hold now.

    A role and never a name: who works with young people is protected as well. `staff` stands for
    somebody who holds no role any more, `system` for the software itself.
    """
    person = by.person
    rows = AuditEntry.objects.filter(
        object_kind=User._meta.label_lower, object_id=str(person.pk if person else "")
    ).exclude(by=by.id)
    held = RoleGrant.objects.filter(person_id=OuterRef("by"), role__in=STAFF_ROLES)
    role = Subquery(held.order_by("role").values("role")[:1])
    return rows.annotate(
        in_role=Case(When(by=None, then=Value("system")), default=Coalesce(role, Value("staff")))
    )


@transaction.atomic
def apply_retention(*, by: Actor, dry_run: bool = False) -> Report:
    """Remove everything whose time is over; how much, by kind of record.

    With `dry_run` nothing is removed and the report says what would be.
    """
    require(by, "retention.apply")
    now = timezone.now()
    report = {h.kind: h.expire(now, dry_run) for h in reversed(holdings()) if h.expire is not None}
    if not dry_run:
        record(by=by, deed="retention.apply", detail=report)
    return report
