"""School holidays, the sessions around today, and those that are called off."""

import datetime
import zlib
from collections.abc import Mapping

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from activities.changing import cancel_session
from activities.materialising import materialise_sessions
from activities.models import Activity, Session
from activities.tasks import materialise_activity
from config.example import files
from config.example.places import PREFIX
from people.actors import Actor
from venues.models import SchoolHoliday

WEEKS_BACK = 2
#: One session in this many is called off for an everyday reason.
ONE_IN = 60
#: What the example promises to be on: never called off for an everyday reason.
ALWAYS_ON = f"{PREFIX}oppen-fritidsgard:skogas-fritidsgard"


def load_school_holidays() -> int:
    """The days without school, marked approximate; returns how many are new."""
    plan = files.calendar()
    added = 0
    for item in plan["holidays"]:
        _, new = SchoolHoliday.objects.update_or_create(
            name=item["name"],
            first_date=datetime.date.fromisoformat(item["first"]),
            defaults={
                "last_date": datetime.date.fromisoformat(item["last"]),
                "source": plan["source"],
                "approximate": True,
            },
        )
        added += new
    return added


def load_sessions(*, by: Actor) -> int:
    """Sessions from two weeks back to the planning horizon; returns how many are new."""
    start = timezone.localdate() - datetime.timedelta(weeks=WEEKS_BACK)
    made = materialise_sessions(by=by, first_date=start)
    _spare_the_worker()
    return made


def _spare_the_worker() -> None:
    """Take back the jobs that would make the same sessions once more.

    Every schedule that was added has asked the worker for its sessions; they are made by now.
    """
    ours = Activity.objects.filter(external_id__startswith=PREFIX)
    waiting = ProcrastinateJob.objects.filter(
        status="todo",
        task_name=materialise_activity.name,
        args__activity_id__in=[str(pk) for pk in ours.values_list("pk", flat=True)],
    )
    for job in list(waiting.values_list("pk", flat=True)):
        app.job_manager.cancel_job_by_id(job, delete_job=True)


def call_off_some(*, by: Actor) -> int:
    """Call off what is closed on a holiday, and a few for other reasons; returns how many.

    Which ones follows from activity and date alone, so every load chooses the same.
    """
    plan = files.calendar()
    coming = Session.objects.filter(
        status=Session.Status.SCHEDULED,
        ends_at__gt=timezone.now(),
        activity__external_id__startswith=PREFIX,
        activity__status="published",
    ).select_related("activity", "venue__area")
    called_off = 0
    for session in coming.order_by("starts_at", "pk"):
        booked = session.activity.mode != Activity.Mode.DROP_IN
        reasons = [*plan["cancelled"], *(plan["cancelled_booked"] if booked else [])]
        key = str(session.activity.external_id)
        reason = why_off(key, session.occurrence_date, plan["closed"], reasons)
        if reason:
            cancel_session(session=session, reason=reason, by=by)
            called_off += 1
    return called_off


def why_off(key: str, date: datetime.date, closed: Mapping[str, str], reasons: list[str]) -> str:
    """Why an activity is called off on a date; empty when it is on."""
    holiday = closed.get(f"{date:%m-%d}")
    if holiday:
        return holiday
    if key == ALWAYS_ON:
        return ""
    draw = zlib.crc32(f"{key} {date}".encode())
    return reasons[draw // ONE_IN % len(reasons)] if draw % ONE_IN == 0 else ""
