"""What the words of a search were taken for: said to who typed them, so that they can be undone.

A misspelt word is said with the word that it was taken for; a word or several that are what a
category or an area is called, with that category or area. Only public words are ever said: of
published activities, and the names of categories, organisers, venues and areas.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from activities.models import Category
from activities.words import Word, words_of
from venues.models import Area

_CLOSEST: Final = """
SELECT DISTINCT ON (typed) typed, word
FROM (SELECT typed, nara_plain(typed) AS plain FROM unnest(%s::text[]) AS typed) AS asked,
LATERAL (
    SELECT title || ' ' || summary AS name FROM activities_activitytext AS text
        JOIN activities_activity AS activity ON activity.id = text.activity_id
        WHERE text.words %%> plain AND activity.status = 'published'
    UNION SELECT name FROM activities_organiser AS organiser WHERE words %%> plain AND EXISTS (
        SELECT FROM activities_activity
        WHERE organiser_id = organiser.id AND status = 'published')
    UNION SELECT name FROM activities_categoryname WHERE words %%> plain
    UNION SELECT name FROM venues_venue WHERE words %%> plain
    UNION SELECT name FROM venues_areaname WHERE words %%> plain
) AS names, regexp_split_to_table(lower(name), '[^[:alnum:]]+') AS word
WHERE word <> ''
ORDER BY typed, similarity(nara_plain(word), plain) DESC, word
"""
_NAMED: Final = """
SELECT phrase, category_id, NULL::uuid FROM unnest(%s::text[]) AS phrase
    JOIN activities_categoryname ON words = nara_plain(phrase)
UNION SELECT phrase, NULL, area_id FROM unnest(%s::text[]) AS phrase
    JOIN venues_areaname ON words = nara_plain(phrase)
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """`typed`: a word or several, as they were typed. `read_as`: where that is something else."""

    typed: str
    read_as: str | None
    category: Category | None = None
    area: Area | None = None


def readings(text: str, words: list[Word]) -> list[Reading]:
    """What there is to say of the words of `text`, in their order. At most four queries."""
    typed = words_of(text)
    misspelt = [word.text for word in words if word.misspelt]
    corrected = _closest(misspelt) if misspelt else {}
    read = [corrected.get(word, word) for word in typed]
    phrases = {(start, end): " ".join(read[start:end]) for start, end in _spans(len(read))}
    named = _named(list(phrases.values()))
    found: list[Reading] = []
    place = 0
    while place < len(typed):
        spans = [span for span in phrases if span[0] == place and phrases[span] in named]
        start, end = max(spans, default=(place, place + 1))
        as_typed, as_read = " ".join(typed[start:end]), phrases[start, end]
        what = named.get(as_read, {})
        if what or as_typed != as_read:
            found.append(Reading(as_typed, as_read if as_typed != as_read else None, **what))
        place = end
    return found


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for start in range(count):
        for end in range(start + 1, count + 1):
            yield start, end


def _closest(typed: list[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSEST, [typed])
        return dict(cursor.fetchall())


def _named(phrases: list[str]) -> dict[str, dict[str, Any]]:
    """Phrase → the category or area of that name: the largest area below the municipality."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [phrases, phrases])
        rows = cursor.fetchall()
    categories = Category.objects.in_order().in_bulk([pk for _, pk, _ in rows if pk])
    smaller = Area.objects.exclude(kind=Area.Kind.MUNICIPALITY).prefetch_related("names")
    areas = smaller.in_bulk([pk for _, _, pk in rows if pk])
    found: dict[str, dict[str, Any]] = {}
    for phrase, category, area in rows:
        if category in categories:
            found.setdefault(phrase, {})["category"] = categories[category]
        if area in areas:
            known = found.setdefault(phrase, {}).get("area")
            found[phrase]["area"] = _larger(areas[area], known)
    return {phrase: what for phrase, what in found.items() if what}


def _larger(one: Area, other: Area | None) -> Area:
    kinds = Area.Kind.values
    if other is None:
        return one
    newest_first = sorted((one, other), key=lambda area: area.version, reverse=True)
    return min(newest_first, key=lambda area: kinds.index(area.kind))
