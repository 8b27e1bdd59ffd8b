"""load_example on a real database: what it makes, that it is quick, and that it repeats itself."""

import datetime
import io
import time
import uuid
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F, Sum
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker

from activities.models import (
    Activity,
    Booking,
    ReflectionQuestion,
    RegisterExtract,
    Schedule,
    Session,
    SessionLeader,
)
from activities.publishing import edit_activity
from config.example import areas, calendar, people
from people.actors import actor_for, system
from people.models import RoleGrant, User
from people.permissions import may
from people.sms import FileSms
from venues.models import Area, HomePoint, Population, Venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("took")]

ROOMS = ("people", "venues", "activities", "outreach", "account", "mfa", "procrastinate")


@pytest.fixture(scope="module")
def took(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[float]:
    """The loaded example for this module's tests, undone at the end; gives the seconds of
    processor time it took (the clock on the wall tells more about what else the machine does).

    It is one transaction around them all; what a test changes is undone after that test.
    """
    with (
        override_settings(NARA_EXAMPLE=True, NARA_INSECURE_HTTP=True),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        began = time.process_time()
        call_command("load_example", stdout=io.StringIO())
        yield time.process_time() - began
        transaction.set_rollback(True)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    models = [model for label in ROOMS for model in apps.get_app_config(label).get_models()]
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows


def test_it_is_quick(took: float) -> None:
    """Half a minute is promised; the coverage tool that watches here costs as much again."""
    assert took < 60


def test_a_second_load_changes_nothing() -> None:
    before = everything()
    out = io.StringIO()
    call_command("load_example", stdout=out)
    assert everything() == before
    assert "new or changed" not in out.getvalue()
    assert out.getvalue().count("already there") == 12


def test_what_somebody_edited_stays_edited() -> None:
    activity = Activity.objects.get(external_id="example:laxhjalp:skogas-bibliotek")
    by = actor_for(User.objects.get(email="sara@nara.example"), second_factor=True)
    edit_activity(activity=activity, fields={"price_sek": Decimal(10)}, texts=None, by=by)
    call_command("load_example", stdout=io.StringIO())
    activity.refresh_from_db()
    assert activity.price_sek == Decimal(10)


def test_what_went_missing_comes_back() -> None:
    Population.objects.all().delete()
    HomePoint.objects.all().delete()
    Activity.objects.get(external_id=calendar.ALWAYS_ON).sessions.all().delete()
    Venue.objects.filter(external_id="example:kultopia").update(name="Fel namn")
    Area.objects.filter(code="0126-skogas").update(geometry_source="Fel källa")
    before = {"sessions": Session.objects.count()}
    call_command("load_example", stdout=io.StringIO())
    assert Population.objects.aggregate(Sum("count"))["count__sum"] == 113_920
    assert HomePoint.objects.values("area").distinct().count() == 22
    assert Session.objects.count() > before["sessions"]
    assert Venue.objects.get(external_id="example:kultopia").name == "Kultopia"
    assert Area.objects.get(code="0126-skogas").geometry_source == areas.DRAWN


def test_areas_are_there_with_their_people() -> None:
    kinds = dict(Area.objects.values_list("kind").annotate(Count("id")))
    assert kinds == {"municipality": 1, "district": 7, "regso": 22}
    assert not Area.objects.filter(geometry_approximate=False).exists()
    assert Population.objects.aggregate(Sum("count"))["count__sum"] == 113_920
    assert not Population.objects.filter(apportioned=False).exists()
    by_band = Population.objects.values("age_from").annotate(people=Sum("count"))
    young = sum(row["people"] for row in by_band if row["age_from"] < 25)
    assert young == pytest.approx(113_920 / 3, abs=110)


def test_every_place_has_an_area_and_a_source() -> None:
    assert Venue.objects.count() >= 60
    assert not Venue.objects.filter(area__isnull=True).exists()
    assert not Venue.objects.exclude(area__kind="regso").exists()
    assert not Venue.objects.filter(position_source="").exists()
    outside = Venue.objects.filter(area_by_nearness=True)
    assert "Kulturskolan Vårby" in outside.values_list("name", flat=True)
    assert outside.count() < 6


def test_activities_are_spread_as_unevenly_as_life() -> None:
    published = Activity.objects.published()
    assert published.count() >= 200
    assert Activity.objects.filter(status="draft").exists()
    spread = dict(
        published.values_list("schedules__venue__area__code").annotate(Count("id", distinct=True))
    )
    assert spread["0126-sjodalen-centrala-norra"] > 40
    for poor in ("0126-varby-haga-masmo", "0126-glomsta-loviseberg", "0126-glado-lissma"):
        assert 0 < spread[poor] <= 5
    assert "0126-varby-udde-duvberget" not in spread


def test_sessions_reach_from_two_weeks_back_to_half_a_year_ahead() -> None:
    today = timezone.localdate()
    dates = Session.objects.order_by("occurrence_date").values_list("occurrence_date", flat=True)
    first, last = dates[0], dates[len(dates) - 1]
    assert datetime.timedelta(0) <= first - (today - datetime.timedelta(weeks=2)) < WEEK
    assert datetime.timedelta(0) <= today + datetime.timedelta(weeks=26) - last < WEEK


WEEK = datetime.timedelta(weeks=1)


@pytest.mark.parametrize("weeks", ["term", "holiday"])
def test_every_weekday_has_an_evening_for_somebody_who_is_fifteen_in_skogas(weeks: str) -> None:
    skogas = Area.objects.get(code="0126-skogas")
    evenings = Schedule.objects.filter(
        activity__status="published",
        activity__age_from__lte=15,
        activity__age_to__gte=15,
        activity__price_sek=0,
        venue__area__lineage__contains=[skogas.pk],
        weeks__in=[weeks, "all"],
        starts__lt=datetime.time(19),
        ends__gte=datetime.time(19),
    )
    assert {evening.weekday for evening in evenings} >= {1, 2, 3, 4, 5}


def test_some_sessions_are_called_off_and_say_why() -> None:
    cancelled = Session.objects.filter(status="cancelled")
    assert 0 < cancelled.count() < Session.objects.count() / 10
    assert not cancelled.filter(cancelled_reason="").exists()
    assert not cancelled.filter(ends_at__lt=F("starts_at")).exists()


def test_the_worker_is_not_asked_for_sessions_that_are_there() -> None:
    assert not ProcrastinateJob.objects.filter(status="todo").exists()


def test_people_hold_one_role_each_where_it_belongs() -> None:
    assert User.objects.filter(email__endswith="@nara.example").count() == 9
    assert RoleGrant.objects.count() == 9
    by = {
        user.call_name: actor_for(user, second_factor=True)
        for user in User.objects.filter(email__endswith="@nara.example")
    }
    in_skogas = Activity.objects.get(external_id="example:laxhjalp:skogas-bibliotek")
    in_varby = Activity.objects.get(external_id="example:laxhjalp:varby-bibliotek")
    assert may(by["Sara"], "activity.write", in_skogas)
    assert not may(by["Sara"], "activity.write", in_varby)
    assert may(by["Kim"], "activity.write", in_varby)
    assert not may(by["Amina"], "activity.write", in_skogas)
    tonight = Session.objects.filter(activity__external_id=calendar.ALWAYS_ON).first()
    assert may(by["Leo"], "session.write", tonight)
    assert not may(by["Leo"], "session.write", in_varby.sessions.first())


def test_an_evening_is_full_and_has_a_queue() -> None:
    full = Session.objects.get(
        activity__external_id__endswith="musikproduktion:kulturskolan-skogas", waiting__gt=0
    )
    assert (full.booked, full.free, full.waiting) == (full.capacity, 0, 3)
    assert full.starts_at - timezone.now() > datetime.timedelta(days=2)
    waiting = [one.participant.shown_name for one in full.bookings.waiting().with_people()]
    assert waiting == ["Leila", "Månskugga", "Amina"]
    amina = Booking.objects.filter(person__email="amina@nara.example")
    assert sorted(amina.values_list("state", flat=True)) == ["booked", "held", "waiting"]


def test_leo_leads_an_evening_with_a_roster() -> None:
    leads = SessionLeader.objects.get(session__ends_at__gt=timezone.now())
    assert leads.person.email == "leo@nara.example"
    assert leads.session.booked == 6
    assert leads.session.free >= 4
    assert RegisterExtract.objects.get().person == leads.person
    assert ReflectionQuestion.objects.asked().count() == 2


def test_the_protected_person_shows_as_an_alias() -> None:
    robin = User.objects.get(email="robin@nara.example")
    assert robin.protected_identity
    assert robin.shown_name == "Månskugga"


def test_staff_log_in_with_password_and_second_factor_and_others_with_neither() -> None:
    staff = User.objects.filter(authenticator__type="totp")
    names = set(staff.values_list("call_name", flat=True))
    assert names == {"Leo", "Sara", "Kim", "Anders", "Fatima", "Astrid"}
    assert all(person.check_password("trygg-fritid-2026") for person in staff)
    assert not User.objects.get(call_name="Amina").has_usable_password()


def test_logins_are_listed_and_codes_given() -> None:
    out = io.StringIO()
    call_command("example_logins", stdout=out)
    for user in User.objects.filter(email__endswith="@nara.example"):
        assert str(user.email) in out.getvalue()
    code = io.StringIO()
    call_command("example_code", "Sara@nara.example", stdout=code)
    assert len(code.getvalue().strip()) == 6
    assert code.getvalue().strip().isdigit()


def test_a_code_that_cannot_be_given_says_why() -> None:
    with override_settings(NARA_SMS_DIR=""), pytest.raises(CommandError, match="NARA_SMS_DIR"):
        call_command("example_code", "+46701234567")
    with (
        override_settings(NARA_SMS_DIR="/nowhere"),
        pytest.raises(CommandError, match="No SMS with a code"),
    ):
        call_command("example_code", "+46701234567")
    with override_settings(NARA_MAIL_DIR=""), pytest.raises(CommandError, match="NARA_MAIL_DIR"):
        call_command("example_code", "amina@nara.example")
    with (
        override_settings(NARA_MAIL_DIR="/nowhere"),
        pytest.raises(CommandError, match="No mail with a code"),
    ):
        call_command("example_code", "amina@nara.example")


def test_the_code_of_the_latest_sms_is_given(tmp_path: Path) -> None:
    with override_settings(NARA_SMS_DIR=str(tmp_path)):
        for number, code in (
            ("+46701234567", "OLD-111"),
            ("+46701234567", "NEW-222"),
            ("+46", "X"),
        ):
            FileSms().send(id=uuid.uuid4(), number=number, text=f"Kod.\n\n@localhost #{code}")
        out = io.StringIO()
        call_command("example_code", "+46701234567", stdout=out)
    assert out.getvalue().strip() == "NEW-222"


def test_outside_the_example_there_are_no_logins() -> None:
    Booking.objects.all().delete()
    User.objects.filter(email__endswith="@nara.example").delete()
    with override_settings(NARA_EXAMPLE=False):
        call_command("load_example", stdout=io.StringIO())
        assert not User.objects.filter(email__endswith="@nara.example").exists()
        with pytest.raises(ImproperlyConfigured):
            people.load_people(by=system("example"))
        for command in (["example_logins"], ["example_code", "sara@nara.example"]):
            with pytest.raises(CommandError, match="not the example municipality"):
                call_command(*command)
