"""What people ask for most, on a whole municipality: few questions, each by an index."""

import random

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.plans import plans_of
from tests.bench.searches import CATEGORIES, DISTRICTS, TYPICAL, Search
from tests.bench.volume import Volume, fill
from tests.town import add_area, add_category, an_organiser, box, build_town
from venues.models import Area

pytestmark = pytest.mark.django_db
ENOUGH = Volume(venues=120, activities=400, sessions=8_000)
AT_MOST = 8
#: Search → queries. A misspelt word is looked for twice: as it is, and as what comes close.
QUERIES = {
    "tonight, nearest first": 2,
    "a misspelt word": 4,
    "weekend, area, category": 4,
    "free for 13 to 16": 2,
    "counts beside the filters": 2,
    "the next page": 2,
}


@pytest.fixture
def municipality() -> None:
    """Every district and category that the searches name, with thousands of sessions."""
    town = build_town()
    known = set(Area.objects.values_list("code", flat=True))
    for number, district in enumerate(DISTRICTS):
        if (code := f"0126-{district}") not in known:
            square = box(-9_000 + number * 10, 0, -8_991 + number * 10, 9)
            above = add_area(code, square, kind="district", parent=town.huddinge)
            add_area(f"{code}-1", square, kind="regso", parent=above)
    for category in CATEGORIES:
        add_category(category)
    an_organiser()
    fill(ENOUGH)


def indexes_of_sessions() -> set[str]:
    """Those that hold no rule of their own, and so can be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'activities_session'"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        return {name for (name,) in cursor.fetchall()}


def address_of(search: Search) -> str:
    return search.ask(random.Random(1))


def test_each_asks_the_database_as_often_as_written_down(municipality: None) -> None:
    asked = {}
    for search in TYPICAL:
        cache.clear()
        Client().get(address_of(search))  # the first of all reads once what EPSG:3006 is
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(address_of(search))
        assert answer.status_code == 200, (search.name, answer.content)
        assert answer.json().get("results") != [], search.name
        asked[search.name] = len(queries)
    assert asked == QUERIES
    assert max(asked.values()) <= AT_MOST


@pytest.mark.parametrize("search", TYPICAL, ids=lambda search: search.name)
def test_each_is_found_by_an_index_and_without_it_by_reading_everything(
    municipality: None, search: Search
) -> None:
    cache.clear()
    (plan,) = plans_of(address_of(search))
    used = set(plan.indexes) & indexes_of_sessions()
    assert used, plan.text
    assert "activities_session" not in plan.scanned, plan.text
    while used:
        with connection.cursor() as cursor:
            for name in used:
                cursor.execute(f'DROP INDEX "{name}"')
        cache.clear()
        (plan,) = plans_of(address_of(search))
        used = set(plan.indexes) & indexes_of_sessions()
    assert "activities_session" in plan.scanned, plan.text
