"""Writing what a file offers: what is new all at once, what is known where it differs."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.db import transaction
from rest_framework.exceptions import APIException

from activities.adding import NewActivity, add_activities
from activities.importing.rows import Offer, Time
from activities.models import Activity, ActivityText, Organiser, Schedule
from activities.models.activity import UNREAD
from activities.publishing import ActivityFields, edit_activity, publish_activity
from activities.scheduling import add_schedule
from activities.wording import Text
from people.actors import Actor
from venues.importing.findings import Refused, Report


@dataclass(slots=True)
class _Known:
    """An activity that is there already, with its words and times."""

    activity: Activity
    texts: list[ActivityText] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)


def save_offers(offers: Sequence[Offer], report: Report, by: Actor) -> None:
    """Write activities, each once; what the catalogue refuses is told on its row.

    The queries do not grow with the offers, but for those that change what is known.
    """
    known = _known([offer.external_id for offer in offers])
    _add([offer for offer in offers if offer.external_id not in known], report, by)
    for offer in offers:
        if offer.external_id in known:
            _bring_up_to_date(known[offer.external_id], offer, report, by)


def _known(ids: Iterable[str]) -> dict[str, _Known]:
    """Those that are there, by external id, locked."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("category", "organiser")
    by_pk = {row.pk: _Known(row) for row in rows.filter(external_id__in=list(ids))}
    if by_pk:
        for text in ActivityText.objects.filter(activity__in=by_pk).defer(*UNREAD):
            by_pk[text.activity_id].texts.append(text)
        for schedule in Schedule.objects.filter(activity__in=by_pk):
            by_pk[schedule.activity_id].schedules.append(schedule)
    return {str(one.activity.external_id): one for one in by_pk.values()}


def _add(offers: Sequence[Offer], report: Report, by: Actor) -> None:
    outcomes = add_activities(new=[_as_new(offer) for offer in offers], by=by)
    used: dict[uuid.UUID, Organiser] = {}
    for offer, outcome in zip(offers, outcomes, strict=True):
        if isinstance(outcome, APIException):
            _refuse(offer, outcome, report)
        else:
            report.count("added")
            used[outcome.organiser_id] = outcome.organiser
    _save_organisers(used.values(), report)


def _as_new(offer: Offer) -> NewActivity:
    return NewActivity(
        fields=offer.fields,
        texts=offer.texts,
        external_id=offer.external_id,
        times=[time.as_schedule() for time in offer.times],
        publish=offer.status == Activity.Status.PUBLISHED,
    )


def _refuse(offer: Offer, error: APIException, report: Report) -> None:
    report.refuse(offer.number, [Refused("activity_refused", str(error.detail))])


def _save_organisers(organisers: Iterable[Organiser], report: Report) -> None:
    """Save those that are new. The database asks for them when the transaction ends."""
    new = [one for one in organisers if one._state.adding]
    Organiser.objects.bulk_create(new)
    _tell_added(new, report)


def _tell_added(organisers: Iterable[Organiser], report: Report) -> None:
    for one in organisers:
        report.note(f"Added the organiser {one.name!r}.")


@dataclass(frozen=True, slots=True)
class _Difference:
    """What a file says otherwise about an activity that is known."""

    fields: ActivityFields
    texts: list[Text] | None
    times: list[Time]
    publish: bool
    #: Weekly times that are known and that the file does not have.
    kept: int

    def __bool__(self) -> bool:
        return bool(self.fields or self.texts or self.times or self.publish)


def _bring_up_to_date(known: _Known, offer: Offer, report: Report, by: Actor) -> None:
    """Write what differs of one activity, in queries of its own if anything does."""
    organiser = offer.fields["organiser"]
    new = organiser._state.adding
    try:
        difference = _difference(known, offer)
        if difference:
            with transaction.atomic():
                if new:
                    organiser.save(force_insert=True)
                _write(known.activity, difference, by)
    except APIException as error:
        _refuse(offer, error, report)
        organiser._state.adding = new  # taken back with the rest
    except Refused as refused:
        report.refuse(offer.number, [refused])
    else:
        report.count("changed" if difference else "unchanged")
        report.left_out["weekly times that the file does not have (kept)"] += difference.kept
        if new:
            _tell_added([organiser], report)


def _difference(known: _Known, offer: Offer) -> _Difference:
    """Raises Refused for a known time with other details, and for a way back to a draft."""
    activity, own = known.activity, offer.fields
    fields = {name: value for name, value in own.items() if getattr(activity, name) != value}
    same_texts = sorted(map(_words, known.texts)) == sorted(
        _words(ActivityText(**text)) for text in offer.texts
    )
    times, kept = _new_times(known.schedules, offer.times)
    return _Difference(
        fields=cast(ActivityFields, fields),
        texts=None if same_texts else offer.texts,
        times=times,
        publish=_is_to_be_published(activity, offer.status),
        kept=kept,
    )


def _words(text: ActivityText) -> tuple[str, ...]:
    return text.language, text.title, text.summary, text.description


def _new_times(schedules: Iterable[Schedule], times: Iterable[Time]) -> tuple[list[Time], int]:
    """The times that are new, and how many others there are. Raises Refused for another detail.

    People may have booked sessions of a known time: to change it is for whoever sees them.
    """
    known = {(row.venue_id, row.weekday, row.starts): row for row in schedules if row.weekday}
    new = []
    for time in times:
        row = known.pop(time.slot, None)
        if row is None:
            new.append(time)
        else:
            _is_as(row, time)
    return new, len(known)


def _is_as(row: Schedule, time: Time) -> None:
    names = ("ends", "first_date", "last_date", "weeks", "capacity")
    other = [name for name in names if getattr(row, name) != getattr(time, name)]
    if other:
        reason = (
            f"The known weekly time has another {', '.join(other)}. People may have booked:"
            " change it in the activity itself."
        )
        raise Refused("schedule_differs", reason, column=other[0])


def _is_to_be_published(activity: Activity, status: str) -> bool:
    """Whether the file says so. Raises Refused for a way back."""
    if not status or status == activity.status:
        return False
    if status != Activity.Status.PUBLISHED:
        reason = f"It is {activity.status} and does not become a draft again."
        raise Refused("status_backwards", reason, column="status")
    return True


def _write(activity: Activity, difference: _Difference, by: Actor) -> None:
    if difference.fields or difference.texts:
        edit_activity(activity=activity, fields=difference.fields, texts=difference.texts, by=by)
    for time in difference.times:
        add_schedule(activity=activity, **time.as_schedule(), by=by)
    if difference.publish:
        publish_activity(activity=activity, by=by)
