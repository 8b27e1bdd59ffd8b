"""What somebody who types means: each word, and the activities and venues that have it.

A word is found by its Swedish stem, by its beginning and without accents, in any language: in an
activity's texts, its organiser, its category and the one above, and in the names of the venue and
of the areas around it. A word that nobody has is taken for a misspelt one, and what comes close by
trigrams is found instead (pg_trgm, word similarity above its threshold of 0.6).
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

#: More words than anybody types; each makes the question dearer.
MOST: Final = 8
_ASKED: Final = """
WITH asked AS (
    SELECT n, plain, '\\m' || plain AS beginning,
        plainto_tsquery('pg_catalog.swedish', word)
        || to_tsquery('pg_catalog.simple', '''' || plain || ''':*') AS query
    FROM unnest(%s::text[]) WITH ORDINALITY AS words (word, n),
        translate(nara_plain(word), '''"()[]{}.*+?|^$\\&!:<>/ ', '') AS plain
    WHERE plain <> '' AND (cardinality(%s::text[]) = 1
        OR numnode(plainto_tsquery('pg_catalog.swedish', word)) > 0)
)
SELECT n, 'word', NULL::uuid, false FROM asked
"""
_TEXTS: Final = """
UNION ALL SELECT n, 'activity', activity_id, bool_or(ts_filter(document, '{a}') @@ query)
    FROM asked JOIN activities_activitytext ON document @@ query GROUP BY n, activity_id
"""
_SIMILAR_TEXTS: Final = """
UNION ALL SELECT n, 'activity', activity_id, false
    FROM asked JOIN activities_activitytext ON words %%> plain
"""
_NAMES: Final = """
UNION ALL SELECT n, 'activity', activity.id, {best} FROM asked
    JOIN activities_organiser AS organiser ON organiser.words {finds}
    JOIN activities_activity AS activity ON activity.organiser_id = organiser.id
UNION ALL SELECT n, 'activity', activity.id, {best} FROM asked
    JOIN activities_categoryname AS name ON name.words {finds}
    JOIN activities_category AS category
        ON category.id = name.category_id OR category.parent_id = name.category_id
    JOIN activities_activity AS activity ON activity.category_id = category.id
UNION ALL SELECT n, 'venue', venue.id, {best} FROM asked
    JOIN venues_venue AS venue ON venue.words {finds}
UNION ALL SELECT n, 'venue', venue.id, {best} FROM asked
    JOIN venues_areaname AS name ON name.words {finds}
    JOIN venues_area AS area ON area.lineage @> ARRAY[name.area_id]
    JOIN venues_venue AS venue ON venue.area_id = area.id
"""
_EXACT: Final = _ASKED + _TEXTS + _NAMES.format(finds="~ beginning", best="true")
_SIMILAR: Final = _ASKED + _SIMILAR_TEXTS + _NAMES.format(finds="%%> plain", best="false")


@dataclass(slots=True)
class Word:
    """A word, and what has it. `best_*` have it in a title or a name."""

    text: str
    activities: set[uuid.UUID] = field(default_factory=set)
    venues: set[uuid.UUID] = field(default_factory=set)
    best_activities: set[uuid.UUID] = field(default_factory=set)
    best_venues: set[uuid.UUID] = field(default_factory=set)
    #: Nobody has it as it was typed: these come close.
    misspelt: bool = False

    @property
    def found(self) -> bool:
        return bool(self.activities or self.venues)

    def take(self, kind: str, pk: uuid.UUID, *, best: bool) -> None:
        """Note that an activity or a venue has the word."""
        everything = self.activities if kind == "activity" else self.venues
        everything.add(pk)
        if best:
            (self.best_activities if kind == "activity" else self.best_venues).add(pk)


def words_of(text: str) -> list[str]:
    """The words that were typed, each once."""
    return list(dict.fromkeys(re.findall(r"\w+", text)))


def understood(text: str) -> list[Word]:
    """What each word of `text` finds, in one query, or two when one is misspelt.

    Words that stand in every text (och, i, på) are left out beside others; of nothing but such,
    one word remains that nobody has.
    """
    typed = words_of(text)
    found = _ask(_EXACT, typed) or [Word(text)]
    missing = [word.text for word in found if not word.found]
    close = {word.text: word for word in _ask(_SIMILAR, missing)} if missing else {}
    for word in close.values():
        word.misspelt = True
    return [word if word.found else close.get(word.text, word) for word in found]


def _ask(sql: str, typed: Sequence[str]) -> list[Word]:
    words: dict[int, Word] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(typed), list(typed)])
        rows = cursor.fetchall()
    for number, kind, pk, best in sorted(rows, key=lambda row: row[0]):
        word = words.setdefault(number, Word(typed[number - 1]))
        if kind != "word":
            word.take(kind, pk, best=best)
    return list(words.values())
