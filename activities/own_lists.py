"""The lists of those who write: their activities by status, and what waits for them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from activities.models import Activity, ActivityQuerySet, ActivityText, ActivityVersion
from activities.versions import WRITING
from people.actors import Actor
from people.permissions import reach, require

#: What a list can be narrowed to, beside a status.
NEEDS = ("translation", "review")


def own_activities(asked: Mapping[str, Any], *, by: Actor) -> ActivityQuerySet:
    """Those `by` may write, narrowed by `status` and `needs`. Raises as `require` does."""
    require(by, "activity.write")
    mine = Activity.objects.within(reach(by, "activity.write"))
    # A proposal that has ended is part of the history of what it revised.
    mine = mine.exclude(revises__isnull=False, status=Activity.Status.ARCHIVED)
    if "status" in asked:
        mine = mine.filter(status=asked["status"])
    if asked.get("needs") == "review":
        mine = mine.filter(_waiting_for(by))
    if asked.get("needs") == "translation":
        mine = mine.exclude(status=Activity.Status.ARCHIVED).filter(_untranslated())
    return mine


def _waiting_for(by: Actor) -> Q:
    """In review, and nothing in it written by `by` since it was last published."""
    versions = ActivityVersion.objects.filter(activity=OuterRef("activity"))
    published = versions.filter(kind=ActivityVersion.Kind.PUBLISHED).order_by("-number")
    own = ActivityVersion.objects.filter(
        activity=OuterRef("pk"),
        by=by.id,
        kind__in=WRITING,
        number__gt=Coalesce(Subquery(published.values("number")[:1]), 0),
    )
    may_approve = Activity.objects.within(reach(by, "activity.publish")).values("pk")
    return Q(~Exists(own), status=Activity.Status.IN_REVIEW, pk__in=may_approve)


def _untranslated() -> Q:
    """A language of the site is missing, or says what the Swedish said before it changed."""
    texts = ActivityText.objects.filter(activity=OuterRef("pk"))
    source = ActivityText.objects.filter(
        activity=OuterRef("activity"), language=settings.LANGUAGE_CODE
    )
    stale = texts.exclude(language=settings.LANGUAGE_CODE).annotate(
        now=Subquery(source.values("version")[:1])
    )
    wanted = Q(Exists(stale.filter(source_version__lt=F("now"))))
    for language, _name in settings.LANGUAGES:
        wanted |= Q(~Exists(texts.filter(language=language)))
    return wanted
