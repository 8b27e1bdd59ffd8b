"""The same request twice is done once: its answer is kept for 24 hours under the client's key.

The key is written first and in the same transaction as what is done, so a second request with the
key waits for the first to end, and finds its answer or nothing.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.booking.refusals import Refusal, Refused
from activities.models import IdempotencyKey
from people.actors import Actor
from people.errors import NotSignedIn


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the status and the body, ready for JSON. `again`: given before."""

    status: int
    body: Any
    again: bool = False


def hash_of(request: Any) -> str:
    """The same for the same request, whatever the order of its fields."""
    text = json.dumps(request, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def once(*, key: str, request: Any, do: Callable[[], Answer], by: Actor) -> Answer:
    """Do it, unless `by` has had it done under this key: then give the same answer again.

    What fails leaves no key behind: it may be tried again. Raises Refused (KEY_REUSED) when the key
    was used for a different request.
    """
    if by.person is None:
        raise NotSignedIn
    now, request_hash = timezone.now(), hash_of(request)
    old = now - IdempotencyKey.KEPT
    IdempotencyKey.objects.filter(actor=by.person, key=key, created_at__lte=old).delete()
    mine = IdempotencyKey(actor=by.person, key=key, request_hash=request_hash, created_at=now)
    # ON CONFLICT DO NOTHING: waits for another transaction with the key, then says who was first.
    IdempotencyKey.objects.bulk_create([mine], ignore_conflicts=True)
    known = IdempotencyKey.objects.select_for_update().get(actor=by.person, key=key)
    if known.request_hash != request_hash:
        raise Refused(Refusal.KEY_REUSED)
    if known.status is not None:
        return Answer(known.status, known.answer, again=True)
    answer = do()
    known.status, known.answer = answer.status, answer.body
    known.save(update_fields=["status", "answer"])
    return answer
