"""What somebody who types means: each word, and the activities and venues that have it.

A word is found by its Swedish stem, by its beginning and without accents, in any language: in an
activity's texts, its organiser, its category and the one above, and in the names of the venue and
of the areas around it. A word that nobody has is taken for a misspelt one, and what comes close by
trigrams is found instead (pg_trgm, word similarity above its threshold of 0.6).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models.expressions import RawSQL

#: More words than anybody types; each makes the question dearer.
MOST: Final = 8
_ASKED: Final = """
WITH asked AS (
    SELECT n, plain, '\\m' || plain AS beginning,
        plainto_tsquery('pg_catalog.swedish', word)
        || to_tsquery('pg_catalog.simple', '''' || plain || ''':*') AS query
    FROM unnest(%s::text[]) WITH ORDINALITY AS words (word, n),
        translate(nara_plain(word), '''"()[]{{}}.*+?|^$\\&!:<>/ ', '') AS plain
    WHERE plain <> '' AND (cardinality(%s::text[]) = 1
        OR numnode(plainto_tsquery('pg_catalog.swedish', word)) > 0)
)
SELECT n,
    coalesce(array_agg(DISTINCT id) FILTER (WHERE kind = 'activity'), '{{}}')::text,
    coalesce(array_agg(DISTINCT id) FILTER (WHERE kind = 'venue'), '{{}}')::text,
    coalesce(array_agg(DISTINCT id) FILTER (WHERE kind = 'activity' AND best), '{{}}')::text,
    coalesce(array_agg(DISTINCT id) FILTER (WHERE kind = 'venue' AND best), '{{}}')::text
FROM (
SELECT n, 'word', NULL::uuid, false FROM asked
{finds}) AS found (n, kind, id, best)
GROUP BY n ORDER BY n
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
_EXACT: Final = _ASKED.format(finds=_TEXTS + _NAMES.format(finds="~ beginning", best="true"))
_SIMILAR: Final = _ASKED.format(
    finds=_SIMILAR_TEXTS + _NAMES.format(finds="%%> plain", best="false")
)


#: No ids.
NONE: Final = "{}"


@dataclass(slots=True)
class Word:
    """A word, and what has it. `best_*` have it in a title or a name.

    The ids, often thousands, are one text as the database writes an array of them: they are handed
    back to it and never read here.
    """

    text: str
    activities: str = NONE
    venues: str = NONE
    best_activities: str = NONE
    best_venues: str = NONE
    #: Nobody has it as it was typed: these come close.
    misspelt: bool = False

    @property
    def found(self) -> bool:
        return self.activities != NONE or self.venues != NONE


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


def among(ids: str) -> RawSQL:
    """Ids of a `Word`, as what a column can be `__in`.

    They travel as one value that is no constant to the planner: it would look at each of them,
    which costs more than finding the page.
    """
    return RawSQL("SELECT unnest(%s::uuid[])", [ids])


def _ask(sql: str, typed: Sequence[str]) -> list[Word]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(typed), list(typed)])
        return [Word(typed[number - 1], *ids) for number, *ids in cursor.fetchall()]
