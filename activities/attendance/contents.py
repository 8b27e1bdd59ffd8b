"""What stands in a record once it is opened: parsed and checked, each wrong field named.

A phone seals JSON; `Content` is what it says. Everything is checked here that can be without asking
the database; what it may do is decided in `deciding`.
"""

import datetime
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from activities.models.attendance import AgeBand, Gender, Kind, Status, Way

VERSION: Final = 1
#: The most that a device's clock may be wrong: a year, in milliseconds.
OFFSET: Final = 366 * 24 * 3600 * 1000
NAME: Final = 80
WORDS: Final = 1000
MINUTES: Final = 24 * 60 * 20
FIGURES: Final = ("open_minutes", "staff_minutes", "youth_minutes", "young_producers")
_ALWAYS: Final = ("v", "token", "device", "device_at", "offset_ms", "session", "kind", "reason")
_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.MARK: ("booking", "walk_in", "name", "status", "way"),
    Kind.COUNT: ("gender", "age_band", "hour", "change"),
    Kind.VISITOR: ("alias", "gender", "age_band", "status"),
    Kind.LOG: (*FIGURES, "answers", "note"),
    Kind.UNSAFE: ("note",),
}


class Malformed(Exception):
    """Something in it is not as described. `fields` names each."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Content:
    """One record as a phone made it. `words` are texts that may say something about somebody."""

    token: str
    device: uuid.UUID
    device_at: datetime.datetime
    offset_ms: int
    session: uuid.UUID
    kind: str
    digest: str
    booking: uuid.UUID | None = None
    walk_in: uuid.UUID | None = None
    status: str = ""
    way: str = ""
    gender: str = ""
    age_band: str = ""
    hour: int | None = None
    change: int | None = None
    figures: dict[str, int] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> datetime.datetime:
        """The corrected time: what the server's clock showed when it was tapped."""
        return self.device_at + datetime.timedelta(milliseconds=self.offset_ms)


class _Fields:
    """Reads fields one by one and remembers the wrong ones."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._found = found
        self.wrong: list[str] = []

    def read(self, name: str, how: Callable[[Any], Any], *, needed: bool = False) -> Any:
        value = self._found.get(name)
        if value is None:
            if needed:
                self.wrong.append(name)
            return None
        try:
            return how(value)
        except (ValueError, TypeError, OverflowError):
            self.wrong.append(name)
            return None


def _uuid(value: Any) -> uuid.UUID:
    if not isinstance(value, str):
        raise TypeError
    return uuid.UUID(value)


def _moment(value: Any) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(value)
    if moment.tzinfo is None or not 2000 <= moment.year < 2100:
        raise ValueError(value)
    return moment.astimezone(datetime.UTC)


def _integer(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(value)
        return value

    return read


def _text(longest: int, *, empty: bool = False) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or "\x00" in value:
            raise ValueError(value)
        text = value.strip()
        if len(text) > longest or not (text or empty):
            raise ValueError(value)
        return text

    return read


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError(value)
        return str(value)

    return read


def _answers(value: Any) -> dict[str, str]:
    """The answers to the reflection questions, by the question's id."""
    if not isinstance(value, dict) or len(value) > 10:
        raise ValueError(value)
    return {str(uuid.UUID(name)): _text(WORDS, empty=True)(text) for name, text in value.items()}


def read_content(plain: bytes) -> Content:
    """What a record says. Raises Malformed, naming each wrong, missing or unknown field."""
    try:
        found = json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise Malformed(["content"]) from error
    if not isinstance(found, dict) or found.get("kind") not in _OF_KIND:
        raise Malformed(["kind"])
    kind = found["kind"]
    fields = _Fields(found)
    fields.wrong += sorted(str(name) for name in set(found) - {*_ALWAYS, *_OF_KIND[kind]})
    common = _common(fields)
    own = _READERS[kind](fields)
    if fields.wrong:
        raise Malformed(sorted(set(fields.wrong)))
    words = {**own.pop("words", {}), **common.pop("words")}
    digest = hashlib.sha256(plain).hexdigest()
    return Content(kind=kind, digest=digest, words=words, **common, **own)


def _common(fields: _Fields) -> dict[str, Any]:
    fields.read("v", _integer(VERSION, VERSION), needed=True)
    reason = fields.read("reason", _text(WORDS))
    return {
        "token": fields.read("token", _text(300), needed=True),
        "device": fields.read("device", _uuid, needed=True),
        "device_at": fields.read("device_at", _moment, needed=True),
        "offset_ms": fields.read("offset_ms", _integer(-OFFSET, OFFSET), needed=True),
        "session": fields.read("session", _uuid, needed=True),
        "words": {"reason": reason} if reason else {},
    }


def _mark(fields: _Fields) -> dict[str, Any]:
    booking, walk_in = fields.read("booking", _uuid), fields.read("walk_in", _uuid)
    name = fields.read("name", _text(NAME))
    if (booking is None) == (walk_in is None):
        fields.wrong.append("booking")
    if name is not None and walk_in is None:
        fields.wrong.append("name")
    return {
        "booking": booking,
        "walk_in": walk_in,
        "status": fields.read("status", _one_of(*Status.values), needed=True),
        "way": fields.read("way", _one_of(*Way.values)) or Way.TAP.value,
        "words": {"name": name} if name else {},
    }


def _count(fields: _Fields) -> dict[str, Any]:
    change = fields.read("change", _integer(-100, 100), needed=True)
    if change == 0:
        fields.wrong.append("change")
    return {
        "gender": fields.read("gender", _one_of(*Gender.values), needed=True),
        "age_band": fields.read("age_band", _one_of(*AgeBand.values), needed=True),
        "hour": fields.read("hour", _integer(0, 23), needed=True),
        "change": change,
    }


def _visitor(fields: _Fields) -> dict[str, Any]:
    alias = fields.read("alias", _text(NAME), needed=True)
    status = _one_of(Status.PRESENT, Status.UNDONE)
    return {
        "gender": fields.read("gender", _one_of(*Gender.values)) or Gender.UNKNOWN.value,
        "age_band": fields.read("age_band", _one_of(*AgeBand.values)) or "",
        "status": fields.read("status", status) or Status.PRESENT.value,
        "words": {"alias": alias},
    }


def _log(fields: _Fields) -> dict[str, Any]:
    figures = {name: fields.read(name, _integer(0, MINUTES)) for name in FIGURES}
    words = {
        "answers": fields.read("answers", _answers),
        "note": fields.read("note", _text(WORDS, empty=True)),
    }
    return {
        "figures": {name: value for name, value in figures.items() if value is not None},
        "words": {name: value for name, value in words.items() if value is not None},
    }


def _unsafe(fields: _Fields) -> dict[str, Any]:
    note = fields.read("note", _text(WORDS, empty=True))
    return {"words": {"note": note} if note else {}}


_READERS: Final[Mapping[str, Callable[[_Fields], dict[str, Any]]]] = {
    Kind.MARK: _mark,
    Kind.COUNT: _count,
    Kind.VISITOR: _visitor,
    Kind.LOG: _log,
    Kind.UNSAFE: _unsafe,
}
