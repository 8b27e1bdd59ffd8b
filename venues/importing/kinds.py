"""What can be imported, by name. Each room registers its own in its `AppConfig.ready`.

The commands and the upload page both end in the functions registered here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from people.actors import Actor
from venues.importing.columns import Column, Fitting
from venues.importing.findings import Report
from venues.importing.running import Way
from venues.importing.tables import Format

#: Options that every table takes.
TABLE_OPTIONS: Final = frozenset(
    {
        "columns",
        "constants",
        "values",
        "ignore_columns",
        "ignore_other_columns",
        "encoding",
        "delimiter",
        "sheet",
        "no_header",
        "keep_good_rows",
    }
)
TABLES: Final = (".csv", ".xlsx")
Options = Mapping[str, Any]
Import = Callable[[Path, Options, Way, Actor], Report]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something to import. `deed` is what the rows need; `suffixes` are the files that are read."""

    name: str
    deed: str
    columns: Sequence[Column]
    work: Import
    suffixes: tuple[str, ...] = TABLES
    options: frozenset[str] = field(default=TABLE_OPTIONS)
    #: Options without which the file cannot be read.
    needed: tuple[str, ...] = ()


_kinds: Final[dict[str, Kind]] = {}


def register_import(kind: Kind) -> None:
    """Make a kind known. Registering two under one name is an error."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"The import {kind.name!r} is registered twice.")


def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    return dict(_kinds)


def fitting_of(options: Options) -> Fitting:
    """How the file's columns become ours."""
    values = {
        (column, theirs): ours
        for column, words in options.get("values", {}).items()
        for theirs, ours in words.items()
    }
    return Fitting(
        headings=options.get("columns", {}),
        constants=options.get("constants", {}),
        values=values,
        ignored=options.get("ignore_columns", []),
        ignore_others=options.get("ignore_other_columns", False),
    )


def form_of(options: Options) -> Format:
    """How the file is written."""
    words = {name: options.get(name, "") for name in ("encoding", "delimiter", "sheet")}
    return Format(**words, no_header=options.get("no_header", False))
