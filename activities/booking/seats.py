"""How many seats a session has."""

from django.db import transaction
from django.utils import timezone

from activities.errors import CapacityBelowTaken, SessionOver
from activities.live import announce_seats
from activities.models import Session
from people.actors import Actor
from people.audit import record
from people.permissions import require


@transaction.atomic
def change_capacity(*, session: Session, capacity: int, by: Actor) -> Session:
    """Give a session more or fewer seats; from then on it no longer follows its schedule.

    Raises CapacityBelowTaken when more seats than that are promised, SessionOver afterwards.
    """
    locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    require(by, "session.write", on=locked)
    if locked.ends_at <= timezone.now():
        raise SessionOver
    if capacity < locked.taken:
        raise CapacityBelowTaken
    before, locked.capacity, locked.by_hand = locked.capacity, capacity, True
    locked.save(update_fields=["capacity", "by_hand"])
    record(by=by, deed="session.write", on=locked, detail={"capacity": [before, capacity]})
    announce_seats(locked)
    return locked
