"""The worker is killed in the middle of Sara's import: she is told, and can try again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import errors
from procrastinate.contrib.django.models import ProcrastinateJob

from people.actors import actor_for, system
from tests.named_people import SARA, acting
from tests.town import build_town
from tests.venues.importing.test_import_venues import HEADER, a_row
from venues import carrying_out
from venues.carrying_out import AT_WORK, alone, carry_out, settle_abandoned
from venues.importing.findings import Report
from venues.models import Upload, Venue
from venues.tasks import run_upload
from venues.uploading import apply_upload, try_again, upload_file

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = system("worker")
#: So many rows that nobody imports them before they are killed.
ROWS = 20_000
#: Seconds; a machine may have much else to do.
PATIENCE = 120


@pytest.fixture
def upload() -> Upload:
    return waiting(ROWS)


def waiting(rows: int) -> Upload:
    """Sara's file, tried and found good, and waiting to be imported."""
    build_town()
    sara = acting(SARA)
    _id, *same = a_row("0")
    lines = ([str(n), *same] for n in range(rows))
    content = (";".join(f'"{cell}"' for cell in line) + "\n" for line in [HEADER, *lines])
    upload = upload_file(
        kind="venues",
        file_name="hus.csv",
        content=["".join(content).encode()],
        options={},
        by=sara,
    )
    report = {"refused": 0, "findings": [], "added": rows, "changed": 0}
    Upload.objects.filter(pk=upload.pk).update(state="done", report=report)
    return apply_upload(upload=upload, by=sara)


@pytest.fixture
def worker(upload: Upload) -> Iterator[subprocess.Popen[bytes]]:
    """A process that carries the upload out."""
    program = (
        "import django; django.setup();"
        "from venues.tasks import run_upload;"
        f"run_upload('{upload.pk}')"
    )
    url, name = os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"])
    before, _slash, query = url.partition("?")
    own = f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
    process = subprocess.Popen(
        [sys.executable, "-c", program], env={**os.environ, "DATABASE_URL": own}
    )
    yield process
    process.kill()
    process.wait()


def state_of(upload: Upload) -> str:
    upload.refresh_from_db()
    return upload.state


def wait_until_at_work(upload: Upload, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while state_of(upload) != "working":
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until, "the worker did not begin"
        time.sleep(0.05)


def test_killed_at_work_it_leaves_a_clear_end_and_nothing_half(
    upload: Upload, worker: subprocess.Popen[bytes]
) -> None:
    wait_until_at_work(upload, worker)
    # Somebody is at work: neither is it taken for dead, nor does a second one begin.
    assert settle_abandoned(by=WORKER) == 0
    jobs = ProcrastinateJob.objects.filter(task_name=run_upload.name)
    waiting = jobs.count()
    run_upload(str(upload.pk))
    assert jobs.count() == waiting + 1, "it does not come again"
    assert state_of(upload) == "working"

    worker.send_signal(signal.SIGKILL)
    worker.wait()
    until = time.monotonic() + PATIENCE
    while not settle_abandoned(by=WORKER):
        assert time.monotonic() < until, "the database never let go"
        time.sleep(0.1)
    assert (state_of(upload), upload.report) == ("failed", None)
    assert not Venue.objects.filter(external_id="0").exists()

    again = try_again(upload=upload, options={}, by=actor_for(upload.person, second_factor=True))
    assert (again.state, again.trial, again.parts.count()) == ("waiting", True, 1)


def test_an_import_and_what_it_says_of_itself_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = waiting(3)

    def dies(upload: Upload, state: str, report: Report | None) -> None:
        if state == "done":
            raise errors.OperationalError("the connection is lost")
        settle(upload, state, report)

    settle = carrying_out._settle
    monkeypatch.setattr(carrying_out, "_settle", dies)
    with alone() as nobody_else:
        assert nobody_else
        carry_out(upload=upload, by=WORKER)
    assert state_of(upload) == "failed"
    assert not Venue.objects.filter(external_id="0").exists(), "imported, but said to have failed"


def test_who_is_done_lets_the_next_begin() -> None:
    with alone() as first:
        assert first
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE objid = %s AND granted", [AT_WORK])
        assert cursor.fetchone() == (0,)
