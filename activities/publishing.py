"""Writes to the catalogue: create and edit an activity, and take it from state to state."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from activities.changes import tell_what_differs
from activities.errors import NothingToPublish, OwnWork
from activities.models import Activity, ActivityText, ActivityVersion, Category, Organiser
from activities.states import STEPS, check_step
from activities.tasks import materialise_later
from activities.versions import (
    WORDS,
    content_of,
    keep_version,
    locked,
    writers_since_published,
)
from people.actors import Actor
from people.audit import record
from people.permissions import reach, require


class Text(TypedDict):
    """An activity's words in one language; marks that are not given stay as they are."""

    language: str
    title: str
    summary: str
    description: str
    origin: NotRequired[str]
    reviewed: NotRequired[bool]


class ActivityFields(TypedDict, total=False):
    """What an activity is made of, besides its texts."""

    category: Category
    organiser: Organiser
    mode: str
    age_from: int
    age_to: int
    price_sek: Decimal
    languages: list[str]


@transaction.atomic
def create_activity(
    *,
    fields: ActivityFields,
    texts: Iterable[Text],
    external_id: str | None = None,
    by: Actor,
) -> Activity:
    """Add a draft, for the part of the municipality that `by` coordinates.

    Nobody but those who may write it sees it until it is published.
    """
    require(by, "activity.write")
    owner = min(reach(by, "activity.write"), key=lambda scope: (scope.kind, scope.id))
    activity = Activity.objects.create(
        external_id=external_id, owner_kind=owner.kind, owner_id=owner.id, **fields
    )
    set_texts(activity, texts, version=activity.version)
    keep_version(activity=activity, kind=ActivityVersion.Kind.CREATED, before=None, by=by)
    record(by=by, deed="activity.write", on=activity, detail={"added": True})
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    fields: ActivityFields,
    texts: Iterable[Text] | None,
    version: int | None = None,
    by: Actor,
) -> Activity:
    """Change the given fields; `texts`, when given, replaces all texts.

    What leaves everything as it was is not a change. Raises ChangedMeanwhile when somebody has
    written since `version`.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, version)
    before = content_of(activity)
    for name, value in fields.items():
        setattr(activity, name, value)
    if fields:
        activity.save(update_fields=list(fields))
    if texts is not None:
        set_texts(activity, texts, version=activity.version + 1)
    after = content_of(activity)
    if after == before:
        return activity
    keep_version(activity=activity, kind=ActivityVersion.Kind.EDITED, before=before, by=by)
    tell_what_differs(activity, before, after)
    record(by=by, deed="activity.write", on=activity, detail={"changed": sorted(fields)})
    return activity


def set_texts(activity: Activity, texts: Iterable[Text], *, version: int) -> None:
    """Make these the activity's texts. Words that change are marked as of `version`.

    A translation whose words change says the Swedish of the same moment.
    """
    by_language: Mapping[str, Text] = {text["language"]: text for text in texts}
    known = {row.language: row for row in ActivityText.objects.filter(activity=activity)}
    source = settings.LANGUAGE_CODE
    old = known.get(source)
    rewritten = source in by_language and _other(old, by_language[source])
    swedish = version if old is None or rewritten else old.version
    for language, text in by_language.items():
        row = known.pop(language, None) or ActivityText(activity=activity, language=language)
        if _other(row, text):
            row.version, row.source_version = version, swedish
        for name in (*WORDS, "origin", "reviewed"):
            setattr(row, name, text.get(name, getattr(row, name)))
        row.save()
    for row in known.values():
        row.delete()


def _other(row: ActivityText | None, text: Text) -> bool:
    """Whether the words differ from the row's."""
    return row is None or any(getattr(row, name) != text[name] for name in WORDS)  # type: ignore[literal-required]


@transaction.atomic
def take_step(
    *, activity: Activity, step: str, note: str = "", version: int | None = None, by: Actor
) -> Activity:
    """Take an activity one step along the table of `activities.states`.

    `note` says why it is sent back. Raises WrongStatus, ReviewNeeded, NoReviewHere and OwnWork as
    the table says, NothingToPublish without a Swedish text or a schedule, ChangedMeanwhile when
    somebody has written since `version`.
    """
    activity = locked(activity, version)
    require(by, STEPS[step].deed, on=activity)
    way = check_step(activity, step)
    if way.to in (Activity.Status.PUBLISHED, Activity.Status.IN_REVIEW):
        _is_publishable(activity)
    if step == "approve" and (by.id is None or by.id in writers_since_published(activity)):
        raise OwnWork
    before = content_of(activity)
    activity.status, activity.review_note = way.to, note
    if way.to == Activity.Status.PUBLISHED:
        activity.published_at = timezone.now()
    activity.save(update_fields=["status", "review_note", "published_at"])
    keep_version(activity=activity, kind=way.kind, before=before, by=by)
    record(by=by, deed=way.deed, on=activity, detail={"step": step})
    if way.to == Activity.Status.PUBLISHED:
        materialise_later(activity)
    return activity


def _is_publishable(activity: Activity) -> None:
    if not activity.schedules.exists() or not activity.texts.filter(language="sv").exists():
        raise NothingToPublish


def publish_activity(*, activity: Activity, by: Actor) -> Activity:
    """Show a draft to everybody. Raises as `take_step` does."""
    return take_step(activity=activity, step="publish", by=by)


def archive_activity(*, activity: Activity, by: Actor) -> Activity:
    """Take an activity away from everybody's sight. Its sessions stay for the figures."""
    return take_step(activity=activity, step="archive", by=by)
