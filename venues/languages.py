"""Content in languages: rows of one language each, with a visible fallback."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.conf import settings


class InLanguage(Protocol):
    language: str


Row = TypeVar("Row", bound=InLanguage)


def best(rows: Iterable[Row], language: str) -> Row | None:
    """The row in `language`; else in the municipality's own; else any; None without rows."""
    by_language = {row.language: row for row in rows}
    for wanted in (language, settings.LANGUAGE_CODE, *sorted(by_language)):
        if wanted in by_language:
            return by_language[wanted]
    return None
