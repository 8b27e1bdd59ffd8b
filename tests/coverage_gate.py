"""The gate: every line and every branch of every write function has been run by a test.

A write function is one that takes a keyword-only `by`: who does it. The functions of the same file
that it calls belong to it. As a plugin of pytest it judges a run that measures coverage
(`pytest -p tests.coverage_gate --cov --cov-branch`) and makes it fail; on its own
(`python -m tests.coverage_gate`) it judges the `.coverage` that a run has left.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("people", "venues", "activities", "outreach")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Gap:
    """A line that never ran, or a line that never went on to another."""

    path: Path
    function: str
    line: int
    to: int | None = None

    def __str__(self) -> str:
        never = "never run" if self.to is None else f"never goes on to {_target(self.to)}"
        return f"{self.path}:{self.line} in {self.function}: {never}"


def _target(line: int) -> str:
    return f"line {line}" if line > 0 else "the end of the function"


def _functions(tree: ast.AST) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def _writes(function: Function) -> bool:
    return any(argument.arg == "by" for argument in function.args.kwonlyargs)


def _called(function: Function) -> set[str]:
    """Names of plain functions that are called in it."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {name.id for name in calls if isinstance(name, ast.Name)}


def write_functions(source: str) -> list[Function]:
    """Those of a file that take `by`, and all of the file that they call, directly or not."""
    functions = {function.name: function for function in _functions(ast.parse(source))}
    found = {name for name, function in functions.items() if _writes(function)}
    waiting = list(found)
    while waiting:
        new = _called(functions[waiting.pop()]) & set(functions) - found
        found |= new
        waiting += new
    return [functions[name] for name in sorted(found)]


def _lines(function: Function) -> range:
    """The lines of its body; the signature runs at import."""
    return range(function.body[0].lineno, (function.end_lineno or function.lineno) + 1)


def _gaps_in(path: Path, measured: coverage.Coverage) -> Iterator[Gap]:
    functions = write_functions(path.read_text(encoding="utf-8"))
    if not functions:
        return
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    if not measured.get_data().has_arcs():
        raise SystemExit("The gate needs branch coverage: run pytest with --cov-branch.")
    missing = set(measured.analysis2(str(path))[3])
    partial = measured._analyze(str(path)).missing_branch_arcs()
    for function in functions:
        for line in _lines(function):
            if line in missing:
                yield Gap(shown, function.name, line)
            for to in partial.get(line, []) if line not in missing else []:
                yield Gap(shown, function.name, line, to)


def files() -> Iterator[Path]:
    """The rooms' own code."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def gaps(measured: coverage.Coverage, paths: Iterable[Path] | None = None) -> list[Gap]:
    """Everything in write functions that no test has run."""
    return [gap for path in paths or files() for gap in _gaps_in(path, measured)]


def _verdict(found: list[Gap]) -> str:
    number = sum(len(write_functions(path.read_text(encoding="utf-8"))) for path in files())
    if not found:
        return f"Write functions: {number}, every line and branch of them covered."
    lines = "\n".join(f"  {gap}" for gap in found)
    return f"Write functions: {number}; not covered in {len(found)} places:\n{lines}"


def _read() -> coverage.Coverage:
    measured = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.load()
    return measured


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = getattr(terminalreporter.config, "_uncovered_writes", None)
    if found is not None:
        terminalreporter.write_line(_verdict(found), red=bool(found), green=not found)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge once, in the process that has gathered everybody's figures."""
    measuring = session.config.pluginmanager.hasplugin("_cov")
    if hasattr(session.config, "workerinput") or not measuring:
        return
    found = gaps(_read())
    session.config._uncovered_writes = found  # type: ignore[attr-defined]
    if found and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


if __name__ == "__main__":
    uncovered = gaps(_read())
    sys.stdout.write(_verdict(uncovered) + "\n")
    sys.exit(bool(uncovered))
