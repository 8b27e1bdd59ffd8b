"""The words of an activity, language by language, and which Swedish each of them says."""

from collections.abc import Iterable, Mapping
from typing import NotRequired, TypedDict

from django.conf import settings

from activities.models import Activity, ActivityText
from activities.versions import WORDS


class Text(TypedDict):
    """An activity's words in one language; marks that are not given stay as they are."""

    language: str
    title: str
    summary: str
    description: str
    origin: NotRequired[str]
    reviewed: NotRequired[bool]


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


def text_of(row: ActivityText) -> Text:
    """A row as it is written."""
    return {
        "language": row.language,
        "title": row.title,
        "summary": row.summary,
        "description": row.description,
        "origin": row.origin,
        "reviewed": row.reviewed,
    }


def is_stale(text: ActivityText, source: ActivityText) -> bool:
    """Whether the Swedish has changed since the translation was made or confirmed."""
    return text.language != source.language and text.source_version < source.version


def keep_out_of_date(copy: Activity, rows: Iterable[ActivityText]) -> None:
    """A translation that is out of date among `rows` is so in the copy too, and no other."""
    known = {row.language: row for row in rows}
    source = known.get(settings.LANGUAGE_CODE)
    if source is None:
        return
    stale = [row.language for row in known.values() if is_stale(row, source)]
    now = copy.texts.get(language=settings.LANGUAGE_CODE).version
    copy.texts.filter(language__in=stale, source_version__gte=now).update(source_version=0)
    copy.texts.exclude(language__in=stale).filter(source_version__lt=now).update(source_version=now)
