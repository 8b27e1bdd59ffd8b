"""A real identity service (npm `oidc-provider`) on localhost, and a browser that logs in there."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.test import Client

from config import open_id
from tests.people.browser import BASE

ROOT: Final = Path(__file__).resolve().parents[2]
BACK: Final = "http://testserver/_allauth/oidc/legitimation/login/callback/"


@dataclass(frozen=True, slots=True)
class IdentityService:
    """Where it answers, and how Nära is told of it."""

    origin: str

    def providers(self) -> dict[str, Any]:
        found = open_id.providers(
            f'[{{"id": "legitimation", "name": "Provlegitimation", "server_url": "{self.origin}",'
            ' "client_id": "nara", "secret": "only for tests on this machine",'
            ' "scope": "openid profile email"}]'
        )
        return {
            "openid_connect": {
                "provider_class": "people.open_id.OpenIDProvider",
                "APPS": open_id.apps(found),
                "OAUTH_PKCE_ENABLED": True,
            }
        }

    def log_in(self, client: Client, name: str, process: str = "login") -> str:
        """Log in there as `name` in the browser of `client`; where that browser ends up here."""
        form = {"provider": "legitimation", "process": process, "callback_url": "/login?openid=1"}
        away = client.post(f"{BASE}/auth/provider/redirect", form)
        assert away.status_code == 302, away.content
        assert away["Location"].startswith(self.origin), away["Location"]
        there = requests.Session()
        choice = there.get(away["Location"], timeout=10)
        assert "Who are you?" in choice.text, choice.text
        answer = there.get(f"{choice.url}/{name}", timeout=10, allow_redirects=False)
        while answer.headers["Location"].startswith(self.origin):
            answer = there.get(answer.headers["Location"], timeout=10, allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        assert answer.headers["Location"].startswith(BACK)
        return str(client.get(f"{back.path}?{back.query}")["Location"])


@contextlib.contextmanager
def running() -> Iterator[IdentityService]:
    """The service, on a free port, until the end of the block."""
    node = shutil.which("node")
    assert node, "Node is not on the PATH: `make test` puts it there."
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [node, "scripts/open-id.ts", str(port), BACK],
        cwd=ROOT / "frontend",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # `node` is a small program that starts the real one
    )
    try:
        assert process.stdout is not None
        said = (line.strip() for line in process.stdout)
        origin = next((line for line in said if line.startswith("http")), "")
        assert origin, "the identity service did not start"
        yield IdentityService(origin)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
