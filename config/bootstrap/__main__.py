"""The commands: `python3 -m config.bootstrap COMMAND`; the Makefile names each once."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import environment, machine, suites
from .product import Nara
from .report import Problem, Report, explained

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[[Nara, argparse.Namespace], bool]


@contextmanager
def only_one(nara: Nara) -> Iterator[None]:
    """Hold the lock of `make run`; raises Problem, with the address, when another holds it."""
    nara.locks.mkdir(parents=True, exist_ok=True)
    with (nara.locks / "run.lock").open("a+") as held:
        if not _lock(held):
            pid, port = _owner(held)
            raise Problem(
                f"Nära is already running: http://localhost:{port} (process {pid}).",
                "Use that one, or end it with `make stop` and run again.",
            )
        held.truncate(0)
        held.write(f"{os.getpid()} {nara.port}")
        held.flush()
        yield
        held.truncate(0)


def _lock(held: IO[str]) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner(held: IO[str]) -> tuple[int, int]:
    """The process that holds the lock of `make run`, and its port."""
    held.seek(0)
    pid, _, port = held.read().partition(" ")
    return (int(pid or 0), int(port or 0))


def command_run(nara: Nara, _: argparse.Namespace) -> bool:
    """Install what is missing, start everything, stay until Ctrl-C."""
    with only_one(nara):
        nara.end_leftovers()
        machine.check_port(nara.port)
        nara.set_up()
        with nara.servers.in_use():
            nara.fill()
            nara.serve()
    nara.report.say("Stopped.")
    return True


def command_test(nara: Nara, _: argparse.Namespace) -> bool:
    """Run every test: Python, frontend units, browser journeys."""
    nara.set_up(tests=True)
    env = environment.for_tests(nara.env, sockets=nara.sockets)
    with nara.servers.in_use():
        return suites.run_tests(suites.tests(), nara.root, env, nara.report)


def command_check(nara: Nara, _: argparse.Namespace) -> bool:
    """Run every static check."""
    nara.set_up(tests=True)
    production = environment.for_production(nara.env)
    with nara.servers.in_use():
        return suites.run_checks(suites.checks(), nara.root, nara.env, production, nara.report)


def one(*program: str, folder: str = ".", why: str) -> Command:
    """A command that sets up and then runs one program, shown as it goes."""

    def call(nara: Nara, words: argparse.Namespace) -> bool:
        nara.set_up(tests=True)
        env = environment.for_tests(nara.env, sockets=nara.sockets)
        with nara.servers.in_use():
            return suites.run_one([*program, *words.words], nara.root / folder, env)

    call.__doc__ = why
    return call


def command_manage(nara: Nara, words: argparse.Namespace) -> bool:
    """Run a manage.py command as `make run` would: manage example_logins."""
    nara.set_up()
    with nara.servers.in_use():
        return suites.run_one(["python", "manage.py", *words.words], nara.root, nara.env)


def command_stop(nara: Nara, _: argparse.Namespace) -> bool:
    """Stop a `make run` in another terminal, and what a crash left running."""
    nara.choose_servers()
    with (nara.locks / "run.lock").open("a+") as held:
        if not _lock(held):
            pid = _owner(held)[0]
            nara.report.say(f"Stopping process {pid}")
            os.kill(pid, signal.SIGTERM)
            until = time.monotonic() + 40
            while not _lock(held):
                if time.monotonic() > until:
                    raise Problem(
                        f"Process {pid} does not stop.",
                        f"`kill -9 {pid}`, then `make stop` again.",
                    )
                time.sleep(0.1)
    nara.end_leftovers()
    nara.servers.stop_unused()
    nara.report.say("Stopped.")
    return True


def command_clean(nara: Nara, words: argparse.Namespace) -> bool:
    """Remove what can be made again; the database is kept, unless --data is confirmed."""
    with only_one(nara):
        if words.data:
            nara.remove_data(lambda question: input(question) if sys.stdin.isatty() else "")
        removed = nara.packages.remove()
    nara.report.say(f"Removed: {', '.join(removed) or 'nothing'}.")
    if not words.data:
        nara.report.say(
            "Kept: the database and the secret key (`make clean DATA=yes` asks about them)."
        )
    return True


COMMANDS: dict[str, Command] = {
    "run": command_run,
    "test": command_test,
    "check": command_check,
    "bench": one("python", "-m", "tests.bench", why="Measure how fast the API answers."),
    "audit": one("python", "-m", "tests.audit", why="Audit accessibility and speed of the pages."),
    "soak": one("python", "-m", "pytest", "-m", "soak", why="Run the long random tests."),
    "manage": command_manage,
    "stop": command_stop,
    "clean": command_clean,
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="python3 -m config.bootstrap",
        description="Sets up and runs Nära. DATABASE_URL and REDIS_URL replace the private database"
        " and Redis (then no example is loaded); PORT is the web port (8000).",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=(command.__doc__ or "").rstrip("."))
        if name == "clean":
            sub.add_argument(
                "--data",
                action="store_true",
                help="remove the database and the secret key too; asks",
            )
    for name in ("bench", "audit", "soak", "manage"):
        commands.choices[name].add_argument("words", nargs=argparse.REMAINDER, help="passed on")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it did what it says."""
    words = parser().parse_args(arguments)
    report = Report()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        nara = Nara(ROOT, _port(), report)
        return 0 if COMMANDS[words.command](nara, words) else 1
    except Problem as problem:
        report.failed(problem)
    except OSError as error:
        report.failed(explained(error))
    except KeyboardInterrupt:
        report.say("Interrupted; the next run goes on from here.")
    return 1


def _port() -> int:
    named = os.environ.get("PORT", "8000")
    if not named.isdigit() or int(named) not in range(1, 65536):
        raise Problem(
            f"PORT={named} is no port.", "Name one from 1024 to 65535: `make run PORT=8000`."
        )
    return int(named)


if __name__ == "__main__":
    sys.exit(main())
