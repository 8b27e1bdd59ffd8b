"""The gate over write functions sees what was not run, and nothing else."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.coverage_gate import ROOMS, ROOT, files, gaps, write_functions

PROGRAM = """
def move(*, seats, by):
    if seats > 10:
        seats = 10
    _tell(seats)
    return seats


def _tell(seats):
    for _ in range(seats):
        print(end="")


def read(seats, by):
    if seats > 10:
        return 10
    return seats
"""


@pytest.fixture
def judged(tmp_path: Path) -> Callable[[Callable[[Any], object]], list[str]]:
    """What the gate says of PROGRAM after something was done with it."""

    def judge(use: Callable[[Any], object]) -> list[str]:
        path = tmp_path / "program.py"
        path.write_text(PROGRAM)
        measured = coverage.Coverage(data_file=None, branch=True, config_file=False)
        spec = importlib.util.spec_from_file_location("program", path)
        assert spec is not None
        assert spec.loader is not None
        program = importlib.util.module_from_spec(spec)
        with measured.collect():
            spec.loader.exec_module(program)
            use(program)
        return [str(gap).partition(":")[2] for gap in gaps(measured, [path])]

    return judge


def test_what_takes_by_and_what_it_calls_are_write_functions() -> None:
    assert [function.name for function in write_functions(PROGRAM)] == ["_tell", "move"]


def test_a_function_nobody_calls_is_named_line_by_line(judged: Any) -> None:
    said = judged(lambda program: program.read(1, None))
    assert [line.split(" ", 1)[0] for line in said] == ["10", "11", "3", "4", "5", "6"]
    assert said[0] == "10 in _tell: never run"


def test_a_branch_nobody_takes_is_named(judged: Any) -> None:
    said = judged(lambda program: program.move(seats=20, by=None))
    assert said == ["3 in move: never goes on to line 5"]
    said = judged(lambda program: program.move(seats=2, by=None))
    assert said == ["3 in move: never goes on to line 4", "4 in move: never run"]


def test_when_all_was_run_there_is_nothing_to_say(judged: Any) -> None:
    def both(program: Any) -> None:
        program.move(seats=20, by=None)
        program.move(seats=2, by=None)

    assert judged(both) == []


def test_the_gate_looks_into_every_room() -> None:
    looked_at = {path.relative_to(ROOT).parts[0] for path in files()}
    assert looked_at == set(ROOMS)
    named = {f.name for path in files() for f in write_functions(path.read_text())}
    assert {"publish_activity", "change_capacity", "save_area", "grant_role"} <= named
