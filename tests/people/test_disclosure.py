"""The disclosure table: its promises, proven over every true count and every cell key."""

from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps

from people import disclosure
from people.disclosure import KEYS, PERTURBATION, new_record_key, protect, protected_count

COUNTS = range(40)
PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"


def shown(count: int) -> Counter[int]:
    """How often each figure is shown for a true count, over all cell keys."""
    return Counter(protect(count, key) for key in range(KEYS))


@pytest.mark.parametrize("count", COUNTS)
def test_every_true_count_is_shown_without_bias(count: int) -> None:
    assert sum(figure * times for figure, times in shown(count).items()) == count * KEYS


@pytest.mark.parametrize("count", COUNTS)
def test_one_and_two_are_never_shown_and_nothing_moves_by_more_than_two(count: int) -> None:
    figures = set(shown(count))
    assert not figures & {1, 2}
    assert all(figure >= 0 and abs(figure - count) <= 2 for figure in figures)


def test_nobody_is_shown_as_nobody() -> None:
    assert set(shown(0)) == {0}


@pytest.mark.parametrize("count", [n for n in COUNTS if n >= 5])
def test_from_five_up_the_shift_is_symmetric_and_real(count: int) -> None:
    figures = shown(count)
    assert all(figures[count + shift] == figures[count - shift] > 0 for shift in (1, 2))


def test_every_row_of_the_table_uses_every_key() -> None:
    assert all(sum(chance for _, chance in row) == 12 for row in PERTURBATION)


def test_the_same_records_always_give_the_same_answer() -> None:
    keys = [17, 230, 4, 99, 101, 3]
    answers = {protect(6, sum(order)) for order in (keys, keys[::-1], sorted(keys))}
    assert len(answers) == 1
    assert protect(6, sum(keys)) == protect(6, sum(keys) + 7 * KEYS)


def test_a_count_is_never_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        protect(-1, 0)


def difference(count: int, more: int) -> dict[int, Fraction]:
    """Chances of each difference between two shown figures when the wider filter has `more` people.

    The keys of those people are uniform, so the two cell keys are independent and uniform.
    """
    pairs = product(shown(count).items(), shown(count + more).items())
    chances: Counter[int] = Counter()
    for (narrow, often_narrow), (wide, often_wide) in pairs:
        chances[wide - narrow] += often_narrow * often_wide
    return {by: Fraction(times, KEYS * KEYS) for by, times in chances.items()}


@pytest.mark.parametrize("count", COUNTS)
def test_two_filters_that_differ_by_one_person_do_not_show_the_one(count: int) -> None:
    one = difference(count, 1)
    # The true difference of one is one possibility among several ...
    assert max(one.values()) <= Fraction(2, 3)
    assert one.get(1, 0) <= Fraction(1, 3)
    # ... most differences can come from another number of people just as well, ...
    others = {by for more in (2, 3, 4) for by in difference(count, more)}
    only_one = sum(chance for by, chance in one.items() if by not in others)
    assert only_one <= Fraction(1, 9)


@pytest.mark.parametrize("count", COUNTS)
def test_an_unchanged_answer_does_not_show_that_nobody_was_added(count: int) -> None:
    assert difference(count, 1).get(0, 0) >= Fraction(1, 6)


def test_a_control_without_the_method_shows_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "PERTURBATION", (((0, 12),),))
    assert difference(7, 1) == {1: Fraction(1)}


def test_record_keys_are_spread_over_the_whole_range() -> None:
    drawn = [new_record_key() for _ in range(4000)]
    assert min(drawn) >= 0
    assert max(drawn) < KEYS
    assert len(set(drawn)) > KEYS * 0.95


@pytest.mark.django_db(transaction=True)
@isolate_apps()
def test_a_queryset_is_counted_in_one_query() -> None:
    class Visit(models.Model):
        place = models.CharField(max_length=10)
        record_key = disclosure.RecordKeyField()
        objects: ClassVar[models.Manager[Any]] = models.Manager()

        class Meta:
            app_label = "nowhere"

        def __str__(self) -> str:
            return self.place

    with connection.schema_editor() as editor:
        editor.create_model(Visit)
    try:
        Visit.objects.bulk_create(
            Visit(place="Skogås", record_key=key) for key in (17, 230, 4, 99, 101, 3)
        )
        with CaptureQueriesContext(connection) as queries:
            assert protected_count(Visit.objects.order_by("place")) == protect(6, 454)
        assert len(queries) == 1
        assert protected_count(Visit.objects.filter(place="Vårby")) == 0
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Visit)


def test_the_table_in_the_documentation_is_the_table_in_the_code() -> None:
    documented = [line for line in PRIVACY.read_text().splitlines() if line.startswith("| ")]
    for count, row in enumerate(PERTURBATION):
        cells = " ".join(
            f"{shift:+d}: {chance}" if shift else f"0: {chance}" for shift, chance in row
        )
        name = f"{count} and more" if count == len(PERTURBATION) - 1 else str(count)
        assert any(line.startswith(f"| {name} | {cells} |") for line in documented), (count, cells)
