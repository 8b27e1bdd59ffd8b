"""How much each choice of a filter would show: the counts that stand beside the choices.

Each filter is counted with all the others applied and its own left out, so that the counts say what
another choice would find. One query: a session is read once, with a bit for each filter of `FACETS`
that leaves it out. What no filter leaves out is found now; what one alone leaves out is counted for
that filter only; the rest is counted nowhere.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractIsoWeekDay

from activities.models import Activity, Category, begins
from activities.search import matching_sessions, of_activities
from activities.windows import PARTS_OF_DAY
from venues.models import AccessFact, Venue

#: Ages in whole years that are counted: those Nära is for.
AGES: Final = range(6, 26)
WEEKDAYS: Final = range(1, 8)


def _about_activity(name: str) -> Callable[[Any], Q]:
    def met(value: Any) -> Q:
        found = of_activities({name: value}, Activity.objects.all())
        return Q(activity__in=found.values("pk"))

    return met


def _time(span: tuple[datetime.time, datetime.time]) -> Q:
    return begins(*span)


#: Filter that is counted → what it asks of a session. The place of a name is its bit.
FACETS: Final[Mapping[str, Callable[[Any], Q]]] = {
    "category": _about_activity("category"),
    "age": _about_activity("age"),
    "free": _about_activity("free"),
    "mode": _about_activity("mode"),
    "language": _about_activity("language"),
    "accessible": lambda facts: Q(venue__in=Venue.objects.accessible(facts)),
    "weekday": lambda days: Q(starts_at__iso_week_day__in=days),
    "time": _time,
}
_BITS: Final = {name: 1 << place for place, name in enumerate(FACETS)}

# `missed` has at most one bit set: a & (a - 1) takes the lowest bit of a away.
_COUNTS: Final = """
WITH found AS MATERIALIZED (
    SELECT * FROM ({found}) AS one (activity_id, venue_id, weekday, part, missed)
    WHERE missed & (missed - 1) = 0
),
of_activities AS MATERIALIZED (
    SELECT activity.*, missed, n
    FROM (SELECT activity_id, missed, count(*) AS n FROM found GROUP BY 1, 2) AS counted
    JOIN activities_activity AS activity ON activity.id = activity_id
),
of_venues AS (
    SELECT access_yes, missed, n
    FROM (SELECT venue_id, missed, count(*) AS n FROM found GROUP BY 1, 2) AS counted
    JOIN venues_venue AS venue ON venue.id = venue_id
)
SELECT 'sessions' AS facet, '' AS value, count(*) FROM found WHERE missed = 0
UNION ALL SELECT 'category', value, sum(n)::bigint FROM of_activities
    JOIN activities_category AS own ON own.id = category_id
    LEFT JOIN activities_category AS above ON above.id = own.parent_id,
    unnest(ARRAY[own.code, above.code]) AS value
    WHERE missed IN (0, {category}) AND value IS NOT NULL GROUP BY value
UNION ALL SELECT 'age', value::text, sum(n)::bigint FROM of_activities,
    generate_series(greatest(age_from, %s), least(age_to, %s)) AS value
    WHERE missed IN (0, {age}) GROUP BY value
UNION ALL SELECT 'free', value, sum(n)::bigint FROM of_activities,
    text(price_sek = 0) AS value WHERE missed IN (0, {free}) GROUP BY value
UNION ALL SELECT 'mode', mode, sum(n)::bigint FROM of_activities
    WHERE missed IN (0, {mode}) GROUP BY mode
UNION ALL SELECT 'language', value, sum(n)::bigint FROM of_activities,
    unnest(languages) AS value WHERE missed IN (0, {language}) GROUP BY value
UNION ALL SELECT 'accessible', value, sum(n)::bigint FROM of_venues,
    unnest(access_yes) AS value WHERE missed IN (0, {accessible}) GROUP BY value
UNION ALL SELECT 'weekday', weekday::text, count(*) FROM found
    WHERE missed IN (0, {weekday}) GROUP BY weekday
UNION ALL SELECT 'time', part, count(*) FROM found
    WHERE missed IN (0, {time}) GROUP BY part
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sessions are found, and for each facet how many its choices would find."""

    sessions: int
    #: Facet → value as the address writes it → sessions. Every choice there is, 0 included.
    facets: dict[str, dict[str, int]]


def counted(asked: Mapping[str, Any]) -> Counts:
    """The counts for `asked` (checked parameters), of what everybody may see. Two queries."""
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, count in _rows(_found(asked)):
        rows[facet][value] = count
    facets = {
        name: {value: rows[name].get(value, 0) for value in choices}
        for name, choices in _choices(spoken=rows["language"]).items()
    }
    return Counts(sessions=rows["sessions"].get("", 0), facets=facets)


def _rows(found: QuerySet[Any, Any]) -> list[tuple[str, str, int]]:
    try:
        inner, params = found.query.sql_with_params()
    except EmptyResultSet:  # a word that nobody has, told without asking
        return []
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(found=inner, **_BITS), [*params, AGES[0], AGES[-1]])
        rows: list[tuple[str, str, int]] = cursor.fetchall()
    return rows


def _found(asked: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """What all the other filters let through: where, when in its week and day, what it misses."""
    chosen = {name: asked[name] for name in FACETS if asked.get(name) is not None}
    others = {name: value for name, value in asked.items() if name not in FACETS}
    missed: Any = Value(0)
    for name, value in chosen.items():
        missed += Case(When(FACETS[name](value), then=0), default=_BITS[name])
    parts = [When(begins(*span), then=Value(part)) for part, span in PARTS_OF_DAY.items()]
    found = matching_sessions(others).annotate(
        weekday=ExtractIsoWeekDay("starts_at"),
        part=Case(*parts),
        missed=missed if chosen else Value(0, output_field=IntegerField()),
    )
    return found.values_list("activity_id", "venue_id", "weekday", "part", "missed")


def _choices(*, spoken: Mapping[str, int]) -> dict[str, list[str]]:
    """Every value that each facet can have; of languages, those that somebody speaks."""
    return {
        "category": list(Category.objects.in_order().values_list("code", flat=True)),
        "age": [str(age) for age in AGES],
        "free": ["true", "false"],
        "mode": list(Activity.Mode.values),
        "language": sorted(spoken),
        "accessible": list(AccessFact.values),
        "weekday": [str(day) for day in WEEKDAYS],
        "time": list(PARTS_OF_DAY),
    }
