"""What every message consists of."""

from dataclasses import dataclass

from django.utils import formats, timezone


@dataclass(frozen=True, slots=True)
class Words:
    """A subject, and a body of a few lines."""

    subject: str
    body: str

    @property
    def short(self) -> str:
        """All of it, for an SMS."""
        return f"{self.subject}. {self.body}"


def moment(at: "timezone.datetime") -> str:  # type: ignore[name-defined]
    """A weekday, a date and a time, local."""
    return formats.date_format(timezone.localtime(at), "l j F H:i")
