"""The private PostGIS cluster and the private Redis: unix sockets only, no port, no password.

Both are daemons shared by everything that runs in this checkout (`make run`, and `make test` beside
it). Whoever needs them holds a shared lock; the last one to let go stops them. A lock ends with its
process, so a crash leaves nothing but servers that the next command finds, and uses or replaces.
"""

from __future__ import annotations

import fcntl
import shlex
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .home import Home, clear_leftovers, lock, must, processes_in
from .report import Problem, Report

EXTENSIONS = ("postgis", "unaccent", "pg_trgm", "btree_gist")
USR = Path("/usr")


def connects(path: Path, say: bytes = b"") -> bytes | None:
    """What a socket answers to `say` (empty without one); None when nobody listens."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(3)
        try:
            line.connect(str(path))
            if not say:
                return b""
            line.sendall(say)
            return line.recv(100)
        except OSError:
            return None


class Postgres:
    """A cluster with the role `nara`, which owns the database `nara` and is no superuser."""

    name = "PostGIS"

    def __init__(self, home: Home, usr: Path = USR) -> None:
        self.home = home
        self.folder = home.data / "postgres" / "data"
        self.log = home.data / "postgres" / "log"
        self.socket = home.sockets / ".s.PGSQL.5432"
        self.usr = usr

    def alive(self) -> bool:
        """Whether it takes connections (cheap: asked every other second)."""
        return connects(self.socket) is not None

    def healthy(self) -> bool:
        """Whether it answers a query."""
        try:
            return self.alive() and self._query("select 1") == "1"
        except Problem:
            return False

    def start(self) -> None:
        """Make the cluster if there is none, and start it."""
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        clear_leftovers(self.folder)
        for stale in (self.folder / "postmaster.pid", self.socket, f"{self.socket}.lock"):
            Path(stale).unlink(missing_ok=True)
        settings = "-c listen_addresses='' -c unix_socket_permissions=0700 -c max_connections=200"
        # A short question is answered before a helper of its own has started (docs/speed.md).
        settings += " -c max_parallel_workers_per_gather=0 -c jit=off"
        options = f"{settings} -k {shlex.quote(str(self.home.sockets))}"
        start = ["start", "-w", "-t", "60", "-s", "-D", self.folder, "-l", self.log, "-o", options]
        self._must("The PostGIS cluster does not start.", "pg_ctl", *start)

    def _make(self) -> None:
        """Make it beside its place and move it there: half a cluster is never taken for one."""
        new = self.folder.with_name("new")
        shutil.rmtree(new, ignore_errors=True)
        how = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._must("The PostGIS cluster cannot be made.", "initdb", "-D", new, *how)
        shutil.rmtree(self.folder, ignore_errors=True)
        new.rename(self.folder)

    def prepare(self) -> None:
        """Make the extensions (in the tests' databases too), the role and the database."""
        extensions = "".join(f"create extension if not exists {name}; " for name in EXTENSIONS)
        self._query(f"set client_min_messages=warning; {extensions}", database="template1")
        if not self._query("select 1 from pg_roles where rolname='nara'"):
            self._query("create role nara login createdb")
        if not self._query("select 1 from pg_database where datname='nara'"):
            self._query("create database nara owner nara")

    def stop(self) -> None:
        """Stop it; work in progress is rolled back."""
        if processes_in(self.folder):
            stop = ["stop", "-s", "-m", "fast", "-t", "20", "-D", self.folder]
            self.home.account.run(self._program("pg_ctl"), *stop)

    def _query(self, query: str, *, database: str = "postgres") -> str:
        where = ["-h", self.home.sockets, "-U", "postgres", "-d", database]
        quiet = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        what = "The database cannot be prepared."
        return self._must(what, "psql", *quiet, *where, "-c", query).strip()

    def _must(self, what: str, program: str, *arguments: object) -> str:
        done = self.home.account.run(self._program(program), *arguments)
        return must(done, what, self.log)

    def _program(self, name: str) -> Path:
        """A program of the version that made the data; without data, of the newest with PostGIS."""
        made = self.folder / "PG_VERSION"
        if made.exists():
            version = made.read_text().strip()
        else:
            found = self.usr.glob("share/postgresql/*/extension/postgis.control")
            version = max((path.parts[-3] for path in found), key=float, default="15")
        program = self.usr / "lib" / "postgresql" / version / "bin" / name
        if not program.exists():
            raise Problem(
                f"{program} is not there; the database is PostgreSQL {version}'s.",
                f"`apt-get install postgresql-{version}-postgis-3`, then run again.",
            )
        return program


class Redis:
    """A Redis that keeps nothing on disk: what it holds may be lost at any time."""

    name = "Redis"

    def __init__(self, home: Home) -> None:
        self.home = home
        self.folder = home.data / "redis"
        self.socket = home.sockets / "redis.sock"

    def alive(self) -> bool:
        """Whether it answers."""
        return (connects(self.socket, b"PING\r\n") or b"").startswith(b"+PONG")

    healthy = alive

    def start(self) -> None:
        """Start it."""
        clear_leftovers(self.folder)
        self.socket.unlink(missing_ok=True)
        where = [
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "700",
            "--dir",
            self.folder,
        ]
        how = [
            "--save",
            "",
            "--appendonly",
            "no",
            "--daemonize",
            "yes",
            "--logfile",
            self.folder / "log",
        ]
        limits = ["--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"]
        command = ["redis-server", *where, *how, *limits]
        must(self.home.account.run(*command), "Redis does not start.", self.folder / "log")

    def prepare(self) -> None:
        """Wait until it answers."""
        wait_until(self.alive, "Redis does not answer.", self.folder / "log")

    def stop(self) -> None:
        """Stop it."""
        connects(self.socket, b"SHUTDOWN NOSAVE\r\n")


def wait_until(true: Callable[[], bool], what: str, log: Path, patience: float = 10.0) -> None:
    """Wait; raises Problem when it takes longer than `patience` seconds."""
    until = time.monotonic() + patience
    while not true():
        if time.monotonic() > until:
            raise Problem(what, f"The reason may be in {log}.")
        time.sleep(0.05)


class Servers:
    """The private servers that are needed; an empty list when the operator named both."""

    def __init__(self, servers: Sequence[Postgres | Redis], locks: Path, report: Report) -> None:
        self.servers = servers
        self.locks = locks
        self.report = report

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Start them, and stop them afterwards unless somebody else still uses them."""
        if not self.servers:
            yield
            return
        with (self.locks / "servers.used").open("a") as used:
            fcntl.flock(used, fcntl.LOCK_SH)
            try:
                self.ensure(first=True)
                yield
            finally:
                self._stop_last(used)

    def stop_unused(self) -> None:
        """Stop those that a crash left running, unless somebody uses them."""
        with (self.locks / "servers.used").open("a") as used:
            self._stop_last(used)

    def ensure(self, *, first: bool = False) -> None:
        """Start those that do not answer. Safe to call at any time, from several processes."""
        for server in self.servers:
            if not first and server.alive():
                continue
            with lock(self.locks / "servers.start"):
                there = server.healthy()
                if there and first:
                    self.report.say(
                        f"{server.name}: already running in {server.folder}, used as it is"
                    )
                elif not there:
                    why = "" if first else "does not answer, "
                    self.report.say(f"{server.name}: {why}starting it in {server.folder}")
                    server.home.make()
                    server.start()
                server.prepare()

    def _stop_last(self, used: IO[str]) -> None:
        try:
            fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        for server in reversed(self.servers):
            server.stop()
