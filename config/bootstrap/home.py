"""Where the private servers live, as whom they run, and who is using them.

Only one account can enter the folder with the sockets: this user, or `postgres` when run as root
(PostgreSQL refuses to run as root).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .report import Problem, hint

# A unix socket's path has at most 107 bytes.
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")
FALLBACK = Path("/var/lib/nara")


@dataclass(frozen=True)
class Account:
    """The account that the servers run as; `other` when it is not the one running this."""

    uid: int
    gid: int
    other: bool

    def run(self, *command: object, patience: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, from `/`, which every account may enter."""
        as_whom: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=patience,
            **(as_whom if self.other else {}),
        )

    def make_folder(self, path: Path) -> None:
        """Make a folder that only this account can enter."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.other:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)


@dataclass(frozen=True)
class Home:
    """The folder with the servers' data and the folder with their sockets."""

    data: Path
    sockets: Path
    account: Account

    def make(self) -> None:
        """Make the folders."""
        for name in ("postgres", "redis"):
            self.account.make_folder(self.data / name)
        self.account.make_folder(self.sockets)


def choose_home(
    root: Path, *, fallback: Path | None = None, account: Account | None = None
) -> Home:
    """`.local/`; or a folder of its own in /var/lib/nara/ when `postgres` cannot enter that."""
    local = root / ".local"
    local.mkdir(exist_ok=True)
    account = account or _account(local / "postgres")
    mark = hashlib.sha256(str(root).encode()).hexdigest()[:8]
    elsewhere = (fallback or FALLBACK) / f"{root.name}-{mark}"
    data = local
    if account.other and (
        (elsewhere / "postgres" / "data").exists() or not _enters(account, local)
    ):
        elsewhere.mkdir(parents=True, exist_ok=True)
        data = elsewhere
    sockets = data / "sockets"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET:
        sockets = _short(account, mark)
    return Home(data=data, sockets=sockets, account=account)


def _account(folder: Path) -> Account:
    """The owner of data that is there already; else `postgres` for root, and oneself for others."""
    uid, gid = os.geteuid(), os.getegid()
    if folder.exists():
        owner = folder.stat()
        if uid and owner.st_uid != uid:
            raise Problem(
                f"The database in {folder} belongs to {_name(owner.st_uid)}: root made it.",
                "Run it as root again, with sudo; or, to begin with an empty database as yourself,"
                f" `sudo rm -rf {folder.parent}`.",
            )
        if not uid and owner.st_uid:
            return Account(owner.st_uid, owner.st_gid, other=True)
    if uid:
        return Account(uid, gid, other=False)
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise Problem(
            "There is no `postgres` user, and PostgreSQL does not run as root.",
            "Run this as an ordinary user, or `adduser --system --group postgres`.",
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, other=True)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _enters(account: Account, local: Path) -> bool:
    """Whether the account can keep files of its own inside .local/."""
    trial = local / "postgres"
    try:
        account.make_folder(trial)
        if account.run("test", "-w", trial).returncode == 0:
            return True
        trial.rmdir()
    except OSError:
        pass
    return False


def _short(account: Account, mark: str) -> Path:
    """A folder with a short path, and nobody else's: /tmp is open to all."""
    path = Path(tempfile.gettempdir()) / f"nara-{account.uid}-{mark}"
    try:
        path.mkdir(mode=0o700)
        if account.other:
            os.chown(path, account.uid, account.gid)
    except FileExistsError:
        pass
    if path.is_symlink() or path.stat().st_uid != account.uid:
        raise Problem(
            f"{path} belongs to somebody else.",
            f"Remove it (`sudo rm -rf {path}`), then run again.",
        )
    return path


@contextmanager
def lock(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock that the kernel lets go of however the process ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def processes_in(folder: Path, proc: Path = Path("/proc")) -> list[int]:
    """The processes that work in this folder, as PostgreSQL and Redis do in their data."""
    found = []
    for process in proc.glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder.resolve():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def clear_leftovers(
    folder: Path, *, how: signal.Signals = signal.SIGQUIT, patience: float = 4.0
) -> int:
    """End the processes that a crash left working in a folder; returns how many there were.

    Never called while a server answers. PostgreSQL's children must be gone before it starts again,
    or two would write to the same data; to them SIGQUIT means "at once".
    """
    first = processes_in(folder)
    for number in (how, signal.SIGKILL):
        for pid in processes_in(folder):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue
        until = time.monotonic() + patience
        while processes_in(folder) and time.monotonic() < until:
            time.sleep(0.05)
    return len(first)


def must(done: subprocess.CompletedProcess[str], what: str, log: Path | None = None) -> str:
    """The output of a command that had to succeed; raises Problem with its last lines."""
    if done.returncode == 0:
        return done.stdout
    said = done.stdout + (log.read_text(errors="replace")[-3000:] if log and log.exists() else "")
    tail = "\n".join("          | " + line for line in said.strip().splitlines()[-15:])
    raise Problem(
        f"{what}\n{tail}",
        hint(said, f"The reason is in the lines above{f' and in {log}' if log else ''}."),
    )
