"""Importing activities with their texts and weekly times from a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import cast

from django.db import transaction
from rest_framework.exceptions import APIException

from activities.importing.rows import COLUMNS, Known, Offer, Time, read_offer
from activities.models import Activity, ActivityText, Schedule
from activities.publishing import ActivityFields, create_activity, edit_activity, publish_activity
from activities.recurrence import weekly
from activities.scheduling import add_schedule
from people.actors import Actor
from people.permissions import require
from venues.importing.columns import Fitting, Row
from venues.importing.findings import Refused, Report
from venues.importing.reading import table_rows
from venues.importing.running import Seen, Way, run
from venues.importing.tables import Format


@dataclass(frozen=True, slots=True)
class ActivityOptions:
    """What to know about a file of activities."""

    fitting: Fitting = field(default_factory=Fitting)
    form: Format = field(default_factory=Format)
    add_organisers: bool = False


def import_activities(*, path: Path, options: ActivityOptions, way: Way, by: Actor) -> Report:
    """Add the activities of a CSV or XLSX file, or bring them up to date by `external_id`.

    The report counts activities as added, changed or unchanged. A weekly time that an activity has
    and the file has not is left alone.
    """
    require(by, "activity.write")
    return run(lambda report: _work(path, options, way, report, by), way)


def _work(path: Path, options: ActivityOptions, way: Way, report: Report, by: Actor) -> None:
    known, seen = Known(), Seen()
    rows = table_rows(path, COLUMNS, options.fitting, options.form, report, way.progress)
    for group in _by_id(rows):
        number, external_id = group[0].number, group[0].cells.get("external_id", "")
        before = seen.repeated([(number, external_id)]) if external_id else {}
        if before:
            reason = f"{external_id!r} stands in row {before[number]}, and not just above."
            refusal = Refused("duplicate_id", reason, column="external_id", value=external_id)
            report.refuse(number, [refusal])
            continue
        offer = read_offer(group, known, add_organisers=options.add_organisers)
        if isinstance(offer, Offer):
            _save(offer, known, report, by)
        else:
            for row, problems in offer:
                report.refuse(row, problems)


def _by_id(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows below each other with the same id; a row without an id is alone."""
    keyed = groupby(rows, key=lambda row: row.cells.get("external_id") or row.number)
    for _key, group in keyed:
        yield list(group)


def _save(offer: Offer, known: Known, report: Report, by: Actor) -> None:
    """Write one activity; what the catalogue refuses is told on its row."""
    try:
        with transaction.atomic():
            outcome = _write(offer, known, report, by)
    except APIException as error:
        report.refuse(offer.number, [Refused("activity_refused", str(error.detail))])
    except Refused as refused:
        report.refuse(offer.number, [refused])
    else:
        report.count(outcome)
        organiser = offer.fields["organiser"]
        if organiser.name not in known.organisers:
            known.organisers[organiser.name] = organiser
            report.note(f"Added the organiser {organiser.name!r}.")


def _write(offer: Offer, known: Known, report: Report, by: Actor) -> str:
    organiser = offer.fields["organiser"]
    if organiser.name not in known.organisers:
        organiser.save(force_insert=True)
    activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("category", "organiser")
        .filter(external_id=offer.external_id)
        .first()
    )
    added = activity is None
    if activity is None:
        activity = create_activity(
            fields=offer.fields, texts=offer.texts, external_id=offer.external_id, by=by
        )
        changed = True
    else:
        changed = _edit(activity, offer, by)
    changed |= _set_times(activity, offer.times, report, by)
    changed |= _set_status(activity, offer.status, by)
    if added:
        return "added"
    return "changed" if changed else "unchanged"


def _edit(activity: Activity, offer: Offer, by: Actor) -> bool:
    """Change what differs."""
    changed = [n for n, value in offer.fields.items() if getattr(activity, n) != value]
    columns = ("language", "title", "summary", "description")
    texts = ActivityText.objects.filter(activity=activity).values(*columns)
    same_texts = sorted(map(_words, texts)) == sorted(map(_words, map(dict, offer.texts)))
    if not changed and same_texts:
        return False
    edit_activity(
        activity=activity,
        fields=cast(ActivityFields, {n: v for n, v in offer.fields.items() if n in changed}),
        texts=None if same_texts else offer.texts,
        by=by,
    )
    return True


def _words(text: dict[str, object]) -> tuple[str, ...]:
    return tuple(str(text[name]) for name in sorted(text))


def _set_times(activity: Activity, times: list[Time], report: Report, by: Actor) -> bool:
    """Add the times that are new. Raises Refused for a known one with other details.

    People may have booked sessions of a known time: to change it is for whoever sees them.
    """
    rows = Schedule.objects.filter(activity=activity)
    known = {(row.venue_id, row.weekday, row.starts): row for row in rows if row.weekday}
    new = False
    for time in times:
        row = known.pop(time.slot, None)
        if row is not None:
            _is_as(row, time)
            continue
        new = True
        add_schedule(
            activity=activity,
            venue=time.venue,
            rule=weekly(time.weekday, time.last_date),
            starts=time.starts,
            ends=time.ends,
            first_date=time.first_date,
            weeks=time.weeks,
            capacity=time.capacity,
            by=by,
        )
    report.left_out["weekly times that the file does not have (kept)"] += len(known)
    return new


def _is_as(row: Schedule, time: Time) -> None:
    names = ("ends", "first_date", "last_date", "weeks", "capacity")
    other = [name for name in names if getattr(row, name) != getattr(time, name)]
    if other:
        reason = (
            f"The known weekly time has another {', '.join(other)}. People may have booked:"
            " change it in the activity itself."
        )
        raise Refused("schedule_differs", reason, column=other[0])


def _set_status(activity: Activity, status: str, by: Actor) -> bool:
    """Publish when the file says so. Raises Refused for a way back."""
    if not status or status == activity.status:
        return False
    if status != Activity.Status.PUBLISHED:
        reason = f"It is {activity.status} and does not become a draft again."
        raise Refused("status_backwards", reason, column="status")
    publish_activity(activity=activity, by=by)
    return True
