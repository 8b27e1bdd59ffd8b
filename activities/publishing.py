"""Writes to the catalogue: create and edit an activity, and take it from state to state."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from activities.changes import tell_what_differs
from activities.errors import NothingToPublish, OwnWork
from activities.models import Activity, ActivityVersion, Category, Organiser
from activities.proposals import adopt
from activities.states import STEPS, check_step, check_unreviewed
from activities.tasks import materialise_later
from activities.versions import content_of, keep_version, locked, writers_since_published
from activities.wording import Text, set_texts
from people.actors import Actor
from people.audit import record
from people.permissions import reach, require
from people.roles import Scope


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
    owner = owner_for(by)
    activity = Activity.objects.create(
        external_id=external_id, owner_kind=owner.kind, owner_id=owner.id, **fields
    )
    set_texts(activity, texts, version=activity.version)
    keep_version(activity=activity, kind=ActivityVersion.Kind.CREATED, before=None, by=by)
    record(by=by, deed="activity.write", on=activity, detail={"added": True})
    return activity


def owner_for(by: Actor) -> Scope:
    """The part of the municipality that what `by` makes belongs to."""
    return min(reach(by, "activity.write"), key=lambda scope: (scope.kind, scope.id))


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
    written since `version`, ProposalNeeded where what is published waits for another's eyes.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, version)
    before, asked_for = content_of(activity), activity.organiser.second_pair_of_eyes
    for name, value in fields.items():
        setattr(activity, name, value)
    if fields:
        activity.save(update_fields=list(fields))
    if texts is not None:
        set_texts(activity, texts, version=activity.version + 1)
    after = content_of(activity)
    if after == before:
        return activity
    check_unreviewed(activity, asked_for=asked_for)
    keep_version(activity=activity, kind=ActivityVersion.Kind.EDITED, before=before, by=by)
    tell_what_differs(activity, before, after)
    record(by=by, deed="activity.write", on=activity, detail={"changed": sorted(fields)})
    return activity


@transaction.atomic
def take_step(
    *, activity: Activity, step: str, note: str = "", version: int | None = None, by: Actor
) -> Activity:
    """Take an activity one step along the table of `activities.states`.

    `note` says why it is sent back. A proposal that is published ends: what it says is taken over
    by the activity that it revises, which is returned. Raises WrongStatus, ReviewNeeded,
    NoReviewHere and OwnWork as the table says, NothingToPublish without a Swedish text or a
    schedule, ChangedMeanwhile when somebody has written since `version`.
    """
    activity = locked(activity, version)
    require(by, STEPS[step].deed, on=activity)
    way = check_step(activity, step)
    if way.to in (Activity.Status.PUBLISHED, Activity.Status.IN_REVIEW):
        _is_publishable(activity)
    if step == "approve" and (by.id is None or by.id in writers_since_published(activity)):
        raise OwnWork
    before, published = content_of(activity), way.to == Activity.Status.PUBLISHED
    activity.status, activity.review_note = way.to, note
    if published and activity.revises_id:
        activity.status = Activity.Status.ARCHIVED
    elif published:
        activity.published_at = timezone.now()
    activity.save(update_fields=["status", "review_note", "published_at"])
    keep_version(activity=activity, kind=way.kind, before=before, by=by)
    record(by=by, deed=way.deed, on=activity, detail={"step": step})
    if published and activity.revises_id:
        return adopt(activity, by=by)
    if published:
        materialise_later(activity)
    return activity


def _is_publishable(activity: Activity) -> None:
    timeless = activity.revises_id is None and not activity.schedules.exists()
    if timeless or not activity.texts.filter(language="sv").exists():
        raise NothingToPublish


def publish_activity(*, activity: Activity, by: Actor) -> Activity:
    """Show a draft to everybody. Raises as `take_step` does."""
    return take_step(activity=activity, step="publish", by=by)


def archive_activity(*, activity: Activity, by: Actor) -> Activity:
    """Take an activity away from everybody's sight. Its sessions stay for the figures."""
    return take_step(activity=activity, step="archive", by=by)
