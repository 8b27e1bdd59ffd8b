"""What the worker does for this room."""

import logging
import uuid

from procrastinate.contrib.django import app

from activities.materialising import materialise_sessions
from activities.models import Activity
from activities.removed import forget_removed_sessions
from people.actors import system

logger = logging.getLogger(__name__)


@app.task(queue="sessions")
def materialise_activity(activity_id: str) -> None:
    """Make one activity's sessions; nothing if it is gone by now."""
    activity = Activity.objects.filter(pk=uuid.UUID(activity_id)).first()
    if activity is not None:
        made = materialise_sessions(by=system("worker"), activity=activity)
        logger.info("activity %s: %d sessions made", activity_id, made)


@app.periodic(cron="10 2 * * *")
@app.task(queue="sessions", queueing_lock="materialise_all")
def materialise_all(timestamp: int) -> None:
    """Every night: keep all schedules materialised NARA_WEEKS_AHEAD weeks ahead."""
    made = materialise_sessions(by=system("worker"))
    logger.info("all activities: %d sessions made", made)
    forgotten = forget_removed_sessions(by=system("worker"))
    logger.info("removed sessions: %d forgotten", forgotten)


def materialise_later(activity: Activity) -> None:
    """Have the worker make the activity's sessions once the caller's transaction is committed.

    The job is a row of the same database: it exists exactly if the caller's change does.
    """
    materialise_activity.defer(activity_id=str(activity.pk))
