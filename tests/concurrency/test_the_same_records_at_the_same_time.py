"""The same records sent at the same moment, in several orders: each is in the log once."""

import random
import threading
import uuid
from typing import Any

import pytest
from django.db import connection

from activities.attendance.receiving import Envelope
from activities.attendance.writing import insert
from activities.models import AttendanceRecord
from people.models import User
from tests.activities.attendance.phones import (
    Phone,
    a_leader,
    an_evening,
    later,
    outcomes,
    send,
)
from tests.town import stop_clock

pytestmark = pytest.mark.django_db(transaction=True)
PHONES = 6
RECORDS = 60
PATIENCE = 5.0


def at_once(batches: list[list[Envelope]], by: User) -> list[list[str]]:
    """What became of each batch, sent in a thread of its own; whatever goes wrong is raised."""
    found: list[Any] = [None] * len(batches)

    def do(number: int) -> None:
        try:
            found[number] = outcomes(send(*batches[number], by=by))
        except Exception as error:  # noqa: BLE001  (handed on to the test)
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[number]) for number in range(len(batches))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in found:
        if isinstance(one, Exception):
            raise one
    return found


@pytest.fixture
def all_have_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody inserts before everybody has seen that the records are not there yet."""
    together = threading.Barrier(PHONES)

    def insert_together(rows: Any) -> None:
        together.wait(PATIENCE)
        insert(rows)

    monkeypatch.setattr("activities.attendance.receiving.insert", insert_together)


def test_each_record_is_created_by_one_and_had_already_by_the_others(
    monkeypatch: pytest.MonkeyPatch, all_have_looked: None
) -> None:
    evening = an_evening(monkeypatch)
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(30))
    records = [
        ali.tap(evening, walk_in=str(uuid.uuid4()), status="present") for _ in range(RECORDS)
    ]
    batches = []
    for number in range(PHONES):
        shuffled = list(records)
        random.Random(number).shuffle(shuffled)
        batches.append(shuffled)
    answers = at_once(batches, by=ali.leader)
    told: dict[uuid.UUID, list[str]] = {one.id: [] for one in records}
    for batch, results in zip(batches, answers, strict=True):
        for one, result in zip(batch, results, strict=True):
            told[one.id].append(result)
    once = ["already_had_it"] * (PHONES - 1) + ["created"]
    assert all(sorted(results) == once for results in told.values())
    assert AttendanceRecord.objects.count() == RECORDS


def test_two_contents_under_one_id_at_the_same_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evening = an_evening(monkeypatch)
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(30))
    one = ali.tap(evening, walk_in=str(uuid.uuid4()), status="present")
    other = ali.tap(evening, walk_in=str(uuid.uuid4()), status="late", id=one.id)
    together = threading.Barrier(2)

    def insert_together(rows: Any) -> None:
        together.wait(PATIENCE)
        insert(rows)

    monkeypatch.setattr("activities.attendance.receiving.insert", insert_together)
    answers = at_once([[one], [other]], by=ali.leader)
    assert sorted(one for batch in answers for one in batch) == ["created", "id_reused"]
    assert AttendanceRecord.objects.count() == 1
