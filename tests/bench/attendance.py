"""An evening that comes home: many phones send what they have queued, all at once, over TCP."""

import datetime
import http.client
import json
import statistics
import threading
import time
import uuid
from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.attendance.receiving import Envelope, receive
from activities.attendance.sealing import seal, sealing_keys
from activities.attendance.tokens import token_for
from activities.models import Activity, AttendanceRecord, Booking, Session, SessionLeader
from people.actors import actor_for
from people.models import User
from tests.bench.in_process import cookies_of
from tests.bench.measuring import PATIENCE

LEO = "leo@nara.example"
PHONES = 50
EACH = 200
BATCH = 100
CSRF = "x" * 32


def evening_comes_home(port: int) -> Iterator[str]:
    """Lines that say how fast 10,000 sealed records of 50 phones are taken in."""
    leo = User.objects.get(email=LEO)
    session = _a_session()
    SessionLeader.objects.create(session=session, person=leo)
    queues = [_queue(leo, session) for _ in range(PHONES)]
    probe = _queue(leo, session)[:BATCH]
    with CaptureQueriesContext(connection) as queries:
        receive(envelopes=probe, by=actor_for(leo, second_factor=True))
    before = AttendanceRecord.objects.filter(session=session).count()
    cookies = f"{cookies_of(LEO)}; csrftoken={CSRF}"
    times: list[float] = []
    began = time.perf_counter()
    threads = [threading.Thread(target=_send, args=[port, cookies, q, times]) for q in queues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    there = AttendanceRecord.objects.filter(session=session).count() - before
    sent = PHONES * EACH
    yield f"attendance: {sent} records of {PHONES} phones, in batches of {BATCH}"
    yield f"{len(queries)} queries per batch, {sent / took:.0f} records/s, in all {took:.1f} s"
    p95 = statistics.quantiles(times, n=20)[-1]
    yield f"a batch: p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms"
    yield f"in the log: {there}, lost: {sent - there}"


def _a_session() -> Session:
    """One that goes on now, with as many seats as a phone has taps."""
    like = Session.objects.select_related("activity").filter(activity__mode=Activity.Mode.BOOKING)[
        0
    ]
    now = timezone.now()
    session = Session.objects.create(
        activity=like.activity,
        venue=like.venue,
        occurrence_date=timezone.localdate(),
        starts_at=now - datetime.timedelta(hours=1),
        ends_at=now + datetime.timedelta(hours=2),
        capacity=EACH,
    )
    people = [User(email=f"bench-{n}@example.org", call_name=f"Ung {n}") for n in range(EACH)]
    User.objects.bulk_create(people, ignore_conflicts=True)
    known = User.objects.filter(email__startswith="bench-")
    Booking.objects.bulk_create(
        Booking(session=session, person=one, state="booked") for one in known
    )
    return session


def _queue(leader: User, session: Session) -> list[Envelope]:
    """What one phone has queued: a tap for everybody, sealed."""
    token, _said = token_for(actor_for(leader, second_factor=True))
    key, device, now = sealing_keys()[0], str(uuid.uuid4()), timezone.now()
    found = []
    for number, booking in enumerate(session.bookings.values_list("pk", flat=True)):
        content = {
            "v": 1,
            "token": token,
            "device": device,
            "device_at": (now + datetime.timedelta(milliseconds=number)).isoformat(),
            "offset_ms": 0,
            "session": str(session.pk),
            "kind": "mark",
            "booking": str(booking),
            "status": "present",
        }
        record = uuid.uuid4()
        sealed = seal(json.dumps(content).encode(), record=record, public=key.public)
        found.append(Envelope(record, key.id, sealed))
    return found


def _send(port: int, cookies: str, queue: list[Envelope], times: list[float]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {
        "Host": f"localhost:{port}",
        "Content-Type": "application/json",
        "Cookie": cookies,
        "X-CSRFToken": CSRF,
    }
    for start in range(0, len(queue), BATCH):
        records = [
            {"id": str(one.id), "key": one.key, "sealed": one.sealed}
            for one in queue[start : start + BATCH]
        ]
        began = time.perf_counter()
        line.request("POST", "/api/v1/attendance/batch", json.dumps({"records": records}), headers)
        answer = line.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200 or b'"refused"' in body:
            raise RuntimeError(f"{answer.status}: {body[:300]!r}")
