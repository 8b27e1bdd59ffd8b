"""Writing the booking rules of an activity."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from activities.booking.seats import set_aside_by_rules
from activities.models import Activity, BookingRules, rules_of
from people.actors import Actor
from people.audit import record
from people.permissions import require


@transaction.atomic
def set_rules(*, activity: Activity, fields: Mapping[str, Any], by: Actor) -> BookingRules:
    """Change the given rules; the others stay, or are the defaults.

    They hold for what is asked for from now on. Seats to be set aside are set aside at once in the
    sessions to come, as far as they are free.
    """
    require(by, "activity.write", on=activity)
    rules = rules_of(activity)
    for name, value in fields.items():
        setattr(rules, name, value)
    rules.save()
    record(by=by, deed="activity.write", on=activity, detail={"rules": sorted(fields)})
    set_aside_by_rules(activity=activity, by=by)
    return rules
