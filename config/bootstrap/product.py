"""A checkout of Nära on this machine: set up, filled and served."""

from __future__ import annotations

import os
import shutil
import signal
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from . import environment, machine
from .home import choose_home, clear_leftovers
from .packages import Packages
from .report import Problem, Report, run
from .servers import Postgres, Redis, Servers
from .supervisor import Child, Supervisor


class Nara:
    """What the commands work on. `port` is where the web process listens."""

    def __init__(self, root: Path, port: int, report: Report) -> None:
        self.root = root
        self.port = port
        self.report = report
        self.local = root / ".local"
        self.locks = self.local / "run"
        self.packages = Packages(root, report)
        self.servers = Servers([], self.locks, report)
        self.sockets: Path | None = None
        self.env: dict[str, str] = {}

    def set_up(self, *, tests: bool = False) -> None:
        """Install and build everything that is missing; nothing else is changed."""
        machine.check_python()
        first = not (self.local / "stamps" / "node").exists()
        machine.check_space(self.local if self.local.exists() else self.root, first=first)
        own_database, own_redis = (
            "DATABASE_URL" not in os.environ,
            "REDIS_URL" not in os.environ,
        )
        wanted = machine.missing_packages(
            private_database=own_database, private_redis=own_redis, browser=tests
        )
        machine.install_packages(wanted, report=self.report, log=self.local / "log" / "apt.log")
        self.choose_servers()
        self.env = environment.variables(
            self.root, sockets=self.sockets, port=self.port, outer=os.environ
        )
        self.packages.install_python(tests=tests)
        self.packages.install_node(self.env)
        self.packages.compile_messages(self.manage)
        self.packages.build_frontend(self.env)

    def choose_servers(self) -> None:
        """Private servers for what the environment does not name."""
        home = choose_home(self.root)
        for name in ("run", "log", "mail"):
            (self.local / name).mkdir(mode=0o700, exist_ok=True)
        servers: list[Postgres | Redis] = []
        if "DATABASE_URL" not in os.environ:
            servers.append(Postgres(home))
        if "REDIS_URL" not in os.environ:
            servers.append(Redis(home))
        self.sockets = home.sockets if servers else None
        self.servers = Servers(servers, self.locks, self.report)

    def manage(self, *words: str) -> str:
        """Run a manage.py command; returns what it printed."""
        return run(
            [self.packages.python, "manage.py", *words],
            what=f"`manage.py {' '.join(words)}` failed",
            log=self.local / "log" / f"{words[0]}.log",
            env=self.env,
            cwd=self.root,
        )

    def fill(self) -> None:
        """Bring the database to the code's state; the example goes into the private one only."""
        self.report.say("Database: migrations")
        self.manage("migrate", "--no-input")
        if self.env.get("NARA_EXAMPLE"):
            self.report.say("Database: the example municipality")
            self.manage("load_example")

    def serve(self) -> None:
        """Run web and worker until told to stop."""
        self.report.say(f"Web and worker: starting on {self.address}")
        supervisor = Supervisor([self._web(), self._worker()], self.report)
        with supervisor.signals():
            supervisor.run(
                ready=self._answers,
                on_ready=self._welcome,
                every_other_second=self.servers.ensure,
            )

    def _web(self) -> Child:
        command = [
            "uvicorn",
            "config.asgi:application",
            "--app-dir",
            str(self.root),
            "--workers",
            "2",
        ]
        command += [
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--no-proxy-headers",
        ]
        command += ["--no-access-log", "--timeout-graceful-shutdown", "5"]
        return self._child("web", [str(self.packages.python), "-m", *command])

    def _worker(self) -> Child:
        return self._child(
            "worker",
            [
                str(self.packages.python),
                str(self.root / "manage.py"),
                "procrastinate",
                "worker",
            ],
        )

    def _child(self, name: str, command: list[str]) -> Child:
        """A child with a working folder of its own: what a crash leaves of it is found by that."""
        folder = self.locks / name
        folder.mkdir(parents=True, exist_ok=True)
        return Child(name, command, self.env, folder, self.report)

    def end_leftovers(self) -> None:
        """End what a crash left of web and worker: they would keep the port."""
        for name in ("web", "worker"):
            ended = clear_leftovers(self.locks / name, how=signal.SIGTERM)
            if ended:
                self.report.say(f"{name}: ended {ended} processes that a crash left behind")

    def remove_data(self, ask: Callable[[str], str]) -> None:
        """Remove the database and the secret key, after asking."""
        self.choose_servers()
        folders = [
            server.home.data / "postgres"
            for server in self.servers.servers
            if isinstance(server, Postgres)
        ]
        for folder in folders:
            if ask(f"Remove the database in {folder} for good? Type yes: ") != "yes":
                raise Problem(
                    "The database is kept.",
                    "Type yes when asked, in a terminal, to remove it.",
                )
            self.servers.stop_unused()
            shutil.rmtree(folder, ignore_errors=not folder.exists())
            (self.local / "secret_key").unlink(missing_ok=True)
            self.report.say(f"Removed: {folder} and the secret key.")

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                return True
        except urllib.error.HTTPError as refusal:
            return refusal.code < HTTPStatus.INTERNAL_SERVER_ERROR
        except OSError:
            return False

    def _welcome(self) -> None:
        self.report.say("Nära is ready.")
        self.report.plain(
            f"\n  {self.address}/          explore\n  {self.address}/api/v1/   the open API"
        )
        if self.env.get("NARA_EXAMPLE"):
            self.report.plain("\n" + self.manage("example_logins").rstrip())
        self.report.plain("\nCtrl-C stops it.\n")
