"""Where the private servers live, on machines that make that hard."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.bootstrap.home import Account, choose_home, clear_leftovers, processes_in
from config.bootstrap.report import Problem

ME = Account(os.getuid(), os.getgid(), other=False)
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as somebody else")


def nobody() -> Account:
    """An account that is not ours, as `postgres` is to root."""
    return Account(65534, 65534, other=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter; pytest's own are for its user alone."""
    folder = Path(tempfile.mkdtemp(prefix="nara-home-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_an_ordinary_user_keeps_everything_in_the_checkout(tmp_path: Path) -> None:
    chosen = choose_home(tmp_path, account=ME)
    chosen.make()
    assert chosen.data == tmp_path / ".local"
    assert (chosen.data / "postgres").stat().st_mode & 0o777 == 0o700
    assert chosen.sockets.stat().st_mode & 0o777 == 0o700


@AS_ROOT
def test_a_checkout_that_postgres_cannot_enter_has_its_data_elsewhere(tmp_path: Path) -> None:
    root = tmp_path / "closed" / "nara"
    root.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    elsewhere = tmp_path / "var"
    chosen = choose_home(root, fallback=elsewhere, account=nobody())
    assert chosen.data.parent == elsewhere
    assert chosen.data.name.startswith("nara-")
    chosen.make()
    assert (chosen.data / "postgres").stat().st_uid == nobody().uid
    assert not (root / ".local" / "postgres").exists()


@AS_ROOT
def test_data_that_was_put_elsewhere_stays_there_when_the_checkout_opens_up(
    open_folder: Path,
) -> None:
    root, elsewhere = open_folder / "nara", open_folder / "var"
    root.mkdir(mode=0o700)
    first = choose_home(root, fallback=elsewhere, account=nobody())
    assert first.data.parent == elsewhere
    (first.data / "postgres" / "data").mkdir(parents=True)
    root.chmod(0o755)
    assert choose_home(root, fallback=elsewhere, account=nobody()) == first


@AS_ROOT
def test_root_keeps_everything_in_a_checkout_that_postgres_can_enter(open_folder: Path) -> None:
    chosen = choose_home(open_folder, fallback=open_folder / "var", account=nobody())
    chosen.make()
    assert chosen.data == open_folder / ".local"
    assert (chosen.data / "postgres").stat().st_uid == nobody().uid


@AS_ROOT
def test_root_runs_servers_as_the_owner_of_the_data_that_is_there(tmp_path: Path) -> None:
    (tmp_path / ".local" / "postgres").mkdir(parents=True)
    os.chown(tmp_path / ".local" / "postgres", 65534, 65534)
    assert choose_home(tmp_path, fallback=tmp_path / "var").account == nobody()


def test_data_that_root_made_is_explained_to_an_ordinary_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".local" / "postgres").mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1000)
    with pytest.raises(Problem, match="belongs to") as caught:
        choose_home(tmp_path)
    assert "sudo" in caught.value.do


def test_a_deep_checkout_has_short_socket_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/tmp")
    deep = tmp_path / ("d" * 60) / ("å" * 40)
    deep.mkdir(parents=True)
    chosen = choose_home(deep, account=ME)
    try:
        assert len(os.fsencode(chosen.sockets / ".s.PGSQL.5432")) <= 107
        assert chosen.sockets.stat().st_mode & 0o777 == 0o700
        assert chosen.data == deep / ".local"
        assert choose_home(deep, account=ME).sockets == chosen.sockets
    finally:
        chosen.sockets.rmdir()


@AS_ROOT
def test_a_socket_folder_that_somebody_else_laid_in_wait_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    mine = choose_home(deep, account=ME).sockets
    os.chown(mine, 65534, 65534)
    with pytest.raises(Problem, match="belongs to somebody else"):
        choose_home(deep, account=ME)


def test_processes_that_a_crash_left_in_a_folder_are_found_and_ended(tmp_path: Path) -> None:
    code = "import signal, time; signal.signal(signal.SIGQUIT, signal.SIG_IGN); time.sleep(60)"
    stubborn = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path)
    # Told to listen: a shell lets what it starts in the background ignore this signal.
    listens = code.replace("SIG_IGN", "SIG_DFL")
    willing = subprocess.Popen([sys.executable, "-c", listens], cwd=tmp_path)
    elsewhere = subprocess.Popen(["sleep", "60"], cwd="/")
    try:
        time.sleep(1)
        assert sorted(processes_in(tmp_path)) == sorted([stubborn.pid, willing.pid])
        assert clear_leftovers(tmp_path, patience=1) == 2
        assert processes_in(tmp_path) == []
        assert stubborn.wait(5) == -signal.SIGKILL
        assert willing.wait(5) == -signal.SIGQUIT
        assert elsewhere.poll() is None
    finally:
        for process in (stubborn, willing, elsewhere):
            process.kill()
            process.wait()


def test_a_missing_folder_has_no_processes(tmp_path: Path) -> None:
    assert clear_leftovers(tmp_path / "never made") == 0


def test_no_postgres_user_is_explained_to_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> None:
        raise KeyError(name)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", unknown)
    with pytest.raises(Problem, match="no `postgres` user"):
        choose_home(tmp_path)
