"""The history of an activity: kept at every change, compared field by field, never rewritten."""

import uuid
from collections.abc import Iterable
from typing import Any, TypedDict

from django.utils import timezone

from activities.errors import ChangedMeanwhile
from activities.models import Activity, ActivityText, ActivityVersion, Schedule
from activities.models.activity import UNREAD
from people.actors import Actor

WORDS = ("title", "summary", "description")
MARKS = ("origin", "reviewed", "version", "source_version")
#: What is kept of a text.
KEPT = ("language", *WORDS, *MARKS)
#: Kinds whose actor has written in what the next reviewer reads.
WRITING = (
    ActivityVersion.Kind.CREATED,
    ActivityVersion.Kind.COPIED,
    ActivityVersion.Kind.EDITED,
    ActivityVersion.Kind.TRANSLATED,
    ActivityVersion.Kind.SCHEDULED,
    ActivityVersion.Kind.SENT_FOR_REVIEW,
    ActivityVersion.Kind.UNDONE,
    ActivityVersion.Kind.RESTORED,
)


class Content(TypedDict):
    """An activity as it was: everything that a version can bring back, and its times to read."""

    status: str
    category: str
    organiser: str
    mode: str
    age_from: int
    age_to: int
    price_sek: str
    languages: list[str]
    texts: dict[str, dict[str, Any]]
    times: list[str]


class Difference(TypedDict):
    """One field before and after, as text; empty where there was nothing."""

    field: str
    before: str
    after: str


def content_of(activity: Activity) -> Content:
    """The activity as it is now, from the database."""
    texts = ActivityText.objects.filter(activity=activity).defer(*UNREAD).order_by("language")
    schedules = activity.schedules.select_related("venue").prefetch_related("exceptions")
    return content(activity, texts, schedules)


def content(
    activity: Activity, texts: Iterable[ActivityText], schedules: Iterable[Schedule]
) -> Content:
    """An activity with these words and times, saved or not."""
    return {
        "status": activity.status,
        "category": activity.category.code,
        "organiser": str(activity.organiser_id),
        "mode": activity.mode,
        "age_from": activity.age_from,
        "age_to": activity.age_to,
        "price_sek": f"{activity.price_sek:.2f}",
        "languages": list(activity.languages),
        "texts": {row.language: {name: getattr(row, name) for name in KEPT} for row in texts},
        "times": [
            _in_one_line(one) for one in sorted(schedules, key=lambda row: row.place_in_week)
        ],
    }


def _in_one_line(one: Schedule) -> str:
    """`3 17:00-20:00, Skogås fritidsgård, 2026-08-17/2026-12-18 (20)`; a weekday is ISO.

    Means the same in every language. A schedule that is not saved yet has no exceptions.
    """
    when = str(one.weekday or one.rule or one.first_date)
    exceptions = () if one._state.adding else one.exceptions.all()
    except_for = [
        f"-{row.date}" if row.kind == "excluded" else f"+{row.date}" for row in exceptions
    ]
    return (
        f"{when} {one.starts:%H:%M}-{one.ends:%H:%M}, {one.venue.name}, "
        f"{one.first_date}/{one.last_date or ''} ({one.capacity}) {' '.join(sorted(except_for))}"
    ).rstrip()


def locked(activity: Activity, version: int | None) -> Activity:
    """The activity's row, locked for the caller's transaction.

    Raises ChangedMeanwhile when `version` is given and somebody has written since.
    """
    found = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("category", "organiser")
        .get(pk=activity.pk)
    )
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    return found


def keep_version(*, activity: Activity, kind: str, before: Content | None, by: Actor) -> None:
    """Count the change and write down what the activity is now. `before`: what it was.

    The caller holds the row's lock. What was there before history was kept gets its own row first.
    """
    known = ActivityVersion.objects.filter(activity=activity, number=activity.version)
    if before is not None:
        if not known.exists():
            ActivityVersion.objects.create(
                activity=activity,
                number=activity.version,
                kind=ActivityVersion.Kind.EARLIER,
                at=activity.updated_at,
                by_system="history",
                content=before,
            )
        activity.version += 1
    activity.updated_at = timezone.now()
    activity.save(update_fields=["version", "updated_at"])
    version_now(activity=activity, kind=kind, content=content_of(activity), by=by).save()


def version_now(*, activity: Activity, kind: str, content: Content, by: Actor) -> ActivityVersion:
    """The row of history, not saved, that says what the activity is now."""
    return ActivityVersion(
        activity=activity,
        number=activity.version,
        kind=kind,
        at=activity.updated_at,
        by=by.id,
        by_system=by.system,
        content=content,
    )


def writers_since_published(activity: Activity) -> frozenset[uuid.UUID]:
    """Who has written in it since it was last published: they cannot approve it."""
    rows = ActivityVersion.objects.filter(activity=activity)
    published = rows.filter(kind=ActivityVersion.Kind.PUBLISHED).order_by("-number").first()
    if published is not None:
        rows = rows.filter(number__gt=published.number)
    found = rows.filter(kind__in=WRITING, by__isnull=False).values_list("by", flat=True)
    return frozenset(one for one in found if one)


def differences(before: Content, after: Content) -> list[Difference]:
    """What differs, field by field; a text's fields are called `texts.LANGUAGE.FIELD`."""
    old, new = _flat(before), _flat(after)
    return [
        {"field": name, "before": old.get(name, ""), "after": new.get(name, "")}
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    ]


def _flat(content: Content) -> dict[str, str]:
    plain: dict[str, Any] = {
        "status": content["status"],
        "category": content["category"],
        "organiser": content["organiser"],
        "mode": content["mode"],
        "ages": f"{content['age_from']}-{content['age_to']}",
        "price_sek": content["price_sek"],
        "languages": ", ".join(content["languages"]),
        "times": "\n".join(content["times"]),
    }
    for language, text in sorted(content["texts"].items()):
        for word in WORDS:
            plain[f"texts.{language}.{word}"] = text[word]
    return plain
