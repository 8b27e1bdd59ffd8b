"""A step that fails says why, shows the last lines, and says what helps."""

import errno
from pathlib import Path

import pytest

from config.bootstrap.report import Problem, Report, explained, hint, run

from .conftest import FakeProgram, said

OUTPUTS = {
    "E: You don't have enough free space in /var/cache/apt/archives/.": "Free some space",
    "npm error nospc ENOSPC: no space left on device, write": "Free some space",
    "HINT:  Check free disk space.": "Free some space",
    "initdb: error: could not write: No space left on device": "Free some space",
    "Err:1 http://deb bookworm InRelease Temporary failure resolving 'deb'": "network",
    "<pip._vendor.urllib3> Failed to establish a new connection: [Errno 101]": "network",
    "npm error code EAI_AGAIN": "network",
    'OperationalError: connection to server at "db", port 5432 failed: refused': "DATABASE_URL",
    "psycopg.OperationalError: [Errno -2] failed to resolve host 'db': Name or service not known": (
        "DATABASE_URL"
    ),
    "npm error getaddrinfo ENOTFOUND registry": "network",
    "E: Could not get lock /var/lib/dpkg/lock-frontend": "let it finish",
    "E: dpkg was interrupted, you must manually run": "dpkg --configure -a",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE": "pinned",
    "npm error EACCES: permission denied, mkdir": "sudo chown",
}


@pytest.mark.parametrize(("output", "advice"), OUTPUTS.items())
def test_what_other_programs_say_is_turned_into_advice(output: str, advice: str) -> None:
    assert advice in hint(output, "nothing known")


def test_an_unknown_reason_gets_no_made_up_advice() -> None:
    assert hint("SyntaxError: invalid syntax", "see above") == "see above"


def test_a_failed_program_shows_its_last_lines_and_where_the_rest_is(
    tmp_path: Path, fake_program: FakeProgram
) -> None:
    program = fake_program("build", 'for i in 1 2 3; do echo "line $i"; done; exit 7')
    with pytest.raises(Problem) as caught:
        run([program], what="The build failed", log=tmp_path / "log" / "build.log")
    assert "The build failed (exit code 7)" in caught.value.what
    assert "| line 3" in caught.value.what
    assert "build.log" in caught.value.do


def test_a_program_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="npm is not there"):
        run([tmp_path / "npm", "ci"], what="npm ci failed", log=tmp_path / "log")


def test_a_disk_that_fills_up_while_writing_is_explained() -> None:
    problem = explained(OSError(errno.ENOSPC, "No space left on device", "/srv/nara/.local/x"))
    assert "/srv/nara/.local/x" in problem.what
    assert "Free some space" in problem.do


def test_a_file_of_somebody_else_is_explained() -> None:
    problem = explained(PermissionError(errno.EACCES, "Permission denied", ".local/secret_key"))
    assert ".local/secret_key" in problem.what
    assert "sudo chown" in problem.do


def test_every_line_carries_the_time_and_a_failure_says_what_to_do(report: Report) -> None:
    report.say("PostGIS: starting it")
    report.failed(Problem("Port 8000 is taken.", "Take another."))
    first, second, *_, last = said(report).splitlines()
    assert first.strip().startswith("0.0 s")
    assert second.endswith("FAILED: Port 8000 is taken.")
    assert last == "What to do: Take another."


def test_a_closed_terminal_does_not_end_the_reporting() -> None:
    class Closed:
        def write(self, _: str) -> int:
            raise OSError(errno.EIO, "Input/output error")

        def flush(self) -> None:
            raise OSError(errno.EIO, "Input/output error")

    Report(Closed()).say("Stopping")  # type: ignore[arg-type]
