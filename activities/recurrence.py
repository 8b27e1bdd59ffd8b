"""RFC 5545 recurrence rules over local dates: what is allowed, and which dates a rule means.

A schedule happens at most once a date, at a local time of its own; so a rule counts dates. UNTIL
is a local date, the last one that may be meant. Parts that repeat within a day, or by the number of
the week or the day of the year, have no use here and are refused by name.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Final

from dateutil.rrule import rrule, rruleset, rrulestr
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OF_DAYS: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH"})
_OF_MONTHS: Final = _OF_DAYS | {"BYDAY", "BYMONTHDAY", "BYSETPOS"}
#: What may stand beside each FREQ.
PARTS: Final = {
    "DAILY": _OF_DAYS,
    "WEEKLY": _OF_DAYS | {"BYDAY", "WKST"},
    "MONTHLY": _OF_MONTHS,
    "YEARLY": _OF_MONTHS,
}
#: The parts in the order in which a rule is kept.
ORDER: Final = (
    "FREQ INTERVAL BYMONTH BYMONTHDAY BYDAY BYSETPOS WKST COUNT UNTIL".split()  # noqa: SIM905
)
_DAY: Final = "(?:MO|TU|WE|TH|FR|SA|SU)"
_FORMS: Final = {
    "FREQ": "[A-Z]+",
    "INTERVAL": "[1-9][0-9]?",
    "COUNT": "[1-9][0-9]{0,3}",
    "UNTIL": "[0-9]{8}",
    "BYMONTH": "(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*",
    "BYMONTHDAY": "-?(?:[1-9]|[12][0-9]|3[01])(?:,-?(?:[1-9]|[12][0-9]|3[01]))*",
    "BYDAY": f"(?:-?[1-5])?{_DAY}(?:,(?:-?[1-5])?{_DAY})*",
    "BYSETPOS": "-?[1-4](?:,-?[1-4])*",
    "WKST": _DAY,
}
LONGEST: Final = 200
_LONGEST_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_A_DAY: Final = datetime.timedelta(days=1)
_ORDINAL: Final = re.compile(r"\d")


class ImpossibleRule(ValidationError):
    """A rule that is none, or that means nothing here. The sentence says which part and why."""

    def __init__(self, sentence: str) -> None:
        super().__init__({"rule": [sentence]}, "impossible_rule")


def weekly(weekday: int, last_date: datetime.date | None = None) -> str:
    """The rule of every week on an ISO weekday (Monday is 1), until a last date if there is one."""
    rule = f"FREQ=WEEKLY;BYDAY={WEEKDAYS[weekday - 1]}"
    return f"{rule};UNTIL={last_date:%Y%m%d}" if last_date else rule


def parts_of(rule: str) -> dict[str, str]:
    """A kept rule's parts by name; none for the empty rule."""
    return dict(part.split("=") for part in rule.split(";")) if rule else {}


def last_date_of(rule: str) -> datetime.date | None:
    """UNTIL as a date; None for a rule that has none."""
    until = parts_of(rule).get("UNTIL")
    return datetime.datetime.strptime(until, "%Y%m%d").date() if until else None  # noqa: DTZ007


def weekday_of(rule: str) -> int | None:
    """The ISO weekday of a rule that means exactly one every week; None for any other."""
    parts = parts_of(rule)
    plain = parts.keys() <= {"FREQ", "BYDAY", "UNTIL"}
    if plain and parts.get("FREQ") == "WEEKLY" and parts.get("BYDAY") in WEEKDAYS:
        return WEEKDAYS.index(parts["BYDAY"]) + 1
    return None


def checked(text: str, first_date: datetime.date) -> str:
    """The rule as it is kept: upper case, parts in order. Empty means `first_date` alone.

    Raises ImpossibleRule for a text that is no rule, a part that has no use here, parts that
    contradict each other, and a rule that means no date at all from `first_date` on.
    """
    parts = _read(text)
    if not parts:
        return ""
    _fit(parts)
    rule = _joined(parts)
    last = last_date_of(rule)
    if last is not None and last < first_date:
        raise ImpossibleRule(_("UNTIL ligger före den första dagen."))
    if next(iter(_rrule(rule, first_date)), None) is None:
        raise ImpossibleRule(_("Regeln betyder ingen enda dag."))
    return rule


def _read(text: str) -> dict[str, str]:
    """The parts of a text, each in its form. Raises ImpossibleRule."""
    bare = text.strip().upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in bare.split(";") if bare else []:
        name, _equals, value = part.partition("=")
        if name in parts:
            raise ImpossibleRule(_("{part} står två gånger.").format(part=name))
        if name not in _FORMS:
            raise ImpossibleRule(_("{part} används inte här.").format(part=name or part))
        if not re.fullmatch(_FORMS[name], value):
            raise ImpossibleRule(_("{part} kan inte vara så.").format(part=part))
        parts[name] = value
    return parts


def _fit(parts: dict[str, str]) -> None:
    """Raises ImpossibleRule for parts that do not go together.

    After this every rule comes to a date within a few years, or shows in a moment that it does not:
    the library would look for one until the year 9999.
    """
    allowed = PARTS.get(parts.get("FREQ", ""))
    if allowed is None:
        raise ImpossibleRule(_("FREQ behövs: DAILY, WEEKLY, MONTHLY eller YEARLY."))
    for name in parts.keys() - allowed:
        sentence = _("{part} går inte ihop med FREQ={frequency}.")
        raise ImpossibleRule(sentence.format(part=name, frequency=parts["FREQ"]))
    if {"COUNT", "UNTIL"} <= parts.keys():
        raise ImpossibleRule(_("Ange antingen COUNT eller UNTIL."))
    if "UNTIL" in parts and not _is_date(parts["UNTIL"]):
        raise ImpossibleRule(_("UNTIL ska vara ett datum, som 20261231."))
    _fit_days(parts)
    if parts["FREQ"] == "MONTHLY" and {"INTERVAL", "BYMONTH"} <= parts.keys():
        raise ImpossibleRule(_("Ange antingen INTERVAL eller BYMONTH."))


def _fit_days(parts: dict[str, str]) -> None:
    """Days that exist, each said in one way."""
    numbered = bool(_ORDINAL.search(parts.get("BYDAY", "")))
    if numbered and parts["FREQ"] == "WEEKLY":
        raise ImpossibleRule(_("En vecka har bara en av varje dag: BYDAY utan siffra."))
    if numbered and parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts:
        raise ImpossibleRule(_("Ange också BYMONTH: vilken månad dagen räknas i."))
    if numbered and "BYMONTHDAY" in parts:
        raise ImpossibleRule(_("Ange antingen BYMONTHDAY eller BYDAY med siffra."))
    if "BYSETPOS" in parts and (numbered or "BYDAY" not in parts or "BYMONTHDAY" in parts):
        raise ImpossibleRule(_("BYSETPOS behöver BYDAY utan siffra."))
    if "BYMONTHDAY" in parts and "BYMONTH" in parts:
        longest = max(_LONGEST_MONTH[int(month) - 1] for month in parts["BYMONTH"].split(","))
        if all(abs(int(day)) > longest for day in parts["BYMONTHDAY"].split(",")):
            raise ImpossibleRule(_("Den dagen finns inte i den månaden."))


def _is_date(text: str) -> bool:
    try:
        return 2000 <= datetime.datetime.strptime(text, "%Y%m%d").year <= 2100  # noqa: DTZ007
    except ValueError:
        return False


def _rrule(rule: str, first_date: datetime.date) -> rrule | rruleset:
    return rrulestr(rule, dtstart=_midnight(first_date))


def _midnight(date: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time())


def dates(
    rule: str, first_date: datetime.date, since: datetime.date, until: datetime.date
) -> Iterator[datetime.date]:
    """The dates that a kept rule means from `first_date` on, between `since` and `until` included.

    The first date is meant only if the rule says so; COUNT counts what is meant.
    """
    if not rule:
        if since <= first_date <= until:
            yield first_date
        return
    for moment in _rrule(rule, first_date).between(_midnight(since), _midnight(until), inc=True):
        yield moment.date()


def first_from(rule: str, first_date: datetime.date, since: datetime.date) -> datetime.date | None:
    """The first date that a kept rule means on `since` or later; None when there is none."""
    if not rule:
        return first_date if first_date >= since else None
    found = _rrule(rule, first_date).after(_midnight(since), inc=True)
    return found.date() if found else None


def ended(rule: str, last_date: datetime.date) -> str:
    """The rule until a last date, whatever its own end was."""
    parts = {name: value for name, value in parts_of(rule).items() if name != "COUNT"}
    return _joined({**parts, "UNTIL": f"{last_date:%Y%m%d}"})


def left_from(rule: str, first_date: datetime.date, since: datetime.date) -> str:
    """The rule for what is left from `since` on: COUNT without what came before."""
    parts = parts_of(rule)
    if "COUNT" in parts:
        gone = sum(1 for _one in dates(rule, first_date, first_date, since - _A_DAY))
        parts["COUNT"] = str(int(parts["COUNT"]) - gone)
    return _joined(parts)


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={parts[name]}" for name in ORDER if name in parts)
