"""Python packages, Node packages and the built frontend: each made once per change.

A stamp in .local/stamps holds the hash of what a thing was made from. A thing is made again when
its sources have another hash, or when the thing itself is gone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from .report import Problem, Report, run

# What is made inside the frontend, as opposed to written.
MADE = {
    "node_modules",
    "build",
    ".svelte-kit",
    "test-results",
    "coverage",
    "schema.d.ts",
}


def digest(paths: Iterable[Path], *, also: str = "") -> str:
    """One hash for the names and contents of files, and of all files in folders."""
    total = hashlib.sha256(also.encode())
    for path in sorted(_files(paths)):
        total.update(f"{path}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_file():
            yield path
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if name not in MADE]
            yield from (Path(folder) / name for name in names if name not in MADE)


class Packages:
    """What is installed and built inside the checkout at `root`."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self.venv = root / ".venv"
        self.frontend = root / "frontend"
        self.stamps = root / ".local" / "stamps"
        self.logs = root / ".local" / "log"

    @property
    def python(self) -> Path:
        """The Python that has the packages."""
        return self.venv / "bin" / "python"

    def once(self, name: str, key: str, there: Path, make: Callable[[], None]) -> bool:
        """Call `make` unless `there` exists and was made from `key`. True when it was called."""
        stamp = self.stamps / name
        if there.exists() and stamp.exists() and stamp.read_text() == key:
            return False
        stamp.unlink(missing_ok=True)
        make()
        self.stamps.mkdir(parents=True, exist_ok=True)
        stamp.write_text(key)
        return True

    def install_python(self, *, tests: bool) -> None:
        """Make .venv and install the pinned packages; those for tests include those for running."""
        if not self._usable():
            self.report.say(".venv: making it")
            shutil.rmtree(self.venv, ignore_errors=True)
            for stamp in ("python", "python-tests"):
                (self.stamps / stamp).unlink(missing_ok=True)
            run(
                [sys.executable, "-m", "venv", self.venv],
                what=".venv cannot be made",
                log=self.logs / "venv.log",
            )
        run_time, test_time = (
            self.root / "requirements.txt",
            self.root / "requirements-dev.txt",
        )
        keys = {
            "python": digest([run_time]),
            "python-tests": digest([run_time, test_time]),
        }
        if self._has("python-tests", keys["python-tests"]):
            return
        name, wanted = ("python-tests", test_time) if tests else ("python", run_time)
        self.once(name, keys[name], self.python, lambda: self._pip(wanted))

    def _has(self, name: str, key: str) -> bool:
        stamp = self.stamps / name
        return stamp.exists() and stamp.read_text() == key

    def _usable(self) -> bool:
        """Whether .venv works, here: a moved checkout or an upgraded Python breaks its programs."""
        try:
            where = subprocess.check_output(
                [self.venv / "bin" / "pip", "--version"], stderr=subprocess.DEVNULL, text=True
            )
        except (OSError, subprocess.CalledProcessError):
            return False
        return f" {self.venv}/" in where

    def _pip(self, wanted: Path) -> None:
        self.report.say(f"Python packages: installing {wanted.name} (a minute or two)")
        run(
            [
                self.python,
                "-m",
                "pip",
                "install",
                "--require-hashes",
                "--disable-pip-version-check",
                "-r",
                wanted,
            ],
            what=f"pip could not install {wanted.name}",
            log=self.logs / "pip.log",
        )

    def install_node(self, env: Mapping[str, str]) -> None:
        """Install the frontend's locked packages."""

        def install() -> None:
            self.report.say("Node packages: npm ci (a minute)")
            command = [self.venv / "bin" / "npm", "ci", "--no-audit", "--no-fund"]
            run(
                command,
                what="npm ci failed",
                log=self.logs / "npm.log",
                cwd=self.frontend,
                env=env,
            )

        key = digest([self.frontend / "package.json", self.frontend / "package-lock.json"])
        self.once("node", key, self.frontend / "node_modules", install)

    def build_frontend(self, env: Mapping[str, str]) -> None:
        """Build the static frontend when one of its sources changed."""

        def build() -> None:
            self.report.say("Frontend: building it")
            command = [self.venv / "bin" / "npm", "run", "build"]
            run(
                command,
                what="The frontend cannot be built",
                log=self.logs / "build.log",
                cwd=self.frontend,
                env=env,
            )

        sources = [self.frontend, self.root / "docs" / "openapi.yaml"]
        self.once("frontend", digest(sources), self.frontend / "build", build)

    def compile_messages(self, manage: Callable[..., str]) -> None:
        """Compile the translations when one of them changed."""
        texts = list(self.root.glob("*/locale/*/LC_MESSAGES/*.po"))
        if not texts:
            return

        def compile_all() -> None:
            self.report.say("Translations: compiling them")
            manage("compilemessages", "--ignore", ".venv", "--ignore", "node_modules")

        made = min((text.with_suffix(".mo") for text in texts), key=Path.exists)
        self.once("messages", digest(texts), made, compile_all)

    def remove(self) -> list[str]:
        """Remove what can be made again; returns what was removed."""
        gone = []
        for path in (
            self.venv,
            self.frontend / "node_modules",
            self.frontend / "build",
            self.stamps,
            self.logs,
        ):
            if path.exists():
                try:
                    shutil.rmtree(path)
                except PermissionError:
                    raise Problem(
                        f"{path} belongs to somebody else.",
                        f"`sudo rm -rf {path}`, then run it again.",
                    ) from None
                gone.append(str(path.relative_to(self.root)))
        return gone
