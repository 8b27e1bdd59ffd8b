"""What the tests of the two commands share: fake programs, and a report that can be read."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from config.bootstrap.report import Report

FakeProgram = Callable[[str, str], Path]


@pytest.fixture
def report() -> Report:
    """A report whose lines are kept: `said(report)` returns them."""
    return Report(io.StringIO())


def said(report: Report) -> str:
    """Everything that was reported."""
    assert isinstance(report.stream, io.StringIO)
    return report.stream.getvalue()


@pytest.fixture
def fake_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeProgram:
    """A machine with no programs but `sh` and those that the test writes as shell lines."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for real in ("sh", "cat", "rm", "chmod", "test"):
        (folder / real).symlink_to(f"/bin/{real}")
    monkeypatch.setenv("PATH", str(folder))

    def write(name: str, lines: str) -> Path:
        program = folder / name
        program.write_text(f"#!/bin/sh\n{lines}\n")
        program.chmod(0o755)
        return program

    return write
