"""Writes to the catalogue: create, edit, publish and archive an activity."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from activities.errors import NothingToPublish, WrongStatus
from activities.models import Activity, ActivityText, Category, Organiser
from activities.tasks import materialise_later
from people.actors import Actor
from people.audit import record
from people.permissions import reach, require


class Text(TypedDict):
    """An activity's words in one language."""

    language: str
    title: str
    summary: str
    description: str


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
    _set_texts(activity, texts)
    record(by=by, deed="activity.write", on=activity, detail={"added": True})
    return activity


@transaction.atomic
def edit_activity(
    *, activity: Activity, fields: ActivityFields, texts: Iterable[Text] | None, by: Actor
) -> Activity:
    """Change the given fields; `texts`, when given, replaces all texts."""
    require(by, "activity.write", on=activity)
    for name, value in fields.items():
        setattr(activity, name, value)
    if fields:
        activity.save(update_fields=list(fields))
    if texts is not None:
        _set_texts(activity, texts)
    record(by=by, deed="activity.write", on=activity, detail={"changed": sorted(fields)})
    return activity


def _set_texts(activity: Activity, texts: Iterable[Text]) -> None:
    by_language: Mapping[str, Text] = {text["language"]: text for text in texts}
    for language, text in by_language.items():
        words = {name: text[name] for name in ("title", "summary", "description")}
        ActivityText.objects.update_or_create(activity=activity, language=language, defaults=words)
    ActivityText.objects.filter(activity=activity).exclude(language__in=by_language).delete()


@transaction.atomic
def publish_activity(*, activity: Activity, by: Actor) -> Activity:
    """Show a draft or an archived activity to everybody.

    Raises NothingToPublish without a Swedish text or a schedule, WrongStatus when published.
    """
    require(by, "activity.publish", on=activity)
    if activity.status == Activity.Status.PUBLISHED:
        raise WrongStatus
    if not activity.schedules.exists() or not activity.texts.filter(language="sv").exists():
        raise NothingToPublish
    activity.status = Activity.Status.PUBLISHED
    activity.published_at = timezone.now()
    activity.save(update_fields=["status", "published_at"])
    record(by=by, deed="activity.publish", on=activity)
    materialise_later(activity)
    return activity


@transaction.atomic
def archive_activity(*, activity: Activity, by: Actor) -> Activity:
    """Take an activity away from everybody's sight. Its sessions stay for the figures."""
    require(by, "activity.publish", on=activity)
    if activity.status == Activity.Status.ARCHIVED:
        raise WrongStatus
    activity.status = Activity.Status.ARCHIVED
    activity.save(update_fields=["status"])
    record(by=by, deed="activity.publish", on=activity, detail={"archived": True})
    return activity
