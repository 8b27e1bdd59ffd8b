"""Things are made once per change: the second run does nothing."""

import shutil
from pathlib import Path

import pytest

from config.bootstrap.packages import Packages, digest
from config.bootstrap.report import Problem, Report

from .conftest import FakeProgram, said


@pytest.fixture
def packages(tmp_path: Path, report: Report) -> Packages:
    root = tmp_path / "nara"
    (root / "frontend" / "src").mkdir(parents=True)
    for name in ("requirements.txt", "requirements-dev.txt", "frontend/package.json"):
        (root / name).write_text("one")
    (root / "frontend" / "package-lock.json").write_text("{}")
    (root / "frontend" / "src" / "app.ts").write_text("1")
    return Packages(root, report)


def fake_venv(packages: Packages, calls: Path, *, works: bool = True) -> None:
    """A .venv whose programs write down how they are called, and make what they would make."""
    folder = packages.venv / "bin"
    folder.mkdir(parents=True)
    note = f'#!/bin/sh\necho "$@" >>{calls}\n'
    made = "mkdir -p build node_modules; echo x >build/index.html\n"
    version = f"echo pip 23 from {packages.venv}/lib\n"
    for name, lines in {"python": note, "pip": note + version, "npm": note + made}.items():
        (folder / name).write_text(lines if works else "#!/bin/sh\nexit 1\n")
        (folder / name).chmod(0o755)


def installs(calls: Path) -> list[str]:
    """The calls that installed or built something."""
    lines = calls.read_text().splitlines() if calls.exists() else []
    calls.write_text("")
    return [line for line in lines if "--version" not in line]


def test_python_packages_are_installed_once_and_with_their_hashes(
    packages: Packages, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    fake_venv(packages, calls)
    packages.install_python(tests=False)
    (line,) = installs(calls)
    assert "--require-hashes" in line
    assert line.endswith("requirements.txt")
    packages.install_python(tests=False)
    assert installs(calls) == []


def test_a_changed_pin_installs_again(packages: Packages, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    fake_venv(packages, calls)
    packages.install_python(tests=False)
    (packages.root / "requirements.txt").write_text("two")
    installs(calls)
    packages.install_python(tests=False)
    assert len(installs(calls)) == 1


def test_what_the_tests_need_includes_what_running_needs(
    packages: Packages, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    fake_venv(packages, calls)
    packages.install_python(tests=True)
    assert installs(calls)[0].endswith("requirements-dev.txt")
    packages.install_python(tests=False)
    assert installs(calls) == []


def test_a_broken_venv_is_made_anew(
    packages: Packages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_program: FakeProgram
) -> None:
    fake_venv(packages, tmp_path / "calls", works=False)
    (packages.venv / "of the old one").write_text("")
    monkeypatch.setattr("sys.executable", str(fake_program("python3", "exit 3")))
    with pytest.raises(Problem, match=r"\.venv cannot be made"):
        packages.install_python(tests=False)
    assert not (packages.venv / "of the old one").exists()
    assert ".venv: making it" in said(packages.report)


def test_a_venv_that_was_moved_here_is_made_anew(
    packages: Packages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_program: FakeProgram
) -> None:
    fake_venv(packages, tmp_path / "calls")
    pip = packages.venv / "bin" / "pip"
    pip.write_text("#!/bin/sh\necho pip 23 from /where/it/was/.venv/lib\n")
    monkeypatch.setattr("sys.executable", str(fake_program("python3", "exit 3")))
    with pytest.raises(Problem, match=r"\.venv cannot be made"):
        packages.install_python(tests=False)


def test_the_frontend_is_built_again_only_after_a_change(
    packages: Packages, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    fake_venv(packages, calls)
    env = {"PATH": "/usr/bin:/bin"}
    packages.build_frontend(env)
    assert installs(calls) == ["run build"]
    packages.build_frontend(env)
    assert installs(calls) == []
    (packages.frontend / "src" / "app.ts").write_text("2")
    packages.build_frontend(env)
    assert installs(calls) == ["run build"]
    shutil.rmtree(packages.frontend / "build")
    packages.build_frontend(env)
    assert installs(calls) == ["run build"]


def test_node_packages_follow_the_lockfile(packages: Packages, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    fake_venv(packages, calls)
    env = {"PATH": "/usr/bin:/bin"}
    packages.install_node(env)
    packages.install_node(env)
    assert installs(calls) == ["ci --no-audit --no-fund"]
    (packages.frontend / "package-lock.json").write_text("{ }")
    packages.install_node(env)
    assert installs(calls) == ["ci --no-audit --no-fund"]


def test_a_step_that_failed_is_tried_again(packages: Packages) -> None:
    def fail() -> None:
        raise Problem("No.", "Try again.")

    with pytest.raises(Problem):
        packages.once("thing", "key", packages.root, fail)
    made: list[int] = []
    assert packages.once("thing", "key", packages.root, lambda: made.append(1))
    assert made == [1]


def test_what_a_build_makes_does_not_count_as_a_change(packages: Packages) -> None:
    before = digest([packages.frontend])
    for name in ("node_modules/x.js", "build/index.html", "src/schema.d.ts", ".svelte-kit/y"):
        path = packages.frontend / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("made")
    assert digest([packages.frontend]) == before
    (packages.frontend / "src" / "new.ts").write_text("")
    assert digest([packages.frontend]) != before


def test_translations_are_compiled_once_and_again_when_a_result_is_gone(packages: Packages) -> None:
    folder = packages.root / "people" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("msgid")
    calls: list[tuple[str, ...]] = []

    def manage(*words: str) -> str:
        calls.append(words)
        (folder / "django.mo").write_text("")
        return ""

    packages.compile_messages(manage)
    packages.compile_messages(manage)
    assert len(calls) == 1
    (folder / "django.mo").unlink()
    packages.compile_messages(manage)
    assert len(calls) == 2


def test_cleaning_removes_what_can_be_made_again_and_nothing_else(
    packages: Packages, tmp_path: Path
) -> None:
    fake_venv(packages, tmp_path / "calls")
    data = packages.root / ".local" / "postgres" / "data"
    data.mkdir(parents=True)
    assert packages.remove() == [".venv"]
    assert data.exists()
    assert (packages.frontend / "src" / "app.ts").exists()
