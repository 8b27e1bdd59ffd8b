"""Every finding of an import, one a line, in a CSV file: a million of them cost no memory."""

import csv
from typing import Final, TextIO

from venues.importing.findings import Finding

#: A cell that begins so is a formula to a spreadsheet program.
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


class Listing:
    """Writes findings as they come. To be opened with `encoding="utf-8-sig", newline=""`."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file, delimiter=";")
        self._writer.writerow(Finding.__slots__)

    def __call__(self, finding: Finding) -> None:
        self._writer.writerow(
            [
                finding.row,
                _plain(finding.column),
                finding.code,
                finding.reason,
                _plain(finding.value),
            ]
        )


def _plain(text: str) -> str:
    """The text, so that no program takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text
