"""The audit log: append-only, ids only."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from people.actors import Actor
from people.models import AuditEntry


def record(
    *, by: Actor, deed: str, on: Model | None = None, detail: dict[str, Any] | None = None
) -> None:
    """Write down that `by` did `deed` on `on`. Part of the caller's transaction.

    `detail` holds what changed, never a name, an address or another person's data.
    """
    if by.person is None and not by.system:
        raise ValueError("An audit entry needs a person or a part of the system behind it.")
    AuditEntry.objects.create(
        by=by.id,
        by_system=by.system,
        deed=deed,
        object_kind=on._meta.label_lower if on is not None else "",
        object_id=str(on.pk) if on is not None else "",
        detail=detail or {},
        keep_until=timezone.now() + timedelta(days=settings.NARA_RETENTION_AUDIT_DAYS),
    )
