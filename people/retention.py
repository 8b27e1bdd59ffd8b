"""A person's data leaves: as a copy for them, for good at their wish, and when its time is over."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from people.actors import Actor
from people.audit import record
from people.models import User
from people.permissions import require
from people.personal_data import erase_all, holdings

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
