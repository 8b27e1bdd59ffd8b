"""`make test` and `make check` fail when anything fails, and say how many of what there were."""

from pathlib import Path

import pytest

from config.bootstrap import suites
from config.bootstrap.report import Report
from config.bootstrap.suites import Counts, Suite

from .conftest import said

ENV = {"PATH": "/usr/bin:/bin"}


def suite(name: str, report_file: str, code: int = 0) -> Suite:
    """A test runner that leaves this JUnit report and ends with this code."""
    counts = f".local/reports/{name}.xml"
    script = f"printf '%s' '{report_file}' >{counts}; exit {code}"
    return Suite(name, ("/bin/sh", "-c", script), counts=counts)


def junit(tests: int, *, failures: int = 0, errors: int = 0, skipped: int = 0) -> str:
    numbers = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    return f"<testsuites><testsuite {numbers}/></testsuites>"


def test_all_kinds_are_run_and_counted(tmp_path: Path, report: Report) -> None:
    kinds = [suite("python", junit(12, skipped=2)), suite("frontend", junit(5))]
    assert suites.run_tests(kinds, tmp_path, ENV, report)
    assert "python    10 passed, 0 failed, 2 skipped" in said(report)
    assert said(report).splitlines()[-1] == "15 passed, 0 failed, 2 skipped"


@pytest.mark.parametrize(
    "bad",
    [
        suite("frontend", junit(5, failures=1), code=1),
        suite("frontend", junit(5, errors=1)),
        suite("frontend", junit(5), code=1),
        suite("frontend", junit(0)),
        suite("frontend", junit(3, skipped=3)),
    ],
    ids=["a failure", "an error", "a bad exit code", "no test", "only skipped tests"],
)
def test_one_bad_kind_fails_the_whole_and_the_others_still_run(
    bad: Suite, tmp_path: Path, report: Report
) -> None:
    assert not suites.run_tests([bad, suite("journeys", junit(7))], tmp_path, ENV, report)
    assert "frontend" in said(report)
    assert "<- FAILED" in said(report)
    assert "journeys  7 passed" in said(report)


def test_a_report_of_an_earlier_run_is_not_counted(tmp_path: Path, report: Report) -> None:
    assert suites.run_tests([suite("python", junit(9))], tmp_path, ENV, report)
    crashed = Suite("python", ("/bin/sh", "-c", "exit 0"), counts=".local/reports/python.xml")
    assert not suites.run_tests([crashed], tmp_path, ENV, report)


def test_nested_reports_are_summed(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(f"<testsuites>{junit(2)}{junit(3, failures=1, skipped=1)}</testsuites>")
    assert Counts.read(path) == Counts(3, 1, 1)


def check(name: str, shell: str, *, production: bool = False) -> Suite:
    return Suite(name, ("/bin/sh", "-c", shell), production=production)


def test_every_check_runs_and_only_failures_are_shown(tmp_path: Path, report: Report) -> None:
    lines = [check("one", "echo fine"), check("two", "echo wrong; exit 1"), check("three", "true")]
    assert not suites.run_checks(lines, tmp_path, ENV, ENV, report)
    text = said(report)
    assert "one: good" in text
    assert "fine" not in text
    assert "| wrong" in text
    assert "three: good" in text
    assert text.splitlines()[-1] == "1 of 3 checks failed: two"


def test_all_good_checks_are_good(tmp_path: Path, report: Report) -> None:
    assert suites.run_checks([check("one", "true")], tmp_path, ENV, ENV, report)


def test_production_settings_are_checked_with_productions_environment(
    tmp_path: Path, report: Report
) -> None:
    shell = 'test "$WHERE" = production'
    both = [check("settings", shell, production=True)]
    assert suites.run_checks(both, tmp_path, ENV, {**ENV, "WHERE": "production"}, report)


@pytest.mark.parametrize(
    ("generated", "good"), [("openapi: 3.1.0\n", True), ("openapi: 3.0.0\n", False)]
)
def test_an_api_description_that_lags_behind_fails(
    generated: str, good: bool, tmp_path: Path, report: Report
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "openapi.yaml").write_text("openapi: 3.1.0\n")
    write = check("API description", f"printf '{generated}' >.local/reports/openapi.yaml")
    assert suites.run_checks([write], tmp_path, ENV, ENV, report) is good
    assert ("-openapi: 3.1.0" in said(report)) is not good


def test_the_three_kinds_of_tests_are_named() -> None:
    assert [kind.name for kind in suites.tests()] == ["python", "frontend", "journeys"]
