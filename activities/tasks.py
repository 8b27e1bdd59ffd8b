"""What the worker does for this room."""

import logging
import uuid

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task
from procrastinate.types import JSONDict

from activities.booking.due import remind, settle_due
from activities.booking.seats import set_aside_by_rules
from activities.materialising import materialise_sessions
from activities.models import Activity
from activities.notifying.delivery import deliver
from activities.removed import forget_removed_sessions
from activities.terms.due import remind_of_offers, settle_terms
from people.actors import system

logger = logging.getLogger(__name__)


@app.task(queue="sessions")
def materialise_activity(activity_id: str) -> None:
    """Make one activity's sessions; nothing if it is gone by now."""
    activity = Activity.objects.filter(pk=uuid.UUID(activity_id)).first()
    if activity is not None:
        made = materialise_sessions(by=system("worker"), activity=activity)
        set_aside_by_rules(activity=activity, by=system("worker"))
        logger.info("activity %s: %d sessions made", activity_id, made)


@app.periodic(cron="10 2 * * *")
@app.task(queue="sessions", queueing_lock="materialise_all")
def materialise_all(timestamp: int) -> None:
    """Every night: keep all schedules materialised NARA_WEEKS_AHEAD weeks ahead."""
    made = materialise_sessions(by=system("worker"))
    for activity in Activity.objects.published().filter(rules__set_aside__gt=0):
        set_aside_by_rules(activity=activity, by=system("worker"))
    logger.info("all activities: %d sessions made", made)
    forgotten = forget_removed_sessions(by=system("worker"))
    logger.info("removed sessions: %d forgotten", forgotten)


@app.periodic(cron="* * * * * */15")
@app.task(queue="bookings", queueing_lock="settle_due")
def settle_bookings(timestamp: int) -> None:
    """Four times a minute: end what is over, so that seats go on to the queue; then remind."""
    settled = settle_due(by=system("worker"))
    asked = remind(by=system("worker"))
    if settled or asked:
        logger.info("%d sessions settled, %d people asked whether they come", settled, asked)


@app.periodic(cron="* * * * * */15")
@app.task(queue="bookings", queueing_lock="settle_terms")
def settle_all_terms(timestamp: int) -> None:
    """Four times a minute: end offers that are over, seat who has a place, remind who has not said.

    Sessions that have come since, too: a place is one in all of them.
    """
    settled = settle_terms(by=system("worker"))
    reminded = remind_of_offers(by=system("worker"))
    if settled or reminded:
        logger.info("%d terms settled, %d people reminded of an offer", settled, reminded)


@app.periodic(cron="* * * * * */5")
@app.task(queue="notifications", queueing_lock="deliver")
def deliver_notifications(timestamp: int) -> None:
    """Every five seconds: send what stands in the outbox."""
    sent = deliver(by=system("worker"))
    if sent:
        logger.info("%d notifications sent", sent)


def materialise_later(*activities: Activity) -> None:
    """Have the worker make the activities' sessions once the caller's transaction is committed.

    The jobs are rows of that transaction: they exist exactly if the caller's change does. Inside
    the worker the app itself speaks over a connection of its own, where a job deferred by an import
    would begin before the import is committed and find nothing; these wait for it.
    """
    deferred = configure_task(
        name=materialise_activity.name,
        queue=materialise_activity.queue,
        job_manager=JobManager(DjangoConnector()),
    )
    jobs: list[JSONDict] = [{"activity_id": str(one.pk)} for one in activities]
    deferred.batch_defer(*jobs)
