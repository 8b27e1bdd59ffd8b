"""What web and worker are told; above all, where the example may be and where never."""

import stat
from pathlib import Path

from config.bootstrap import environment

SOCKETS = Path("/srv/nara/.local/sockets")
BARE = {"PATH": "/usr/bin"}


def variables(root: Path, **outer: str) -> dict[str, str]:
    (root / ".local").mkdir(exist_ok=True)
    return environment.variables(root, sockets=SOCKETS, port=8100, outer={**BARE, **outer})


def test_the_private_servers_are_reached_through_their_sockets(tmp_path: Path) -> None:
    env = variables(tmp_path)
    assert env["DATABASE_URL"] == "postgis://nara@/nara?host=%2Fsrv%2Fnara%2F.local%2Fsockets"
    assert env["REDIS_URL"] == "unix:///srv/nara/.local/sockets/redis.sock?db=0"


def test_the_example_goes_into_the_private_database(tmp_path: Path) -> None:
    assert variables(tmp_path)["NARA_EXAMPLE"] == "true"


def test_the_example_never_goes_into_an_operators_database(tmp_path: Path) -> None:
    env = variables(tmp_path, DATABASE_URL="postgis://db/real", NARA_EXAMPLE="true")
    assert "NARA_EXAMPLE" not in env
    assert env["DATABASE_URL"] == "postgis://db/real"


def test_an_operators_redis_is_kept_and_the_example_with_it(tmp_path: Path) -> None:
    env = variables(tmp_path, REDIS_URL="redis://cache/0")
    assert env["REDIS_URL"] == "redis://cache/0"
    assert env["NARA_EXAMPLE"] == "true"


def test_plain_http_is_allowed_on_localhost_only(tmp_path: Path) -> None:
    assert variables(tmp_path)["NARA_INSECURE_HTTP"] == "true"
    assert variables(tmp_path)["NARA_ORIGIN"] == "http://localhost:8100"
    assert "NARA_INSECURE_HTTP" not in variables(tmp_path, NARA_ORIGIN="https://nara.example")


def test_a_host_that_only_begins_like_localhost_is_not_localhost(tmp_path: Path) -> None:
    env = variables(tmp_path, NARA_ORIGIN="http://localhost.example")
    assert "NARA_INSECURE_HTTP" not in env


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = variables(tmp_path)["SECRET_KEY"]
    assert len(first) >= 50
    assert variables(tmp_path)["SECRET_KEY"] == first
    mode = (tmp_path / ".local" / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_operators_secret_key_is_kept(tmp_path: Path) -> None:
    assert variables(tmp_path, SECRET_KEY="theirs")["SECRET_KEY"] == "theirs"
    assert not (tmp_path / ".local" / "secret_key").exists()


def test_tests_stay_away_from_a_run_beside_them(tmp_path: Path) -> None:
    running = variables(tmp_path)
    tests = environment.for_tests(running, sockets=SOCKETS)
    assert tests["REDIS_URL"] != running["REDIS_URL"]
    assert "NARA_EXAMPLE" not in tests
    assert "NARA_MAIL_DIR" not in tests


def test_production_settings_are_checked_without_the_easing_for_localhost(tmp_path: Path) -> None:
    production = environment.for_production(variables(tmp_path, DEBUG="true"))
    assert "NARA_INSECURE_HTTP" not in production
    assert "DEBUG" not in production
    assert production["NARA_ORIGIN"].startswith("https://")
    assert len(production["NARA_ENCRYPTION_KEYS"]) == 44, "a Fernet key"
