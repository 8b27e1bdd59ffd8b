"""Importing activities with their texts and weekly times from a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from activities.importing.rows import COLUMNS, Known, Offer, read_offer
from activities.importing.saving import save_offers
from people.actors import Actor
from people.permissions import require
from venues.importing.columns import Fitting, Row
from venues.importing.findings import Refused, Report
from venues.importing.reading import table_rows
from venues.importing.running import Seen, Way, batches, run
from venues.importing.tables import Format


@dataclass(frozen=True, slots=True)
class ActivityOptions:
    """What to know about a file of activities."""

    fitting: Fitting = field(default_factory=Fitting)
    form: Format = field(default_factory=Format)
    add_organisers: bool = False


#: Rows of one activity: a time at every hour of a week, more than any has.
MOST_ROWS: Final = 168


def import_activities(*, path: Path, options: ActivityOptions, way: Way, by: Actor) -> Report:
    """Add the activities of a CSV or XLSX file, or bring them up to date by `external_id`.

    The report counts activities as added, changed or unchanged. A weekly time that an activity has
    and the file has not is left alone.
    """
    require(by, "activity.write")
    return run(lambda report: _work(path, options, way, report, by), way)


def _work(path: Path, options: ActivityOptions, way: Way, report: Report, by: Actor) -> None:
    known, seen = Known(add_organisers=options.add_organisers), Seen()
    rows = table_rows(path, COLUMNS, options.fitting, options.form, report, way.progress)
    for groups in batches(_by_id(rows)):
        known.look_up(row for group in groups for row in group)
        offers = []
        for group in _once(groups, seen, report):
            offer = read_offer(group, known)
            if isinstance(offer, Offer):
                offers.append(offer)
                continue
            for row, problems in offer:
                report.refuse(row, problems)
        save_offers(offers, report, by)


def _by_id(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows below each other with the same id, at most MOST_ROWS; a row without an id is alone."""
    keyed = groupby(rows, key=lambda row: row.cells.get("external_id") or row.number)
    for _key, group in keyed:
        yield from batches(group, MOST_ROWS)


def _once(groups: Sequence[list[Row]], seen: Seen, report: Report) -> Iterator[list[Row]]:
    """Without groups whose id stands in an earlier one."""
    ids = [(group[0].number, group[0].cells.get("external_id", "")) for group in groups]
    repeated = seen.repeated([(number, one) for number, one in ids if one])
    for (number, external_id), group in zip(ids, groups, strict=True):
        if number not in repeated:
            yield group
            continue
        reason = (
            f"{external_id!r} stands in row {repeated[number]}, and not just above."
            f" An activity has at most {MOST_ROWS} rows."
        )
        for row in group:
            refusal = Refused("duplicate_id", reason, column="external_id", value=external_id)
            report.refuse(row.number, [refusal])
