"""The real product in processes of its own: a database, a Redis, the web process and the worker.

For the browser journeys and the bench. Everything is started from the environment that `make test`
gives (DATABASE_URL, SECRET_KEY), lives in a folder of its own, and is gone afterwards.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


class NotReady(Exception):
    """Something that the product needs is not there; the sentence says what to do."""


def wait_until(true: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait; raises NotReady with `what` when it takes longer than `patience` seconds."""
    until = time.monotonic() + patience
    while not true():
        if time.monotonic() > until:
            raise NotReady(what)
        time.sleep(0.05)


def frontend_folder() -> Path:
    """The built frontend; raises NotReady when it is not built."""
    folder = Path(os.environ.get("NARA_FRONTEND_DIR", str(ROOT / "frontend" / "build")))
    if not (folder / "200.html").exists():
        raise NotReady(
            f"The frontend is not built ({folder}/200.html is missing): `make test` builds it,"
            " or run `npm run build` in frontend/."
        )
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A child in a process group of its own, with its output in a file."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], folder: Path) -> None:
        self.name = name
        self.command = command
        self.env = env
        self.log = folder / f"{name}.log"
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self._running = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def stop(self) -> None:
        """End it and what it started; after ten seconds, the hard way."""
        if self._running is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._running.wait(timeout=10)
                break
        self._running = None

    def last_words(self) -> str:
        """The end of what it wrote."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])


class Database:
    """A database of one's own beside the one that DATABASE_URL names."""

    def __init__(self, name: str) -> None:
        named = os.environ.get("DATABASE_URL")
        if not named:
            raise NotReady("DATABASE_URL is not set: `make test` starts a database and sets it.")
        self.name = name
        parts = urlsplit(named)
        self._beside = urlunsplit(parts._replace(scheme="postgresql"))
        self.url = urlunsplit(parts._replace(path=f"/{name}"))

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(
            urlunsplit(urlsplit(self.url)._replace(scheme="postgresql")), autocommit=True
        )

    def create(self) -> None:
        self.drop()
        self._say(sql.SQL("CREATE DATABASE {}"))

    def drop(self) -> None:
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"))

    def _say(self, statement: sql.SQL) -> None:
        with psycopg.connect(self._beside, autocommit=True) as line:
            line.execute(statement.format(sql.Identifier(self.name)))


class Product:
    """Web, worker and Redis on a database of their own. `start` returns when a page answers."""

    def __init__(self, name: str, folder: Path, *, example: bool = True, **more: str) -> None:
        self.folder = folder
        self.database = Database(f"nara_{name}_{os.getpid()}")
        self.port = _free_port()
        self.origin = f"http://localhost:{self.port}"
        self.mail = folder / "mail"
        self.sms = folder / "sms"
        self.env = self._environment(example=example, more=more)
        python = sys.executable
        socket_path = folder / "redis.sock"
        redis = ["redis-server", "--port", "0", "--unixsocket", str(socket_path)]
        self.redis = Process(
            "redis", [*redis, "--save", "", "--dir", str(folder)], self.env, folder
        )
        self.redis_socket = socket_path
        web = [python, "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(self.port)]
        web += ["--no-access-log", "--timeout-graceful-shutdown", "1", "config.asgi:application"]
        self.web = Process("web", web, self.env, folder)
        worker = [python, "manage.py", "procrastinate", "worker"]
        self.worker = Process("worker", worker, self.env, folder)

    def _environment(self, *, example: bool, more: dict[str, str]) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("NARA_")}
        env.setdefault("SECRET_KEY", "only for tests, on a database that is dropped afterwards")
        return env | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": self.database.url,
            "REDIS_URL": f"unix://{self.folder / 'redis.sock'}?db=0",
            "NARA_ORIGIN": self.origin,
            "NARA_INSECURE_HTTP": "true",
            "NARA_EXAMPLE": "true" if example else "false",
            "NARA_MAIL_DIR": str(self.mail),
            "NARA_SMS_GATEWAY": "people.sms.FileSms",
            "NARA_SMS_DIR": str(self.sms),
            # Journeys are taken at any hour: there is no night.
            "NARA_QUIET_FROM": "0",
            "NARA_QUIET_UNTIL": "0",
            "NARA_FRONTEND_DIR": str(frontend_folder()),
            "PYTHONUNBUFFERED": "1",
            "PGOPTIONS": "-c synchronous_commit=off",
            **more,
        }

    def manage(self, *words: str) -> str:
        """Run a manage.py command; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotReady(f"manage.py {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def start(self) -> None:
        self.mail.mkdir(exist_ok=True)
        self.database.create()
        self.manage("migrate", "--no-input", "--verbosity", "0")
        if self.env["NARA_EXAMPLE"] == "true":
            self.manage("load_example")
        self.start_redis()
        self.start_web()
        self.worker.start()

    def stop(self) -> None:
        for process in (self.worker, self.web, self.redis):
            process.stop()
        self.database.drop()

    def start_redis(self) -> None:
        self.redis_socket.unlink(missing_ok=True)
        self.redis.start()
        wait_until(self._redis_answers, "Redis does not answer.", 10)

    def _redis_answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line, contextlib.suppress(OSError):
            line.connect(str(self.redis_socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False

    def start_web(self) -> None:
        self.web.start()
        try:
            wait_until(lambda: self._web_answers() or not self.web.alive, "", PATIENCE)
        except NotReady:
            raise NotReady(f"The web process does not answer:\n{self.web.last_words()}") from None
        if not self.web.alive:
            raise NotReady(f"The web process ended:\n{self.web.last_words()}")

    def _web_answers(self) -> bool:
        address = f"http://127.0.0.1:{self.port}/api/v1/municipality"
        asked = urllib.request.Request(address, headers={"Host": f"localhost:{self.port}"})
        try:
            with urllib.request.urlopen(asked, timeout=5):
                return True
        except urllib.error.HTTPError as refusal:
            return refusal.code < 500
        except OSError:
            return False


@contextlib.contextmanager
def running(name: str, *, example: bool = True, **more: str) -> Iterator[Product]:
    """The product, started in a folder of its own; everything is gone afterwards.

    The folder's name is short: the path of a unix socket has at most 107 bytes.
    """
    with tempfile.TemporaryDirectory(prefix="nara-", ignore_cleanup_errors=True) as folder:
        product = Product(name, Path(folder), example=example, **more)
        try:
            product.start()
            yield product
        finally:
            product.stop()
