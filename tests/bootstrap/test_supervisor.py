"""Web and worker: restarted when they die, gone when the supervisor is."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.bootstrap.home import processes_in
from config.bootstrap.report import Problem, Report
from config.bootstrap.supervisor import Child, Supervisor

from .conftest import said

ROOT = Path(__file__).resolve().parents[2]


def child(tmp_path: Path, report: Report, shell: str, name: str = "web") -> Child:
    return Child(name, ["/bin/sh", "-c", shell], dict(os.environ), tmp_path, report)


def tend_until(true: Callable[[], bool], *children: Child, seconds: float = 10) -> None:
    """Tend the children until something is true, as the supervisor does."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came true"
        for one in children:
            one.tend(time.monotonic())
        time.sleep(0.02)


def pid(one: Child) -> int:
    return one.process.pid if one.process else 0


def test_a_killed_child_is_started_again(tmp_path: Path, report: Report) -> None:
    web = child(tmp_path, report, "exec sleep 60")
    tend_until(lambda: pid(web) != 0, web)
    first = pid(web)
    os.kill(first, signal.SIGKILL)
    tend_until(lambda: pid(web) not in (0, first), web)
    assert "web ended (killed by SIGKILL): starting it again in 0 s" in said(report)
    web.ask_to_stop()
    web.stop(time.monotonic() + 5)


def test_each_early_death_doubles_the_wait_and_a_steady_run_ends_that(
    tmp_path: Path, report: Report
) -> None:
    web = child(tmp_path, report, "exit 3")
    waits = []
    for _ in range(7):
        web.start()
        assert web.process is not None
        web.process.wait()
        now = time.monotonic()
        web.due = now + 99
        web.tend(now)
        waits.append(round(web.due - now))
    assert waits == [0, 1, 2, 4, 8, 16, 30]
    web.start()
    assert web.process is not None
    web.process.wait()
    later = time.monotonic() + 31
    web.tend(later)
    assert web.failures == 0


def test_nothing_of_a_dead_child_keeps_the_port(tmp_path: Path, report: Report) -> None:
    web = child(tmp_path, report, "sleep 60 & sleep 60 & wait")
    tend_until(lambda: len(processes_in(tmp_path)) == 3, web)
    os.kill(pid(web), signal.SIGKILL)
    web.failures = 5  # not started again at once
    assert web.process is not None
    web.process.wait()
    web.tend(time.monotonic())
    tend_until(lambda: processes_in(tmp_path) == [])


def test_a_child_that_will_not_stop_is_ended_by_force(tmp_path: Path, report: Report) -> None:
    web = child(tmp_path, report, "trap '' TERM; echo up; while :; do sleep 0.1; done")
    web.start()
    tend_until(lambda: "web | up" in said(report), web)
    web.ask_to_stop()
    web.stop(time.monotonic() + 0.5)
    assert "ended by force" in said(report)
    tend_until(lambda: processes_in(tmp_path) == [])


def test_lines_carry_the_name_of_who_wrote_them(tmp_path: Path, report: Report) -> None:
    worker = child(tmp_path, report, "echo hej; exec sleep 60", name="worker")
    worker.start()
    tend_until(lambda: "worker | hej" in said(report), worker)
    worker.stop(0)


def test_children_that_never_get_ready_end_the_run_with_a_reason(
    tmp_path: Path, report: Report
) -> None:
    supervisor = Supervisor([child(tmp_path, report, "exit 1")], report)
    with pytest.raises(Problem, match="web ended three times"):
        supervisor.run(ready=lambda: False, on_ready=lambda: None, every_other_second=lambda: None)


def test_it_welcomes_once_looks_after_the_servers_and_stops_everything(
    tmp_path: Path, report: Report
) -> None:
    events: list[str] = []
    supervisor = Supervisor([child(tmp_path, report, "exec sleep 60")], report)
    threading.Timer(2.7, lambda: setattr(supervisor, "stopping", True)).start()
    supervisor.run(
        ready=lambda: True,
        on_ready=lambda: events.append("welcome"),
        every_other_second=lambda: events.append("servers"),
    )
    assert events == ["welcome", "servers"]
    assert processes_in(tmp_path) == []


SUPERVISE = """
import sys
from pathlib import Path
from config.bootstrap.report import Report
from config.bootstrap.supervisor import Child, Supervisor
folder = Path(sys.argv[1])
report = Report()
web = Child("web", ["sleep", "60"], {"PATH": "/usr/bin:/bin"}, folder, report)
supervisor = Supervisor([web], report)
with supervisor.signals():
    supervisor.run(ready=lambda: True, on_ready=lambda: report.say("ready"), every_other_second=int)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_the_supervisor_ends_its_children_end_with_it(
    how: signal.Signals, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", SUPERVISE, str(tmp_path)]
    supervisor = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout is not None
    assert any("ready" in line for line in supervisor.stdout)
    assert len(processes_in(tmp_path)) == 1
    supervisor.send_signal(how)
    code = supervisor.wait(15)
    assert code == (-signal.SIGKILL if how == signal.SIGKILL else 0)
    until = time.monotonic() + 5
    while processes_in(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    assert processes_in(tmp_path) == []
