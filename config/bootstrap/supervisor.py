"""Keeps web and worker alive, and ends them together.

Each runs in a process group of its own, so that nothing of it survives it (uvicorn's workers would
keep the port), and is told by the kernel to stop when this process is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .report import Problem, Report

# setpriv (util-linux) asks the kernel to stop the child when this process is killed.
BOUND = ("setpriv", "--pdeathsig", "TERM")
LONGEST_WAIT = 30.0
STEADY = 30.0  # seconds after which a start counts as a success
GRACE = 10.0
HOPELESS = 3  # early deaths before it was ever ready


class Child:
    """A program that is to run all the time; its lines are printed with its name in front."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        report: Report,
    ) -> None:
        self.name = name
        self.command = command
        self.env = env
        self.folder = folder
        self.report = report
        self.process: subprocess.Popen[str] | None = None
        self.started = 0.0
        self.failures = 0
        self.due = 0.0

    def start(self) -> None:
        """Start it. From the main thread: the kernel watches the thread that started it."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*BOUND, *self.command],
            env=self.env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=self._print, args=(self.process,), daemon=True).start()

    def _print(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self.report.plain(f"{self.name:>6} | {line.rstrip()}")

    def tend(self, now: float) -> None:
        """Start it if it is not running, waiting longer after each early death."""
        if self.process and self.process.poll() is None:
            return
        if self.process:
            code = self.process.returncode
            self._end_group()
            self.process = None
            self.failures = 0 if now - self.started > STEADY else self.failures + 1
            wait = min(LONGEST_WAIT, 2.0 ** (self.failures - 2)) if self.failures > 1 else 0.0
            self.due = now + wait
            self.report.say(
                f"{self.name} ended ({_meaning(code)}): starting it again in {wait:.0f} s"
            )
        if now >= self.due:
            self.start()

    def ask_to_stop(self) -> None:
        """Ask it to finish what it is doing and end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self, until: float) -> None:
        """Wait for it to end; end it by force when the time is over."""
        if not self.process:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.report.say(f"{self.name} does not stop by itself: ended by force")
        self._end_group()
        self.process.wait()

    def _end_group(self) -> None:
        """End what is left of its process group."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def _meaning(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class Supervisor:
    """Runs children until it is told to stop."""

    def __init__(self, children: Sequence[Child], report: Report) -> None:
        self.children = children
        self.report = report
        self.stopping = False

    def run(
        self,
        *,
        ready: Callable[[], bool],
        on_ready: Callable[[], None],
        every_other_second: Callable[[], None],
    ) -> None:
        """Tend the children; call `on_ready` once, as soon as `ready` says so."""
        announced, next_look = False, time.monotonic() + 2
        try:
            while not self.stopping:
                now = time.monotonic()
                for child in self.children:
                    child.tend(now)
                    if child.failures >= HOPELESS and not announced:
                        raise Problem(
                            f"{child.name} ended three times without ever being ready.",
                            "The reason is in its last lines above.",
                        )
                if not announced and ready():
                    announced = True
                    on_ready()
                if now > next_look:
                    every_other_second()
                    next_look = now + 2
                time.sleep(0.2)
        finally:
            self._stop()

    def _stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + GRACE
        for child in self.children:
            child.stop(until)

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Ctrl-C, a closed terminal and `make stop` all mean: stop, in good order."""

        def stop(*_: object) -> None:
            if not self.stopping:
                self.stopping = True
                self.report.plain("")
                self.report.say("Stopping (a few seconds)")

        names = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {name: signal.signal(name, stop) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)
