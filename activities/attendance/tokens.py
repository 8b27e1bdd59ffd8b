"""The leader's token: who prepared a phone, and until when what is recorded there counts as theirs.

    NARAL1.<key>.<content>.<signature>

The content is 24 bytes: the leader (UUID), issued at and valid until (seconds since 1970, unsigned,
big-endian). It is given out to somebody who has used their second factor, and travels inside each
sealed record: so a record that is sent after the leader has logged out, by whoever has logged in on
that phone then, still counts for who made it.
"""

import datetime
import struct
import uuid
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from activities.signing import NotSigned, signed_content, signed_text
from people.actors import Actor
from people.permissions import require

PREFIX: Final = "NARAL1"
#: For so long after it was prepared a phone may record without a network.
VALID: Final = datetime.timedelta(hours=12)
_LAYOUT: Final = ">16sII"


class NotAToken(Exception):
    """The text is no token of this installation, or was changed."""


@dataclass(frozen=True, slots=True)
class Token:
    """Who may record, and from when until when by the server's clock."""

    leader: uuid.UUID
    issued_at: datetime.datetime
    valid_until: datetime.datetime


def token_for(by: Actor) -> tuple[str, Token]:
    """A token for who asks, and what it says. Only for those who may register attendance."""
    require(by, "attendance.register")
    assert by.person is not None, "the deed is for people"
    now = int(timezone.now().timestamp())
    until = now + int(VALID.total_seconds())
    text = signed_text(PREFIX, struct.pack(_LAYOUT, by.person.pk.bytes, now, until))
    return text, Token(by.person.pk, _moment(now), _moment(until))


def read_token(text: str) -> Token:
    """What a token says, its signature checked. Raises NotAToken."""
    try:
        leader, issued, until = struct.unpack(_LAYOUT, signed_content(PREFIX, text))
    except (NotSigned, struct.error) as error:
        raise NotAToken from error
    return Token(uuid.UUID(bytes=leader), _moment(issued), _moment(until))


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
