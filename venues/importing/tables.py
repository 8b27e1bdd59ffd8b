"""A table in a file: its header and its rows, streamed, whatever the format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from venues.importing.findings import Refused

#: A cell's text without surrounding blanks, or why it cannot be used.
Cell: TypeAlias = str | Refused


@dataclass(slots=True)
class Table:
    """A header and the rows below it, as (row number in the file, cells)."""

    header: list[str]
    header_row: int
    lines: Iterator[tuple[int, list[Cell]]]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Format:
    """What cannot always be told from a file: "" means to find out."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    #: There are no headings above the values: the columns are called 1, 2, and so on.
    no_header: bool = False


def numbered(width: int) -> list[str]:
    """What the columns of a table without headings are called."""
    return [str(place) for place in range(1, width + 1)]


def clean(text: str) -> Cell:
    """The cell without blanks around it; refused when it is a formula or garbled."""
    text = text.strip().strip("\ufeff\xa0")
    if text.startswith("=") or _FORMULA.match(text):
        reason = "A formula. Paste the column as values and save again."
        return Refused("formula", reason, value=text)
    if garbled(text):
        reason = "Garbled letters: the text went through a wrong encoding. See --encoding."
        return Refused("garbled_text", reason, value=text)
    return text


#: What a spreadsheet program takes for a formula although it does not begin with `=`: a function
#: (`@SUM(1)`), another program (`+cmd|...`). A telephone number or a name after `@` is none.
_FORMULA: Final = re.compile(r"[+\-@](\w+\(|[^|]*\|[^|]*!)")
# What UTF-8 looks like when read as Windows-1252 (Ã¥), and DOS or Mac bytes read as such.
_TWICE: Final = frozenset("¡¢£¤¥¦§¨©ª«¬­®¯°±²³´µ¶·¸¹º»¼½¾¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
_BETWEEN: Final = frozenset("†„”Œ‡")


def garbled(text: str) -> bool:
    """Whether the text shows the marks of a wrong decoding."""
    if text.isascii():
        return False
    if "\ufffd" in text:
        return True
    triples = zip(" " + text, text, text[1:] + " ", strict=False)
    return any(
        (here == "Ã" and after in _TWICE)
        or (here in _BETWEEN and before.islower() and after.islower())
        for before, here, after in triples
    )
