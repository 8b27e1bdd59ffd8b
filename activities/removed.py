"""What is left of removed sessions goes when it is of no use to any calendar."""

from django.db import transaction
from django.utils import timezone

from activities.models import RemovedSession
from people.actors import Actor
from people.permissions import require


@transaction.atomic
def forget_removed_sessions(*, by: Actor) -> int:
    """Delete what is left of sessions that would be over by now; returns how many."""
    require(by, "session.materialise")
    deleted, _ = RemovedSession.objects.filter(ends_at__lte=timezone.now()).delete()
    return deleted
