"""What this room holds about people: whose hand changed an activity."""

from typing import Any

from activities.changes import expire_changes
from activities.models import ActivityChange, ActivityVersion
from people.models import User
from people.personal_data import register_personal_data


def _versions_by(person: User) -> list[dict[str, Any]]:
    rows = ActivityVersion.objects.filter(by=person.pk).order_by("pk")
    return [
        {
            "activity": str(row.activity_id),
            "number": row.number,
            "kind": row.kind,
            "at": str(row.at),
        }
        for row in rows
    ]


def _forget(person: User) -> int:
    """The versions stay; whose they are does not."""
    return ActivityVersion.objects.filter(by=person.pk).update(by=None)


def register_own_data() -> None:
    """Register the history of activities."""
    register_personal_data(
        ActivityVersion,
        export=_versions_by,
        erase=_forget,
        kept="as long as the activity; the id of who wrote it goes when they are erased",
    )
    register_personal_data(ActivityChange, no_personal_data=True, expire=expire_changes)
