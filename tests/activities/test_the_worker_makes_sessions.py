"""The worker really runs: a published activity gets its sessions a moment later."""

import asyncio
import datetime
from typing import cast

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.testing import InMemoryConnector

from activities.models import Activity, Session
from activities.publishing import publish_activity
from activities.scheduling import add_schedule
from activities.tasks import materialise_activity, materialise_all, materialise_later
from tests.named_people import SARA, TESTS, acting
from tests.town import add_activity, add_venue, add_weekly, build_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_other_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


async def _until_idle() -> None:
    with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()) as own:
        async with own.open_async():
            await own.run_worker_async(
                wait=False, install_signal_handlers=False, listen_notify=False
            )


def work() -> list[str]:
    """Run the worker until nothing is left to do; how each job ended."""
    asyncio.run(_until_idle())
    return list(
        ProcrastinateJob.objects.filter(queue_name="sessions")
        .order_by("id")
        .values_list("status", flat=True)
    )


def a_draft() -> Activity:
    build_town()
    activity = add_activity("Öppen hall", status="draft")
    add_schedule(
        activity=activity,
        venue=add_venue("Skogås fritidsgård", -300, 400),
        rule="FREQ=WEEKLY;BYDAY=WE",
        starts=datetime.time(17),
        ends=datetime.time(20),
        first_date=datetime.date(2026, 1, 1),
        capacity=20,
        by=TESTS,
    )
    return activity


def test_sara_publishes_and_the_worker_makes_the_sessions_once() -> None:
    activity = a_draft()
    publish_activity(activity=activity, by=acting(SARA))
    assert not Session.objects.exists()
    assert work() == ["succeeded", "succeeded"]
    assert Session.objects.filter(activity=activity).count() in {26, 27}
    assert Session.objects.values("occurrence_date").distinct().count() == Session.objects.count()


def test_a_job_that_another_job_leaves_waits_for_what_that_one_writes() -> None:
    """Within the worker the app has a connection of its own, which knows no transaction of ours."""
    activity = add_activity(status="draft")
    with app.replace_connector(InMemoryConnector()):
        materialise_later(activity)
    assert ProcrastinateJob.objects.get().args == {"activity_id": str(activity.pk)}


def test_the_job_exists_exactly_if_the_change_does() -> None:
    activity = add_activity(status="draft")

    def schedule_and_fail() -> None:
        with transaction.atomic():
            add_weekly(activity, add_venue("Skogås fritidsgård", 0, 0))
            publish_activity(activity=activity, by=TESTS)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        schedule_and_fail()
    assert work() == []
    activity.refresh_from_db()
    assert activity.status == "draft"


def test_an_activity_that_is_gone_by_then_is_no_failure() -> None:
    activity = add_activity()
    materialise_activity.defer(activity_id=str(activity.pk))
    activity.delete()
    assert work() == ["succeeded"]


def test_every_night_all_schedules_are_kept_ahead() -> None:
    build_town()
    club = add_venue("Skogås fritidsgård", -300, 400)
    for title in ("Öppen hall", "Schack"):
        add_weekly(add_activity(title), club)
    materialise_all.configure().defer(timestamp=0)
    assert work() == ["succeeded"]
    assert Session.objects.values("activity").distinct().count() == 2
