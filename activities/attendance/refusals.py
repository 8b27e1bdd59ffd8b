"""Why a record is not taken in. Codes are stable: phones and translations rely on them."""

import enum
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Why(enum.Enum):
    """Each with a sentence for the leader. None of them loses the record: it is kept."""

    CANNOT_BE_OPENED = "cannot_be_opened"
    MALFORMED = "malformed"
    TOKEN_INVALID = "token_invalid"  # noqa: S105  (a code, no secret)
    LEADER_GONE = "leader_gone"
    OUTSIDE_TOKEN = "outside_token"  # noqa: S105
    FROM_THE_FUTURE = "from_the_future"
    UNKNOWN_SESSION = "unknown_session"
    NOT_YOUR_SESSION = "not_your_session"
    SESSION_CANCELLED = "session_cancelled"
    TOO_EARLY = "too_early"
    REASON_NEEDED = "reason_needed"
    UNKNOWN_BOOKING = "unknown_booking"
    OTHER_SESSION = "other_session"
    ID_REUSED = "id_reused"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


_LABELS = {
    Why.CANNOT_BE_OPENED: _("Den är låst med en nyckel som inte finns här, eller har ändrats."),
    Why.MALFORMED: _("Något i den är inte ifyllt som det ska."),
    Why.TOKEN_INVALID: _("Det går inte att se vem som har registrerat den."),
    Why.LEADER_GONE: _("Den som har registrerat den finns inte längre."),
    Why.OUTSIDE_TOKEN: _("Den är gjord utanför de tolv timmar som mobilen var förberedd för."),
    Why.FROM_THE_FUTURE: _("Klockan i mobilen går före: tiden är inte här än."),
    Why.UNKNOWN_SESSION: _("Tillfället finns inte."),
    Why.NOT_YOUR_SESSION: _("Den som har registrerat den leder inte tillfället."),
    Why.SESSION_CANCELLED: _("Tillfället är inställt."),
    Why.TOO_EARLY: _("Tillfället är mer än tolv timmar bort."),
    Why.REASON_NEEDED: _("Tillfället är över sedan länge. Skriv varför det ändras."),
    Why.UNKNOWN_BOOKING: _("Bokningen finns inte."),
    Why.OTHER_SESSION: _("Bokningen gäller ett annat tillfälle. Skanna biljetten i stället."),
    Why.ID_REUSED: _("En annan post har redan samma id."),
}


class NotTaken(Exception):
    """A record is refused. `fields` names what was wrong in it, where that is the reason."""

    def __init__(self, why: Why, fields: Sequence[str] = ()) -> None:
        super().__init__(why.value)
        self.why = why
        self.fields = list(fields)
