"""Where a person is logged in: listed for them, and ended by them."""

import re
from typing import Final

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.actors import Actor
from people.audit import record
from people.errors import NoSuchSignIn
from people.models import SignIn
from people.permissions import require
from people.session_store import DEVICE, SINCE

#: What a browser calls itself → what people call it. The first that fits: Edge and Opera say
#: "Chrome" as well, Chrome says "Safari" as well.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """A browser and a kind of machine, such as "Firefox, Android"; empty when neither is known."""
    found = [
        next((name for pattern, name in known if re.search(pattern, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name)


def note(session: SessionBase, *, user_agent: str) -> None:
    """Write into a session that is about to be somebody's what they will know it again by."""
    session[DEVICE] = device_of(user_agent)
    session[SINCE] = timezone.now().timestamp()


def sign_ins_of(by: Actor) -> QuerySet[SignIn]:
    """Where the actor is logged in now, newest first."""
    rows = SignIn.objects.filter(person=by.person, expire_date__gt=timezone.now())
    return rows.order_by("-since", "session_key")


@transaction.atomic
def end_sign_in(*, by: Actor, handle: str) -> None:
    """Log one browser of the actor's out. Raises NoSuchSignIn."""
    require(by, "account.manage_own")
    found = next((row for row in sign_ins_of(by) if row.handle == handle), None)
    if found is None:
        raise NoSuchSignIn
    found.delete()
    record(by=by, deed="sign_in.end", on=by.person)


@transaction.atomic
def end_other_sign_ins(*, by: Actor, but: str) -> int:
    """Log every browser of the actor's out except the one with the session key `but`; how many."""
    require(by, "account.manage_own")
    ended, _kinds = sign_ins_of(by).exclude(session_key=but).delete()
    record(by=by, deed="sign_in.end", on=by.person, detail={"ended": ended})
    return ended
