"""Weekly schedules become RFC 5545 rules, and sessions remember that they were set by hand."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def to_rules(apps, schema_editor):
    """Every week on a weekday, until a last date, is what the rule says from now on."""
    schedules = apps.get_model("activities", "Schedule").objects
    for row in schedules.all().iterator():
        until = f";UNTIL={row.last_date:%Y%m%d}" if row.last_date else ""
        rule = f"FREQ=WEEKLY;BYDAY={WEEKDAYS[row.weekday - 1]}{until}"
        schedules.filter(pk=row.pk).update(rule=rule)


def mark_by_hand(apps, schema_editor):
    """The only thing that could be set for one session alone was the number of seats."""
    sessions = apps.get_model("activities", "Session").objects
    schedules = apps.get_model("activities", "Schedule").objects
    for pk, capacity in schedules.values_list("pk", "capacity"):
        sessions.filter(schedule=pk).exclude(capacity=capacity).update(by_hand=True)


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_what_calendars_must_hear_of")]

    operations = [
        migrations.RenameModel("WeeklySchedule", "Schedule"),
        migrations.AddField(
            "Schedule",
            "rule",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("Session", "by_hand", models.BooleanField(default=False)),
        # The way back is open only without schedules: a rule has no weekday to go back to.
        migrations.RunPython(to_rules, migrations.RunPython.noop),
        migrations.RunPython(mark_by_hand, migrations.RunPython.noop),
        migrations.RemoveConstraint("Schedule", "activities_schedule_weekday"),
        migrations.RemoveConstraint("Schedule", "activities_schedule_dates"),
        migrations.RemoveField("Schedule", "weekday"),
        migrations.RemoveField("Schedule", "last_date"),
        migrations.AddConstraint(
            "Schedule",
            models.CheckConstraint(
                name="activities_schedule_rule",
                condition=Q(rule="")
                | Q(rule__regex=r"^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-0-9A-Z,]+)*$"),
            ),
        ),
        migrations.CreateModel(
            name="ScheduleException",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("date", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("excluded", "Utgår"), ("added", "Tillkommer")], max_length=8
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="activities.schedule",
                    ),
                ),
            ],
            options={"ordering": ["date"]},
        ),
        migrations.AddConstraint(
            "ScheduleException",
            models.UniqueConstraint(
                fields=["schedule", "date"], name="activities_scheduleexception_once"
            ),
        ),
        migrations.AddConstraint(
            "ScheduleException",
            models.CheckConstraint(
                name="activities_scheduleexception_why",
                condition=~Q(kind="excluded") | ~Q(reason=""),
            ),
        ),
    ]
