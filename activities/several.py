"""One write on several activities: each succeeds or fails by itself, and the report says which."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db import transaction
from rest_framework.exceptions import APIException

from activities.models import Activity
from people.actors import Actor
from people.permissions import reach, require


class Outcome(NamedTuple):
    """What became of one: the activity it led to, or the stable code and words of why not."""

    id: uuid.UUID
    activity: Activity | None
    code: str = ""
    detail: str = ""


def each(
    ids: Iterable[uuid.UUID], write: Callable[[Activity], Activity], *, deed: str, by: Actor
) -> list[Outcome]:
    """Do `write` on each of the activities, in the order of the ids.

    What one cannot do does not stop the others. An activity that `by` may not see is not found.
    """
    require(by, deed)
    wanted = list(ids)
    mine = Activity.objects.within(reach(by, deed)).filter(pk__in=wanted)
    found = {activity.pk: activity for activity in mine}
    return [_one(pk, found.get(pk), write) for pk in wanted]


def _one(
    pk: uuid.UUID, activity: Activity | None, write: Callable[[Activity], Activity]
) -> Outcome:
    if activity is None:
        return Outcome(pk, None, "not_found")
    try:
        with transaction.atomic():
            return Outcome(pk, write(activity))
    except APIException as error:
        code = error.get_codes()
        return Outcome(pk, None, code if isinstance(code, str) else "invalid", _words(error.detail))


def _words(detail: Any) -> str:
    """The sentences of an error, whatever shape they come in."""
    if isinstance(detail, dict):
        return " ".join(_words(one) for one in detail.values())
    if isinstance(detail, list):
        return " ".join(_words(one) for one in detail)
    return str(detail)
