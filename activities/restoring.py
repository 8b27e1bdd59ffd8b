"""Going back: the latest change undone, or an older version brought back, as a new version."""

from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils import timezone

from activities.changes import tell_what_differs
from activities.errors import GoneSince, NoSuchVersion, NothingToUndo
from activities.models import Activity, ActivityText, ActivityVersion, Category, Organiser
from activities.states import check_unreviewed
from activities.versions import MARKS, WORDS, Content, content_of, keep_version, locked
from people.actors import Actor
from people.audit import record
from people.permissions import require

Kind = ActivityVersion.Kind
#: What can be taken back with one press. The rest are decisions, with a step of their own.
_UNDOABLE = frozenset({Kind.EDITED, Kind.TRANSLATED, Kind.RESTORED, Kind.ARCHIVED, Kind.UNDONE})


@transaction.atomic
def undo_latest(*, activity: Activity, version: int | None = None, by: Actor) -> Activity:
    """Take back the latest change, as a new version; undoing twice brings it back.

    An edit goes back to the texts and fields before it; an archived activity to the state it was
    in. Times are not touched. Raises NothingToUndo for what has a step of its own, ChangedMeanwhile
    when somebody has written since `version`, and ProposalNeeded as `restore_version` does.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, version)
    latest, before = _last_two(activity)
    archived = latest.content["status"] != before.content["status"]
    require(by, "activity.publish" if archived else "activity.write", on=activity)
    return _become(activity, before, kind=Kind.UNDONE, status=archived, by=by)


@transaction.atomic
def restore_version(
    *, activity: Activity, number: int, version: int | None = None, by: Actor
) -> Activity:
    """Give the activity the texts and fields of an older version, as a new version.

    Its state and its times stay. Raises NoSuchVersion, GoneSince, ChangedMeanwhile, and
    ProposalNeeded where what is published waits for another's eyes.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, version)
    old = ActivityVersion.objects.filter(activity=activity, number=number).first()
    if old is None:
        raise NoSuchVersion
    return _become(activity, old, kind=Kind.RESTORED, status=False, by=by)


def can_undo(activity: Activity) -> bool:
    """Whether the latest change can be taken back."""
    try:
        _last_two(activity)
    except NothingToUndo:
        return False
    return True


def _last_two(activity: Activity) -> tuple[ActivityVersion, ActivityVersion]:
    rows = list(ActivityVersion.objects.filter(activity=activity).order_by("-number")[:2])
    if len(rows) < 2 or rows[0].number != activity.version or rows[0].kind not in _UNDOABLE:
        raise NothingToUndo
    return rows[0], rows[1]


def _become(
    activity: Activity, old: ActivityVersion, *, kind: str, status: bool, by: Actor
) -> Activity:
    before, asked_for = content_of(activity), activity.organiser.second_pair_of_eyes
    then = cast(Content, old.content)
    _set_fields(activity, then)
    if status:
        activity.status = then["status"]
        if activity.status == Activity.Status.PUBLISHED:
            activity.published_at = activity.published_at or timezone.now()
    activity.save()
    _set_texts(activity, then)
    after = content_of(activity)
    if after == before:
        return activity
    if not status:
        check_unreviewed(activity, asked_for=asked_for)
    keep_version(activity=activity, kind=kind, before=before, by=by)
    tell_what_differs(activity, before, after)
    detail = {"version": old.number, "undone": kind == Kind.UNDONE}
    deed = "activity.publish" if status else "activity.write"
    record(by=by, deed=deed, on=activity, detail=detail)
    return activity


def _set_fields(activity: Activity, then: Content) -> None:
    category = Category.objects.filter(code=then["category"]).first()
    organiser = Organiser.objects.filter(pk=then["organiser"]).first()
    if category is None or organiser is None:
        raise GoneSince
    activity.category, activity.organiser = category, organiser
    activity.mode, activity.languages = then["mode"], list(then["languages"])
    activity.age_from, activity.age_to = then["age_from"], then["age_to"]
    activity.price_sek = Decimal(then["price_sek"])


def _set_texts(activity: Activity, then: Content) -> None:
    """The words of then with their marks: which Swedish a translation says is part of them."""
    now = {row.language: row for row in ActivityText.objects.filter(activity=activity)}
    for language, text in then["texts"].items():
        row = now.pop(language, None) or ActivityText(activity=activity, language=language)
        for name in (*WORDS, *MARKS):
            setattr(row, name, text[name])
        row.save()
    for row in now.values():
        row.delete()
