"""Says what happens, with the time since the start, and what to do when a step fails."""

from __future__ import annotations

import errno
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

FULL = "Free some space (`df -h .` shows how much there is), then run the same again."
NO_DATABASE = """PostgreSQL does not answer. With DATABASE_URL set, look at that one (address,
password, whether it runs); without it, `make stop` and then the same command again."""
NO_NETWORK = """The network cannot be reached. The first run fetches Debian, Python and Node
packages: check the connection (and the proxy variables), then run the same command again. Later
runs need no network."""
APT_BUSY = "Another program is installing Debian packages: let it finish, then run again."
APT_HALF = "Run `sudo dpkg --configure -a`, then run the same command again."
WRONG_HASH = """A fetched Python package is not the one that was pinned. Empty the cache with
`.venv/bin/pip cache purge` and run again; if it stays so, do not trust the mirror."""
NOT_OURS = """A file belongs to somebody else, most often because an earlier run was root's.
Run as root again, with sudo; or take the checkout over: `sudo chown -R $(id -un) .` and
`sudo rm -rf .local` (which empties the example's database)."""
# What the programs that we call say when the machine, not Nära, is the reason; and what helps.
HINTS = {
    r"No space left on device|ENOSPC|enough free space|free disk space": FULL,
    r"connection to server .* failed|failed to resolve host": NO_DATABASE,
    r"Temporary failure (in name )?resol|Could not resolve|Name or service not known": NO_NETWORK,
    r"Network is unreachable|Failed to establish a new connection": NO_NETWORK,
    r"ENOTFOUND|EAI_AGAIN|ENETUNREACH": NO_NETWORK,
    r"Could not get lock|Unable to acquire the dpkg": APT_BUSY,
    r"dpkg was interrupted": APT_HALF,
    r"DO NOT MATCH THE HASHES": WRONG_HASH,
    r"Permission denied|EACCES|Operation not permitted": NOT_OURS,
}


class Problem(Exception):
    """A step cannot be done. `what` says why, `do` says what the reader can do about it."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


class Report:
    """Prints one line per step, each with the seconds since the start of the command."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self.stream = stream or sys.stdout
        self.began = time.monotonic()

    def say(self, line: str) -> None:
        """Print a line with the time."""
        self.plain(f"{time.monotonic() - self.began:6.1f} s  {line}")

    def plain(self, text: str) -> None:
        """Print text as it is."""
        with suppress(OSError):  # a terminal that was closed must not keep us from stopping well
            print(text, file=self.stream, flush=True)

    def failed(self, problem: Problem) -> None:
        """Say what is wrong and, on lines of its own, what to do."""
        self.say(f"FAILED: {problem.what}")
        self.plain("\nWhat to do: " + problem.do)


def hint(output: str, otherwise: str) -> str:
    """What to do about the output of a program that failed."""
    for pattern, advice in HINTS.items():
        if re.search(pattern, output):
            return advice
    return otherwise


def explained(error: OSError) -> Problem:
    """An error of the operating system, with what helps."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(f"No space left on the device ({error.filename or 'while writing'}).", FULL)
    if error.errno in (errno.EACCES, errno.EPERM):
        return Problem(f"{error.filename} may not be read or written by this user.", NOT_OURS)
    return Problem(str(error), "If it happens again, `make clean` and run once more.")


def run(
    command: Sequence[object],
    *,
    what: str,
    log: Path,
    do: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Run a program with its output in `log`, and return that; raises Problem when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as out:
        try:
            code = subprocess.call(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
            )
        except FileNotFoundError as missing:
            raise Problem(
                f"{what}: {missing.filename} is not there.",
                do or "`make clean`, then again.",
            ) from None
    output = log.read_text(errors="replace")
    if code:
        tail = "\n".join("          | " + line for line in output.strip().splitlines()[-20:])
        otherwise = do or f"The lines above are the end of {log}; the reason is in them."
        raise Problem(f"{what} (exit code {code})\n{tail}", hint(output, otherwise))
    return output
