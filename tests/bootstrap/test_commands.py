"""The commands themselves: what a second run, a bad port and a full disk lead to."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.bootstrap import __main__ as commands
from config.bootstrap import home
from config.bootstrap.product import Nara
from config.bootstrap.report import Problem, Report

from .conftest import said

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def nara(tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch) -> Nara:
    monkeypatch.setattr(home, "FALLBACK", tmp_path / "var")
    return Nara(tmp_path, 8100, report)


def test_a_second_run_beside_the_first_says_where_the_first_is(nara: Nara) -> None:
    with commands.only_one(nara), pytest.raises(Problem) as caught, commands.only_one(nara):
        pass
    assert f"http://localhost:8100 (process {os.getpid()})" in caught.value.what
    assert "make stop" in caught.value.do


def test_a_lock_of_a_run_that_was_killed_holds_nobody_up(nara: Nara) -> None:
    hold = "import fcntl, os, signal, sys\n"
    hold += (
        "f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); f.write('1 8000'); f.flush()\n"
    )
    hold += "os.kill(os.getpid(), signal.SIGKILL)"
    nara.locks.mkdir(parents=True)
    subprocess.run([sys.executable, "-c", hold, str(nara.locks / "run.lock")], check=False)
    with commands.only_one(nara):
        pass


def test_the_lock_is_free_after_a_failure(nara: Nara) -> None:
    with pytest.raises(Problem), commands.only_one(nara):
        raise Problem("No.", "Try again.")
    with commands.only_one(nara):
        pass


def fail_with(error: BaseException) -> commands.Command:
    def command(*_: object) -> bool:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (Problem("Port 8000 is taken.", "Take another port."), "Take another port."),
        (OSError(errno.ENOSPC, "No space left", "/srv/x"), "Free some space"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "sudo chown"),
        (KeyboardInterrupt(), "the next run goes on from here"),
    ],
)
def test_every_failure_ends_with_advice_and_a_code_and_no_traceback(
    error: BaseException,
    advice: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(commands.COMMANDS, "run", fail_with(error))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert commands.main(["run"]) == 1
    assert advice in capsys.readouterr().out


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_an_impossible_port_is_named(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", port)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert commands.main(["run"]) == 1
    assert f"PORT={port} is no port" in capsys.readouterr().out


def test_every_command_is_in_the_makefile_and_in_its_help() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in commands.COMMANDS:
        assert f"make {name} " in listed


def test_help_explains_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["--help"])
    shown = capsys.readouterr().out
    assert all(name in shown for name in commands.COMMANDS)
    assert "DATABASE_URL" in shown


def test_the_bootstrap_imports_nothing_but_the_standard_library() -> None:
    folder = ROOT / "config" / "bootstrap"
    bare = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import config.bootstrap.__main__"
    subprocess.run([sys.executable, "-I", "-S", "-c", bare], cwd=folder, check=True)


def test_the_database_is_removed_only_after_a_yes(
    nara: Nara, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    nara.choose_servers()
    data = nara.servers.servers[0].home.data / "postgres" / "data"
    data.mkdir(parents=True)
    with pytest.raises(Problem, match="database is kept"):
        nara.remove_data(lambda _: "")
    assert data.exists()
    nara.remove_data(lambda _: "yes")
    assert not data.exists()


def test_stopping_what_does_not_run_is_no_failure(nara: Nara, report: Report) -> None:
    words = commands.parser().parse_args(["stop"])
    assert commands.command_stop(nara, words)
    assert "Stopped." in said(report)


def test_stopping_asks_the_running_one_to_end(nara: Nara, report: Report) -> None:
    nara.locks.mkdir(parents=True)
    lock = nara.locks / "run.lock"
    hold = "import fcntl, os, sys, time\n"
    hold += "f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX)\n"
    hold += "f.write(f'{os.getpid()} 8100'); f.flush(); print('held', flush=True); time.sleep(60)"
    running = subprocess.Popen(
        [sys.executable, "-c", hold, str(lock)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    running.stdout.readline()
    assert commands.command_stop(nara, commands.parser().parse_args(["stop"]))
    assert f"Stopping process {running.pid}" in said(report)
    assert running.wait(5) != 0
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
