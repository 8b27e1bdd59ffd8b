"""Writes to organisers: how they want things published."""

from django.db import transaction

from activities.models import Organiser
from people.actors import Actor
from people.audit import record
from people.permissions import require


@transaction.atomic
def ask_for_second_pair(*, organiser: Organiser, second_pair_of_eyes: bool, by: Actor) -> Organiser:
    """Have what the organiser publishes approved by another person first, or no longer."""
    require(by, "organiser.write", on=organiser)
    organiser.second_pair_of_eyes = second_pair_of_eyes
    organiser.save(update_fields=["second_pair_of_eyes"])
    detail = {"second_pair_of_eyes": second_pair_of_eyes}
    record(by=by, deed="organiser.write", on=organiser, detail=detail)
    return organiser
