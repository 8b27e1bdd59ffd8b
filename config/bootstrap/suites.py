"""What `make test` and `make check` consist of, and how the outcome is told."""

from __future__ import annotations

import difflib
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .report import Report


@dataclass(frozen=True)
class Suite:
    """A command with a name; `counts` is where a test runner leaves its JUnit report."""

    name: str
    command: Sequence[str]
    folder: str = "."
    counts: str = ""
    production: bool = False


def tests() -> list[Suite]:
    """Every kind of test."""
    reports = ".local/reports"
    pytest = ("python", "-m", "pytest", "-m", "not soak")
    covered = (
        "-p",
        "tests.coverage_gate",
        "--cov",
        "--cov-branch",
        "--cov-report=term:skip-covered",
    )
    # A file's tests stay together: its fixtures (the loaded example) are made once.
    spread = ("-n", "2", "--dist", "loadfile")
    vitest = ("npm", "test", "--", "--reporter=default", "--reporter=junit")
    commands = {
        "python": (
            *pytest,
            "--ignore=tests/e2e",
            *spread,
            *covered,
            f"--junitxml={reports}/python.xml",
        ),
        "frontend": (*vitest, f"--outputFile.junit=../{reports}/frontend.xml"),
        "journeys": (*pytest, "tests/e2e", "--no-cov", f"--junitxml={reports}/journeys.xml"),
    }
    folders = {"frontend": "frontend"}
    return [
        Suite(name, command, folders.get(name, "."), counts=f"{reports}/{name}.xml")
        for name, command in commands.items()
    ]


def checks() -> list[Suite]:
    """Everything that can be checked without running the product."""
    manage = ("python", "manage.py")
    fresh = ".local/reports/openapi.yaml"
    return [
        Suite("ruff: rules", ("ruff", "check", ".")),
        Suite("ruff: format", ("ruff", "format", "--check", ".")),
        Suite("mypy", ("mypy", ".")),
        Suite("import line", ("lint-imports",)),
        Suite("migrations", (*manage, "makemigrations", "--check", "--dry-run")),
        Suite("translations", (*manage, "check_translations")),
        Suite(
            "API description",
            (*manage, "spectacular", "--validate", "--fail-on-warn", "--file", fresh),
        ),
        Suite(
            "production settings",
            (*manage, "check", "--deploy", "--fail-level", "WARNING"),
            production=True,
        ),
        Suite("svelte-check", ("npm", "run", "check"), folder="frontend"),
        Suite("eslint", ("npm", "run", "lint"), folder="frontend"),
        Suite("frontend translations", ("npm", "run", "i18n"), folder="frontend"),
        Suite("weight of the first visit", ("npm", "run", "size"), folder="frontend"),
    ]


def openapi_difference(root: Path) -> str:
    """How the generated API description differs from the committed one; empty when it does not."""
    committed, fresh = (
        root / "docs" / "openapi.yaml",
        root / ".local" / "reports" / "openapi.yaml",
    )
    old = committed.read_text().splitlines() if committed.exists() else []
    new = fresh.read_text().splitlines() if fresh.exists() else []
    lines = list(
        difflib.unified_diff(old, new, "docs/openapi.yaml", "generated from the code", lineterm="")
    )
    if not lines:
        return ""
    again = "python3 -m config.bootstrap manage spectacular --file docs/openapi.yaml"
    return "\n".join(
        [
            *lines[:40],
            f"docs/openapi.yaml lags behind the code: `{again}`, and look at the difference.",
        ]
    )


@dataclass(frozen=True)
class Counts:
    """How many tests there were."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @classmethod
    def read(cls, path: Path) -> Counts:
        """From a JUnit report; nothing but zeros without one."""
        if not path.exists():
            return cls()
        found = list(ElementTree.parse(path).iter("testsuite"))

        def total(*names: str) -> int:
            return sum(int(suite.get(name) or 0) for suite in found for name in names)

        failed, skipped = total("failures", "errors"), total("skipped")
        return cls(total("tests") - failed - skipped, failed, skipped)

    def __add__(self, other: Counts) -> Counts:
        passed, failed = self.passed + other.passed, self.failed + other.failed
        return Counts(passed, failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def _call(suite: Suite, root: Path, env: Mapping[str, str], *, quiet: bool) -> tuple[int, str]:
    """Run it; quietly, its output is returned instead of shown."""
    pipe = subprocess.PIPE if quiet else None
    done = subprocess.run(
        suite.command,
        check=False,
        cwd=root / suite.folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout or ""


def run_one(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> bool:
    """Run a program with the terminal's input and output; True when it succeeds."""
    return subprocess.call(command, cwd=folder, env=env) == 0


def run_tests(suites: Sequence[Suite], root: Path, env: Mapping[str, str], report: Report) -> bool:
    """Run every kind and print the numbers of each; True when all passed and no kind was empty."""
    outcomes = []
    (root / ".local" / "reports").mkdir(parents=True, exist_ok=True)
    for suite in suites:
        found = root / suite.counts
        found.unlink(missing_ok=True)
        began = time.monotonic()
        report.say(f"Tests: {suite.name}")
        code, _ = _call(suite, root, env, quiet=False)
        outcomes.append((suite.name, Counts.read(found), code, time.monotonic() - began))
    report.plain("\nTests of each kind")
    for name, counts, code, seconds in outcomes:
        line = f"  {name:9} {counts}  in {seconds:.0f} s"
        report.plain(line + ("" if _good(counts, code) else f"  <- FAILED (exit code {code})"))
    report.plain(f"\n{sum((counts for _, counts, _, _ in outcomes), Counts())}")
    return all(_good(counts, code) for _, counts, code, _ in outcomes)


def _good(counts: Counts, code: int) -> bool:
    """Whether a kind passed; one that ran no test did not."""
    return code == 0 and counts.failed == 0 and counts.passed > 0


def run_checks(
    suites: Sequence[Suite],
    root: Path,
    env: Mapping[str, str],
    production: Mapping[str, str],
    report: Report,
) -> bool:
    """Run every check, show the output of those that fail; True when none did."""
    failed = []
    (root / ".local" / "reports").mkdir(parents=True, exist_ok=True)
    for suite in suites:
        code, output = _call(suite, root, production if suite.production else env, quiet=True)
        if suite.name == "API description" and not code:
            output = openapi_difference(root)
            code = bool(output)
        report.say(f"{suite.name}: {'good' if not code else 'FAILED'}")
        if code:
            failed.append(suite.name)
            report.plain(
                "\n".join("          | " + line for line in output.strip().splitlines()[-60:])
            )
    verdict = (
        f"{len(failed)} of {len(suites)} checks failed: {', '.join(failed)}"
        if failed
        else "All checks are good."
    )
    report.plain("\n" + verdict)
    return not failed
