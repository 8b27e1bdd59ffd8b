"""What those who write an activity are told about it, beside what everybody sees."""

import uuid
from typing import Any, TypedDict

from activities.models import Activity, ActivityVersion
from activities.restoring import can_undo
from activities.states import open_steps
from activities.versions import (
    Content,
    Difference,
    content_of,
    differences,
    writers_since_published,
)
from people.actors import Actor
from people.models import User
from people.permissions import may, require


class Work(TypedDict):
    """The steps that are open to somebody, and what they need to know to take them."""

    steps: list[str]
    can_undo: bool
    second_pair_of_eyes: bool
    review_note: str
    copied_from: uuid.UUID | None
    revises: uuid.UUID | None
    proposal: uuid.UUID | None
    proposed: list[Difference]


def work_on(activity: Activity, by: Actor) -> Work | None:
    """None for somebody who may not write it. `activity` has its organiser."""
    if by.person is None or not may(by, "activity.write", on=activity):
        return None
    own_work = by.id in writers_since_published(activity)
    careful = activity.organiser.second_pair_of_eyes
    proposal = activity.open_proposal if careful else None
    return {
        "steps": open_steps(activity, by, own_work=own_work),
        "can_undo": can_undo(activity)
        and not (careful and activity.status == Activity.Status.PUBLISHED),
        "second_pair_of_eyes": careful,
        "review_note": activity.review_note,
        "copied_from": activity.copied_from_id,
        "revises": activity.revises_id,
        "proposal": proposal.pk if proposal else None,
        "proposed": _proposed(activity),
    }


def _proposed(activity: Activity) -> list[Difference]:
    """What a proposal changes in what it revises; nothing for any other activity."""
    if activity.revises is None:
        return []
    found = differences(content_of(activity.revises), content_of(activity))
    return [one for one in found if one["field"] not in ("status", "times")]


class Told(TypedDict):
    """One version as it is told: who is `you`, `another`, `system` or `unknown`, never a name."""

    number: int
    kind: str
    at: Any
    who: str
    by: uuid.UUID | None
    differences: list[Difference]


def history_of(activity: Activity, by: Actor) -> list[Told]:
    """Every version, newest first, with what it changed against the one before.

    The id of who did it is for administrators (it leads to the audit log) and never that of a
    person with protected identity. Raises as `require` does for those who may not write it.
    """
    require(by, "activity.write", on=activity)
    rows = list(ActivityVersion.objects.filter(activity=activity).order_by("number"))
    named = _nameable(rows) if may(by, "person.export") else frozenset()
    told: list[Told] = []
    before: Content | None = None
    for row in rows:
        told.append(
            {
                "number": row.number,
                "kind": row.kind,
                "at": row.at,
                "who": _who(row, by),
                "by": row.by if row.by in named else None,
                "differences": differences(before, row.content) if before else [],
            }
        )
        before = row.content
    return told[::-1]


def _nameable(rows: list[ActivityVersion]) -> frozenset[uuid.UUID]:
    ids = {row.by for row in rows if row.by}
    return frozenset(
        User.objects.filter(pk__in=ids, protected_identity=False).values_list("pk", flat=True)
    )


def _who(row: ActivityVersion, by: Actor) -> str:
    if row.by_system:
        return "system"
    if row.by is None:
        return "unknown"
    return "you" if row.by == by.id else "another"
