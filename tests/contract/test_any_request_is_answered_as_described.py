"""Every kind of request that the description allows or forbids, thrown at the running product."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.contract.live import CSRF, Live, live

__all__ = ["live"]
ROOT = Path(settings.BASE_DIR)
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "use_after_free",
)
#: What refuses a wrong body: 413 does too, before it is read.
SETTINGS = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
"""
PATIENCE = 500  # seconds; it takes a fraction of that on two quiet cores


def _schemathesis(live: Live, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        str(ROOT / "docs" / "openapi.yaml"),
        f"--url={live.url}",
        f"--checks={','.join(CHECKS)}",
        "--max-examples=12",
        "--generation-with-security-parameters=false",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-shrink",
        "--no-color",
        "--warnings=off",
        *more,
    ]
    (folder / "schemathesis.toml").write_text(SETTINGS)
    return subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, timeout=PATIENCE
    )


def test_whatever_a_visitor_asks(live: Live, tmp_path: Path) -> None:
    done = _schemathesis(live, tmp_path, "--include-method=GET", "--phases=fuzzing,stateful")
    assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-2_000:]


def test_whatever_an_administrator_asks_and_sends(live: Live, tmp_path: Path) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in live.cookies.items())
    done = _schemathesis(
        live, tmp_path, f"--header=Cookie:{cookies}", f"--header=X-CSRFToken:{CSRF}"
    )
    assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-2_000:]
