"""Values in cells: what a municipality writes, and what only looks like it."""

import datetime
from decimal import Decimal

import pytest

from venues.importing.columns import Row
from venues.importing.reading import Reader


def reader(text: str) -> Reader:
    return Reader(Row(2, {"x": text}))


@pytest.mark.parametrize(
    ("text", "number"),
    [("59,2376", 59.2376), ("6 568 586", 6568586), ("680\u00a0032,5", 680032.5), ("-1.5e2", -150)],
)
def test_numbers(text: str, number: float) -> None:
    assert reader(text).number("x") == number


@pytest.mark.parametrize("text", ["1_0", "nan", "inf", "1,000.5", "٥", "59.2 N", "0x1", "1e999"])
def test_what_only_looks_like_a_number(text: str) -> None:
    row = reader(text)
    assert (row.number("x"), [p.code for p in row.problems]) == (None, ["not_a_number"])


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.0", 12), ("1 200", 1200)])
def test_whole_numbers(text: str, number: int) -> None:
    assert reader(text).whole("x", 0, 2000) == number


@pytest.mark.parametrize("text", ["12,5", "-1", "2001", "1_2", "1" * 40])
def test_what_is_no_whole_number_within_limits(text: str) -> None:
    row = reader(text)
    assert (row.whole("x", 0, 2000), [p.code for p in row.problems]) == (None, ["not_a_number"])


def test_money() -> None:
    assert reader("1 049,50").money("x", Decimal(2000)) == Decimal("1049.50")
    for text in ("1,005", "-1", "2000,01", "1_0", "NaN", "50 kr"):
        row = reader(text)
        assert row.money("x", Decimal(2000)) is None
        assert [p.code for p in row.problems] == ["not_a_number"], text


@pytest.mark.parametrize("text", ["2026-01-07", "20260107"])
def test_dates(text: str) -> None:
    assert reader(text).date("x") == datetime.date(2026, 1, 7)


@pytest.mark.parametrize("text", ["7/1 2026", "2026-W02-3", "2026-02-30", "26-01-07", "2026-0107"])
def test_what_is_no_date(text: str) -> None:
    row = reader(text)
    assert (row.date("x"), [p.code for p in row.problems]) == (None, ["not_a_date"])


@pytest.mark.parametrize("text", ["17:00", "17.00", "17:00:00"])
def test_times(text: str) -> None:
    assert reader(text).time("x") == datetime.time(17)


@pytest.mark.parametrize("text", ["24:00", "17", "5 pm", "17:60", "17:00:30"])
def test_what_is_no_time(text: str) -> None:
    row = reader(text)
    assert (row.time("x"), [p.code for p in row.problems]) == (None, ["not_a_time"])


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    row = Reader(Row(2, {"a": "x", "b": "", "c": "maybe"}))
    row.number("a")
    row.text("b", longest=5, needed=True)
    row.yes_or_no("c")
    assert [problem.code for problem in row.found()] == [
        "not_a_number",
        "value_missing",
        "not_a_choice",
        "columns_shifted",
    ]
