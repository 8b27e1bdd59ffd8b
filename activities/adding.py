"""Adding many activities at once: each with its texts and times, as a draft or published.

What is written is what `create_activity`, `add_schedule` and `publish_activity` write one after the
other: the rows, the history, the audit log and the worker's jobs. The queries are those of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import APIException

from activities.errors import NothingToPublish
from activities.models import Activity, ActivityText, ActivityVersion, Schedule
from activities.publishing import ActivityFields, owner_for
from activities.scheduling import ScheduleFields, new_schedule
from activities.scopes import scopes_at
from activities.states import STEPS, check_step
from activities.tasks import materialise_later
from activities.versions import content, version_now
from activities.wording import Text
from people.actors import Actor
from people.audit import Done, record_all
from people.errors import NotPermitted
from people.permissions import reach, require
from people.roles import Scope, whole_municipality

Kind = ActivityVersion.Kind


@dataclass(frozen=True, slots=True)
class NewActivity:
    """An activity to be added. Its venues are read with their areas; nothing may be saved yet."""

    fields: ActivityFields
    texts: Sequence[Text]
    external_id: str | None = None
    times: Sequence[ScheduleFields] = ()
    publish: bool = False


@transaction.atomic
def add_activities(*, new: Sequence[NewActivity], by: Actor) -> list[Activity | APIException]:
    """Add activities; per entry the activity, or the error for which it alone was not added.

    The errors are those of `create_activity`, `add_schedule` and `publish_activity`.
    """
    require(by, "activity.write")
    owner = owner_for(by)
    made = [_made(one, owner, by) for one in new]
    _write([one for one in made if isinstance(one, _Made)], by)
    return [one.activity if isinstance(one, _Made) else one for one in made]


@dataclass(slots=True)
class _Made:
    """An activity that is not saved yet, with all that is saved with it."""

    activity: Activity
    texts: list[ActivityText]
    schedules: list[Schedule] = field(default_factory=list)
    versions: list[ActivityVersion] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    def happened(self, kind: str, deed: str, detail: dict[str, Any], by: Actor) -> None:
        """One more line of its history, and of the audit log."""
        activity = self.activity
        activity.version = len(self.versions) + 1
        activity.updated_at = timezone.now()
        now = content(activity, self.texts, self.schedules)
        self.versions.append(version_now(activity=activity, kind=kind, content=now, by=by))
        self.done.append(Done(deed, activity, detail))


def _made(one: NewActivity, owner: Scope, by: Actor) -> _Made | APIException:
    activity = Activity(
        external_id=one.external_id, owner_kind=owner.kind, owner_id=owner.id, **one.fields
    )
    made = _Made(activity, [ActivityText(activity=activity, **text) for text in one.texts])
    made.happened(Kind.CREATED, "activity.write", {"added": True}, by)
    try:
        for fields in one.times:
            schedule = new_schedule(activity, fields)
            made.schedules.append(schedule)
            made.happened(Kind.SCHEDULED, "activity.write", {"schedule": str(schedule.pk)}, by)
        if one.publish:
            _publish(made, by)
    except APIException as error:
        return error
    return made


def _publish(made: _Made, by: Actor) -> None:
    """Raises NotPermitted, ReviewNeeded or NothingToPublish."""
    activity, deed = made.activity, STEPS["publish"].deed
    scopes = scopes_at(activity, [schedule.venue for schedule in made.schedules])
    if not reach(by, deed) & {whole_municipality(), *scopes}:
        raise NotPermitted
    check_step(activity, "publish")
    swedish = any(text.language == settings.LANGUAGE_CODE for text in made.texts)
    if not made.schedules or not swedish:
        raise NothingToPublish
    activity.status, activity.published_at = Activity.Status.PUBLISHED, timezone.now()
    made.happened(Kind.PUBLISHED, deed, {"step": "publish"}, by)


def _write(made: Sequence[_Made], by: Actor) -> None:
    """All rows of a kind in one query."""
    Activity.objects.bulk_create(one.activity for one in made)
    ActivityText.objects.bulk_create(text for one in made for text in one.texts)
    Schedule.objects.bulk_create(schedule for one in made for schedule in one.schedules)
    ActivityVersion.objects.bulk_create(version for one in made for version in one.versions)
    record_all(by=by, done=(done for one in made for done in one.done))
    if timed := [one.activity for one in made if one.schedules]:
        materialise_later(*timed)
