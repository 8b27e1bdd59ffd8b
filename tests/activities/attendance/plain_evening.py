"""Attendance once more, in plain Python and without a database: what the real one is held against.

Follows docs/attendance.md, not the code. It knows every tap in true time, and never hears of
batches, retries or clocks: what counts does not depend on them.
"""

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tap:
    """One tap: its id, when it truly was, and what it says."""

    id: uuid.UUID
    at: datetime.datetime
    kind: str
    about: str
    says: Any


@dataclass
class PlainEvening:
    """All taps that have reached the server, once each."""

    taps: dict[uuid.UUID, Tap] = field(default_factory=dict)

    def arrives(self, tap: Tap) -> None:
        self.taps[tap.id] = tap

    def statuses(self) -> dict[str, str]:
        """For each participant, what was said last and not taken back."""
        last: dict[str, Tap] = {}
        for tap in self.taps.values():
            before = last.get(tap.about)
            newer = before is None or (tap.at, tap.id) > (before.at, before.id)
            if tap.kind in ("mark", "visitor") and newer:
                last[tap.about] = tap
        return {who: tap.says for who, tap in last.items() if tap.says != "undone"}

    def counts(self) -> dict[str, int]:
        """For each cell, the sum of what was counted there."""
        sums: dict[str, int] = {}
        for tap in self.taps.values():
            if tap.kind == "count":
                sums[tap.about] = sums.get(tap.about, 0) + tap.says
        return {cell: count for cell, count in sums.items() if count}

    def note(self) -> str:
        """What the log book says last."""
        notes = [tap for tap in self.taps.values() if tap.kind == "log"]
        return str(max(notes, key=lambda tap: (tap.at, tap.id)).says) if notes else ""

    def unsafe(self) -> int:
        """How often something felt unsafe."""
        return sum(tap.kind == "unsafe" for tap in self.taps.values())
