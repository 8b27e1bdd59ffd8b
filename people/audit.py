"""The audit log: append-only, ids only."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from people.actors import Actor
from people.models import AuditEntry


class Done(NamedTuple):
    """One deed that was done on something. `detail` as in `record`."""

    deed: str
    on: Model | None
    detail: dict[str, Any]


def record(
    *, by: Actor, deed: str, on: Model | None = None, detail: dict[str, Any] | None = None
) -> None:
    """Write down that `by` did `deed` on `on`. Part of the caller's transaction.

    `detail` holds what changed, never a name, an address or another person's data.
    """
    record_all(by=by, done=[Done(deed, on, detail or {})])


def record_all(*, by: Actor, done: Iterable[Done]) -> None:
    """As `record`, for many deeds in one query."""
    if by.person is None and not by.system:
        raise ValueError("An audit entry needs a person or a part of the system behind it.")
    kept = timedelta(days=settings.NARA_RETENTION_AUDIT_DAYS)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            by=by.id,
            by_system=by.system,
            deed=one.deed,
            object_kind=one.on._meta.label_lower if one.on is not None else "",
            object_id=str(one.on.pk) if one.on is not None else "",
            detail=one.detail,
            keep_until=timezone.now() + kept,
        )
        for one in done
    )
