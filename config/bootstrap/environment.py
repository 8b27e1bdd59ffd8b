"""The environment variables that config/settings.py reads, for web, worker, tests and checks."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit


def secret_key(local: Path) -> str:
    """The key of this checkout: made once, readable by its owner only."""
    path = local / "secret_key"
    if not path.exists():
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(64))
        new.rename(path)
    return path.read_text()


def database_url(sockets: Path, name: str = "nara") -> str:
    """The address of a database in the private cluster."""
    return f"postgis://nara@/{name}?host={quote(str(sockets), safe='')}"


def redis_url(sockets: Path, number: int = 0) -> str:
    """The address of a numbered database in the private Redis."""
    return f"unix://{sockets / 'redis.sock'}?db={number}"


def variables(
    root: Path, *, sockets: Path | None, port: int, outer: Mapping[str, str]
) -> dict[str, str]:
    """Everything a process of Nära needs; what the operator set is kept.

    The example, with log-ins that everybody knows, only ever goes into the private database.
    """
    local = root / ".local"
    env = dict(outer)
    env["PATH"] = f"{root / '.venv' / 'bin'}:{outer.get('PATH', os.defpath)}"
    env["PYTHONUNBUFFERED"] = "1"
    if "SECRET_KEY" not in env:
        env["SECRET_KEY"] = secret_key(local)
    origin = env.setdefault("NARA_ORIGIN", f"http://localhost:{port}")
    scheme, host = urlsplit(origin)[:2]
    if scheme == "http" and host.partition(":")[0] == "localhost":
        env.setdefault("NARA_INSECURE_HTTP", "true")
    env.pop("NARA_EXAMPLE", None)
    if sockets and "DATABASE_URL" not in outer:
        env["DATABASE_URL"] = database_url(sockets)
        env["NARA_EXAMPLE"] = "true"
        env.setdefault("NARA_MAIL_DIR", str(local / "mail"))
        env.setdefault("NARA_SMS_GATEWAY", "people.sms.FileSms")
        env.setdefault("NARA_SMS_DIR", str(local / "sms"))
    if sockets and "REDIS_URL" not in outer:
        env["REDIS_URL"] = redis_url(sockets)
    return env


def for_tests(env: Mapping[str, str], *, sockets: Path | None) -> dict[str, str]:
    """The same, away from a `make run` beside it: no example, a Redis database of its own.

    Django makes the test database itself, beside the one that DATABASE_URL names.
    """
    tests = {**env, "PGOPTIONS": "-c synchronous_commit=off"}
    for name in (
        "NARA_EXAMPLE",
        "NARA_MAIL_DIR",
        "NARA_SMS_GATEWAY",
        "NARA_SMS_DIR",
        "NARA_ORIGIN",
    ):
        tests.pop(name, None)
    if sockets and env.get("REDIS_URL") == redis_url(sockets):
        tests["REDIS_URL"] = redis_url(sockets, 1)
    return tests


def for_production(env: Mapping[str, str]) -> dict[str, str]:
    """Settings as an operator has them, for `manage.py check --deploy`."""
    production = {
        name: value
        for name, value in env.items()
        if not name.startswith("NARA_") and name != "DEBUG"
    }
    production["NARA_ORIGIN"] = "https://nara.example"
    production["ALLOWED_HOSTS"] = "nara.example"
    # A Fernet key is 32 random bytes; this one encrypts nothing.
    production["NARA_ENCRYPTION_KEYS"] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return production
