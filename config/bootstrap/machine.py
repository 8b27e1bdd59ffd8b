"""The machine: Python's version, free space, Debian packages, and who has the port."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from ctypes.util import find_library
from pathlib import Path

from .report import FULL, Problem, Report, run

PYTHON = (3, 11)
# Everything that a first run fetches and builds, and what any later run writes, in MB.
SPACE_FIRST, SPACE_LATER = 4000, 300
EXTENSIONS = "share/postgresql/*/extension/postgis.control"
# apt must not start the machine's own PostgreSQL and Redis: we run private ones.
INSTALL = """
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\\nexit 101\\n' >$policy
    chmod +x $policy
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update || true
apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
"""


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Raise Problem unless Python is new enough."""
    if version < PYTHON:
        have, need = (".".join(map(str, numbers)) for numbers in (version, PYTHON))
        raise Problem(
            f"Python {have} is too old; Nära needs {need} or newer.",
            "Install a newer one and name it: `make run PYTHON=python3.11`.",
        )


def check_space(root: Path, *, first: bool) -> None:
    """Raise Problem unless there is room for what is about to be written."""
    need = SPACE_FIRST if first else SPACE_LATER
    free = shutil.disk_usage(root).free // 1_000_000
    if free < need:
        raise Problem(f"{free} MB are free where {root} is; this needs {need} MB.", FULL)


def missing_packages(
    *,
    private_database: bool,
    private_redis: bool,
    browser: bool,
    usr: Path = Path("/usr"),
) -> list[str]:
    """The Debian packages that are needed and not there, judged by the files they bring."""
    have: list[tuple[str, bool]] = [
        (
            "python3-venv",
            (Path(sys.base_prefix) / "lib" / _python() / "ensurepip").is_dir(),
        ),
        ("gdal-bin", bool(find_library("gdal") and find_library("geos_c"))),
        ("libpango-1.0-0", bool(find_library("pango-1.0"))),
        ("libpangoft2-1.0-0", bool(find_library("pangoft2-1.0"))),
        ("gettext", bool(shutil.which("msgfmt"))),
    ]
    if private_database:
        have.append((postgis_package(), any(usr.glob(EXTENSIONS))))
    if private_redis:
        have.append(("redis-server", bool(shutil.which("redis-server"))))
    if browser:
        have.append(("chromium", bool(shutil.which("chromium"))))
    return [name for name, there in have if not there]


def _python() -> str:
    return f"python{sys.version_info[0]}.{sys.version_info[1]}"


def postgis_package(release: Path = Path("/etc/os-release")) -> str:
    text = release.read_text() if release.exists() else ""
    bookworm = re.search(r'^VERSION_CODENAME="?bookworm', text, re.MULTILINE)
    return "postgresql-15-postgis-3" if bookworm else "postgresql-postgis"


def install_packages(names: list[str], *, report: Report, log: Path) -> None:
    """Install Debian packages; as root, or through sudo."""
    if not names:
        return
    by_hand = "apt-get install --no-install-recommends " + " ".join(names)
    if not shutil.which("apt-get"):
        raise Problem(
            f"apt-get is not there, so these cannot be installed: {', '.join(names)}.",
            "Install what they hold with this system's own package manager, then run again"
            " (PostgreSQL with PostGIS, GDAL, Pango, Redis, gettext), or use Debian or Ubuntu.",
        )
    command = [*_as_root(by_hand), "sh", "-c", INSTALL, "install", *names]
    report.say(f"Debian packages: installing {', '.join(names)} (a few minutes)")
    run(
        command,
        what="apt-get could not install them",
        log=log,
        do=f"Try it by hand: `{by_hand}`, then run again.",
    )


def _as_root(by_hand: str) -> list[str]:
    """What to put before a command so that root runs it."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        if (
            subprocess.call(
                ["sudo", "-n", "true"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            == 0
        ):
            return ["sudo", "-n"]
        if sys.stdin.isatty() and subprocess.call(["sudo", "-v"]) == 0:
            return ["sudo", "-n"]
    raise Problem(
        "Debian packages are missing, and this user is neither root nor allowed to use sudo.",
        f"Ask whoever has root to run `{by_hand}` once; then run the same command again.",
    )


def check_port(port: int) -> None:
    """Raise Problem, naming who has it, when somebody listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(
                f"Port {port} is for root only.", "Take another: `make run PORT=8000`."
            ) from None
        except OSError:
            raise Problem(
                f"Port {port} is taken by {holder(port) or 'another program (of another user)'}.",
                f"Stop that program, or take another port: `make run PORT={port + 1}`.",
            ) from None


def holder(port: int, proc: Path = Path("/proc")) -> str:
    """`process 123 (its command)` that listens on the port; empty when it cannot be seen."""
    sockets = {f"socket:[{inode}]" for inode in _listening(port, proc)}
    for process in proc.glob("[0-9]*"):
        try:
            if any(str(link.readlink()) in sockets for link in (process / "fd").iterdir()):
                command = (
                    (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                )
                return f"process {process.name} ({command.strip()[:100]})"
        except OSError:
            continue
    return ""


def _listening(port: int, proc: Path) -> Iterable[str]:
    for table in ("tcp", "tcp6"):
        source = proc / "net" / table
        for line in source.read_text().splitlines()[1:] if source.exists() else ():
            columns = line.split()
            if columns[3] == "0A" and int(columns[1].rpartition(":")[2], 16) == port:
                yield columns[9]
