"""Writing one language beside the Swedish, and what became of the Swedish since."""

from typing import TypedDict

from django.conf import settings
from django.db import transaction

from activities.errors import NoSwedishText
from activities.models import Activity, ActivityText, ActivityVersion
from activities.states import check_unreviewed
from activities.versions import WORDS, content_of, keep_version, locked
from activities.wording import Text, is_stale
from people.actors import Actor
from people.audit import record
from people.permissions import require


@transaction.atomic
def write_translation(
    *, activity: Activity, text: Text, version: int | None = None, by: Actor
) -> Activity:
    """Write the words of one language; they say what the Swedish says now.

    Also confirms a translation whose words need no change. Other languages stay as they are.
    Raises ChangedMeanwhile when somebody has written since `version`, NoSwedishText without one,
    ProposalNeeded where what is published waits for another's eyes.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, version)
    swedish = ActivityText.objects.filter(activity=activity, language=settings.LANGUAGE_CODE)
    source = swedish.first()
    if source is None:
        raise NoSwedishText
    before = content_of(activity)
    row = ActivityText.objects.filter(activity=activity, language=text["language"]).first()
    row = row or ActivityText(activity=activity, language=text["language"])
    if any(getattr(row, name) != text[name] for name in WORDS):  # type: ignore[literal-required]
        row.version = activity.version + 1
    for name in (*WORDS, "origin", "reviewed"):
        setattr(row, name, text.get(name, getattr(row, name)))
    row.source_version = source.version
    row.save()
    if content_of(activity) == before:
        return activity
    check_unreviewed(activity)
    keep_version(activity=activity, kind=ActivityVersion.Kind.TRANSLATED, before=before, by=by)
    record(by=by, deed="activity.write", on=activity, detail={"language": row.language})
    return activity


class Beside(TypedDict):
    """A text to translate: the Swedish now, the Swedish it was made from, and the translation.

    `source_then` is None where nothing was translated yet or the version is not known any more.
    """

    language: str
    source: ActivityText
    source_then: dict[str, str] | None
    text: ActivityText | None
    stale: bool


def side_by_side(activity: Activity, language: str, *, by: Actor) -> Beside:
    """What somebody who translates needs to see. Raises NoSwedishText, and as `require` does."""
    require(by, "activity.write", on=activity)
    rows = {row.language: row for row in activity.texts.all()}
    source, text = rows.get(settings.LANGUAGE_CODE), rows.get(language)
    if source is None:
        raise NoSwedishText
    stale = text is not None and is_stale(text, source)
    then = _swedish_at(activity, text.source_version) if text is not None and stale else None
    return {
        "language": language,
        "source": source,
        "source_then": then,
        "text": text,
        "stale": stale,
    }


def _swedish_at(activity: Activity, number: int) -> dict[str, str] | None:
    version = ActivityVersion.objects.filter(activity=activity, number=number).first()
    words = version.content["texts"].get(settings.LANGUAGE_CODE) if version else None
    return {name: words[name] for name in WORDS} if words else None
