"""The real private PostGIS and Redis, through the crashes that they have to survive."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from config.bootstrap.home import choose_home, processes_in
from config.bootstrap.report import Problem, Report
from config.bootstrap.servers import Postgres, Redis, Servers

from .conftest import said


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    """A checkout that the servers' account can enter, with a cluster made once for all."""
    folder = Path(tempfile.mkdtemp(prefix="nara-servers-"))
    folder.chmod(0o755)
    yield folder
    for name in ("postgres/data", "redis"):
        for pid in processes_in(folder / ".local" / name):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)


@pytest.fixture
def servers(root: Path, report: Report, monkeypatch: pytest.MonkeyPatch) -> Servers:
    # `make test` lets a crash lose the last commits; what is proven here is that none is lost.
    monkeypatch.delenv("PGOPTIONS", raising=False)
    home = choose_home(root)
    locks = root / ".local" / "run"
    locks.mkdir(exist_ok=True)
    return Servers([Postgres(home), Redis(home)], locks, report)


def postgres(servers: Servers) -> Postgres:
    found = servers.servers[0]
    assert isinstance(found, Postgres)
    return found


def ask(servers: Servers, query: str) -> str:
    """What the role `nara`, over the socket, is answered in the database `nara`."""
    cluster = postgres(servers)
    where = ["-h", cluster.home.sockets, "-U", "nara", "-d", "nara"]
    psql = cluster._program("psql")
    done = cluster.home.account.run(psql, "-X", "-A", "-t", "-c", query, *where)
    return done.stdout.strip()


def keep_a_word(servers: Servers) -> None:
    """Something that has to be there after a crash."""
    ask(servers, "create table if not exists kept as select 'hej' as word")


def kill(folder: Path, *, only: str = "") -> None:
    """kill -9 what works in a folder (only processes with this in their command line)."""
    killed = set()
    for pid in processes_in(folder):
        with suppress(ProcessLookupError, FileNotFoundError):  # one that has just ended by itself
            if only in Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace"):
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
    while killed & set(processes_in(folder)):
        time.sleep(0.01)


def test_the_cluster_has_what_nara_needs_and_listens_on_no_port(servers: Servers) -> None:
    with servers.in_use():
        assert ask(servers, "show listen_addresses") == ""
        assert ask(servers, "select postgis_lib_version() > '3'") == "t"
        assert ask(servers, "select rolsuper from pg_roles where rolname = 'nara'") == "f"
        sockets = postgres(servers).home.sockets
        assert sockets.stat().st_mode & 0o077 == 0
    assert not any(server.alive() for server in servers.servers)


def test_new_databases_have_the_extensions_although_nara_is_no_superuser(servers: Servers) -> None:
    with servers.in_use():
        ask(servers, "create database fresh")
        assert ask(servers, "select 1") == "1"
        listed = postgres(servers)._query("select extname from pg_extension", database="fresh")
        assert {"postgis", "unaccent", "pg_trgm"} <= set(listed.split())
        ask(servers, "drop database fresh")


def test_killed_servers_are_started_again_with_everything_in_them(
    servers: Servers, report: Report
) -> None:
    with servers.in_use():
        keep_a_word(servers)
        for server in servers.servers:
            kill(server.folder)
        servers.ensure()
        assert ask(servers, "select word from kept") == "hej"
        assert all(server.alive() for server in servers.servers)
    assert "PostGIS: does not answer, starting it" in said(report)


def test_a_killed_postmaster_does_not_share_its_data_with_the_next(servers: Servers) -> None:
    with servers.in_use():
        keep_a_word(servers)
        kill(postgres(servers).folder, only="bin/postgres")
        servers.ensure()
        assert ask(servers, "select word from kept") == "hej"
        first_lines = (postgres(servers).folder / "postmaster.pid").read_text().splitlines()
        assert int(first_lines[0]) in processes_in(postgres(servers).folder)


def test_a_pid_file_that_names_a_process_of_somebody_else_is_no_obstacle(
    servers: Servers,
) -> None:
    with servers.in_use():
        other = subprocess.Popen(["sleep", "60"], cwd="/")
        try:
            keep_a_word(servers)
            kill(postgres(servers).folder)
            pid_file = postgres(servers).folder / "postmaster.pid"
            lines = pid_file.read_text().splitlines()
            pid_file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
            servers.ensure()
            assert ask(servers, "select word from kept") == "hej"
            assert other.poll() is None, "a process that is not ours was ended"
        finally:
            other.kill()
            other.wait()


def test_servers_that_outlived_a_crash_are_used_as_they_are(
    servers: Servers, report: Report
) -> None:
    home = postgres(servers).home
    home.make()
    for server in servers.servers:
        server.start()
    before = processes_in(postgres(servers).folder)
    with servers.in_use():
        assert "PostGIS: already running" in said(report)
        assert "Redis: already running" in said(report)
        assert before[0] in processes_in(postgres(servers).folder)
    assert processes_in(postgres(servers).folder) == []


def test_a_hung_redis_is_replaced(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    redis = servers.servers[1]
    with servers.in_use():
        (hung,) = processes_in(redis.folder)
        os.kill(hung, signal.SIGSTOP)
        servers.ensure()
        assert redis.alive()
        assert hung not in processes_in(redis.folder)


def test_the_last_user_stops_the_servers_and_no_one_before(root: Path, report: Report) -> None:
    locks = root / ".local" / "run"
    home = choose_home(root)
    run = Servers([Postgres(home), Redis(home)], locks, report)
    test = Servers([Postgres(home), Redis(home)], locks, report)
    with run.in_use():
        with test.in_use():
            pass
        assert all(server.alive() for server in run.servers)
        run.stop_unused()
        assert all(server.alive() for server in run.servers)
    assert not any(server.alive() for server in run.servers)


def test_half_a_cluster_is_made_again(tmp_path: Path, root: Path, report: Report) -> None:
    other = root / "other"
    other.mkdir()
    home = choose_home(other)
    home.make()
    cluster = Postgres(home)
    half = cluster.folder.with_name("new")
    half.mkdir()
    (half / "base").mkdir()
    try:
        cluster.start()
        assert cluster.healthy()
    finally:
        cluster.stop()


def test_data_of_a_postgresql_that_is_gone_is_explained(
    tmp_path: Path, report: Report, root: Path
) -> None:
    home = choose_home(root)
    cluster = Postgres(home, usr=tmp_path)
    with pytest.raises(Problem, match="is not there") as caught:
        cluster.start()
    assert "apt-get install postgresql-" in caught.value.do


def test_named_databases_and_redis_of_the_operator_start_nothing(
    tmp_path: Path, report: Report
) -> None:
    with Servers([], tmp_path, report).in_use():
        assert said(report) == ""
