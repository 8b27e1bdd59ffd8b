"""A machine that lacks something: what is said, and what the reader is told to do."""

import os
import shutil
import socket
from collections import namedtuple
from pathlib import Path

import pytest

from config.bootstrap import machine
from config.bootstrap.report import Problem, Report

from .conftest import FakeProgram, said

Usage = namedtuple("Usage", "total used free")


def problem_of_installing(tmp_path: Path, report: Report) -> Problem:
    with pytest.raises(Problem) as caught:
        machine.install_packages(["gettext"], report=report, log=tmp_path / "apt.log")
    return caught.value


def not_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)


def test_an_old_python_is_named_together_with_the_way_to_choose_another() -> None:
    with pytest.raises(Problem, match=r"3\.9\.2 is too old; Nära needs 3\.11") as caught:
        machine.check_python((3, 9, 2))
    assert "PYTHON=" in caught.value.do


def test_the_python_that_runs_this_is_new_enough() -> None:
    machine.check_python()


@pytest.mark.parametrize(("first", "free_mb"), [(True, 3_999), (False, 299)])
def test_a_disk_that_is_nearly_full_stops_the_run_before_it_writes(
    first: bool, free_mb: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free_mb * 1_000_000))
    with pytest.raises(Problem, match=f"{free_mb} MB are free") as caught:
        machine.check_space(Path("/srv/nara"), first=first)
    assert "Free some space" in caught.value.do


def test_a_later_run_needs_far_less_space_than_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 500_000_000))
    machine.check_space(Path("/srv/nara"), first=False)


def test_without_apt_the_missing_parts_are_named(
    tmp_path: Path, report: Report, fake_program: FakeProgram
) -> None:
    problem = problem_of_installing(tmp_path, report)
    assert "apt-get is not there" in problem.what
    assert "gettext" in problem.what
    assert "package manager" in problem.do


def test_without_root_and_sudo_the_command_for_an_administrator_is_given(
    tmp_path: Path, report: Report, fake_program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program("apt-get", "exit 0")
    not_root(monkeypatch)
    problem = problem_of_installing(tmp_path, report)
    assert "neither root nor allowed to use sudo" in problem.what
    assert "apt-get install --no-install-recommends gettext" in problem.do


def test_a_user_whom_sudo_refuses_is_told_the_same(
    tmp_path: Path, report: Report, fake_program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program("apt-get", "exit 0")
    fake_program("sudo", "exit 1")
    not_root(monkeypatch)
    assert "neither root nor allowed" in problem_of_installing(tmp_path, report).what


def test_a_user_with_sudo_installs_through_it(
    tmp_path: Path, report: Report, fake_program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = tmp_path / "calls"
    fake_program("apt-get", "exit 0")
    fake_program("sudo", f'echo "$1 $2" >>{calls}')
    not_root(monkeypatch)
    machine.install_packages(["gettext"], report=report, log=tmp_path / "apt.log")
    assert calls.read_text().splitlines() == ["-n true", "-n sh"]


def test_apt_is_asked_for_exactly_what_is_missing_and_may_start_no_service(
    tmp_path: Path, report: Report, fake_program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy-rc.d"
    seen = tmp_path / "seen"
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        machine, "INSTALL", machine.INSTALL.replace("/usr/sbin/policy-rc.d", str(policy))
    )
    fake_program("apt-get", f'echo "$@" >>{seen}; cat {policy} >>{seen}')
    machine.install_packages(["gettext", "chromium"], report=report, log=tmp_path / "apt.log")
    assert "install --yes --no-install-recommends" in seen.read_text()
    assert "gettext chromium" in seen.read_text()
    assert "exit 101" in seen.read_text(), "services of the machine would be started"
    assert not policy.exists(), "the machine's own services stay forbidden afterwards"


def test_apt_without_a_network_is_explained(
    tmp_path: Path, report: Report, fake_program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "INSTALL", machine.INSTALL.replace("/usr/sbin", str(tmp_path)))
    fake_program("apt-get", "echo \"Temporary failure resolving 'deb.debian.org'\"; exit 100")
    problem = problem_of_installing(tmp_path, report)
    assert "exit code 100" in problem.what
    assert "network cannot be reached" in problem.do


def test_nothing_is_run_when_nothing_is_missing(report: Report, tmp_path: Path) -> None:
    machine.install_packages([], report=report, log=tmp_path / "apt.log")
    assert said(report) == ""


def test_a_bare_machine_lacks_everything_and_a_run_asks_for_no_browser(
    tmp_path: Path, fake_program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "find_library", lambda _: None)
    monkeypatch.setattr("sys.base_prefix", str(tmp_path))
    names = machine.missing_packages(
        private_database=True, private_redis=True, browser=False, usr=tmp_path
    )
    assert {"python3-venv", "gdal-bin", "libpango-1.0-0", "gettext", "redis-server"} < set(names)
    assert any("postgis" in name for name in names)
    assert "chromium" not in names


def test_the_operators_own_database_and_redis_are_not_installed_here(
    tmp_path: Path, fake_program: FakeProgram
) -> None:
    names = machine.missing_packages(
        private_database=False, private_redis=False, browser=True, usr=tmp_path
    )
    assert "chromium" in names
    assert not [name for name in names if "postgis" in name or "redis" in name]


@pytest.mark.parametrize(
    ("release", "package"),
    [
        ("VERSION_CODENAME=bookworm\n", "postgresql-15-postgis-3"),
        ("VERSION_CODENAME=trixie\n", "postgresql-postgis"),
        ("VERSION_CODENAME=noble\nID=ubuntu\n", "postgresql-postgis"),
    ],
)
def test_each_release_gets_its_own_postgis(release: str, package: str, tmp_path: Path) -> None:
    path = tmp_path / "os-release"
    path.write_text(release)
    assert machine.postgis_package(path) == package


def test_a_taken_port_is_explained_with_the_process_that_has_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Problem) as caught:
            machine.check_port(port)
    assert f"Port {port} is taken by process {os.getpid()}" in caught.value.what
    assert f"PORT={port + 1}" in caught.value.do


def test_a_taken_port_of_another_user_is_explained_without_the_process(tmp_path: Path) -> None:
    assert machine.holder(8000, proc=tmp_path) == ""


def test_a_free_port_is_no_problem() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    machine.check_port(port)
