"""Importing areas: polygons with a code, a version, names and a parent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.db import transaction
from rest_framework.exceptions import APIException

from people.actors import Actor
from people.permissions import require
from venues.areas import save_area
from venues.importing.columns import Column
from venues.importing.findings import FileRefused, Refused, Report
from venues.importing.running import Way, run
from venues.importing.shapes import Shape, Shapes, Source
from venues.models import Area
from venues.places import reassign_venues

#: The fields of the template; every one can be called something else by an option.
FIELDS: Final = (
    Column("code", "The area's code, at most 40 characters (`--code-field`)"),
    Column("name_sv", "Its name in Swedish (`--name-field sv=FIELD`)", "the code is shown"),
    Column("name_en", "Its name in English (`--name-field en=FIELD`)", "the Swedish one is shown"),
    Column("name_ar", "Its name in Arabic (`--name-field ar=FIELD`)", "the Swedish one is shown"),
    Column(
        "version",
        "Which version of the division it is, such as 2025 (`--version-field`)",
        "what `--area-version` says; one of the two is needed",
    ),
    Column(
        "parent",
        "The code of the area it lies in (`--parent-field`)",
        "a known area keeps its parent, a new one has none",
    ),
)


@dataclass(frozen=True, slots=True)
class AreaOptions:
    """What to know about a file of areas. Fields are names in the file; "" is none."""

    kind: str
    source: str
    code_field: str = "code"
    #: Language: the fields that may hold the name, the first that is there.
    name_fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = ""
    version_field: str = ""
    parent_field: str = ""
    parent_version: str = ""
    municipality: str = ""
    municipality_field: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A feature that is right in itself."""

    number: int
    code: str
    version: str
    names: dict[str, str]
    parent: str
    geometry: MultiPolygon


def import_areas(*, source: Source, options: AreaOptions, way: Way, by: Actor) -> Report:
    """Add the areas of a file, or bring those with the same code and version up to date."""
    require(by, "area.write")
    return run(lambda report: _Import(source, options, way, report, by).work(), way)


class _Import:
    def __init__(
        self, source: Source, options: AreaOptions, way: Way, report: Report, by: Actor
    ) -> None:
        self.options, self.way, self.report, self.by = options, way, report, by
        self.shapes = Shapes(source, report)
        self.first: dict[tuple[str, str], int] = {}
        self.languages = self._check_fields()

    def work(self) -> None:
        """Save every area; those whose parent comes later in the file wait for it."""
        waiting = [row for row in self._rows() if not self._save(row, patient=True)]
        while waiting:
            left = [row for row in waiting if not self._save(row, patient=True)]
            if len(left) == len(waiting):
                for row in left:
                    self._save(row, patient=False)
                break
            waiting = left
        if self.report.added or self.report.changed:
            moved = reassign_venues()
            if moved:
                self.report.note(f"{moved} venues belong to another area now.")

    def _check_fields(self) -> dict[str, str]:
        """The field of each language's name. Raises FileRefused for a field that is not there."""
        wanted = self.options
        asked = [
            wanted.code_field,
            wanted.version_field,
            wanted.parent_field,
            wanted.municipality_field if wanted.municipality else "",
        ]
        there = set(self.shapes.fields)
        missing = [name for name in asked if name and name not in there]
        languages = {}
        for language, names in wanted.name_fields.items():
            found = next((name for name in names if name in there), None)
            if found is None:
                missing.append(" or ".join(names))
            else:
                languages[language] = found
        if missing:
            has = ", ".join(self.shapes.fields) or "none"
            raise FileRefused(
                *(
                    Refused("missing_column", f"There is no field {name}. There are: {has}.")
                    for name in missing
                )
            )
        unread = there - {*asked, *languages.values()}
        if unread:
            self.report.note(f"Fields not read: {', '.join(sorted(unread))}.")
        if not languages:
            self.report.note("No field holds a name; the areas show their code.")
        return languages

    def _rows(self) -> Iterator[AreaRow]:
        for shape in self.shapes:
            self.way.progress(1)
            if self.options.municipality:
                own = shape.fields[self.options.municipality_field]
                if own != self.options.municipality:
                    self.report.left_out["features of other municipalities"] += 1
                    continue
            self.report.rows += 1
            row = self._row(shape)
            if isinstance(row, AreaRow):
                yield row
            else:
                self.report.refuse(shape.number, row)
        if not self.report.rows:
            reason = f"Nothing in the file is of municipality {self.options.municipality}."
            raise FileRefused(Refused("file_empty", reason))

    def _row(self, shape: Shape) -> AreaRow | list[Refused]:
        wanted = self.options
        problems = list(shape.problems)
        code = _text(shape, wanted.code_field, 40, problems)
        version = wanted.version or _text(shape, wanted.version_field, 40, problems)
        names = {
            language: _text(shape, name, 120, problems, needed=False)
            for language, name in self.languages.items()
        }
        if isinstance(shape.geometry, Refused):
            problems.append(shape.geometry)
        before = self.first.setdefault((code, version), shape.number)
        if code and before != shape.number:
            reason = f"{code} of version {version} stands in row {before} already."
            problems.append(Refused("duplicate_id", reason, column=wanted.code_field, value=code))
        if problems or isinstance(shape.geometry, Refused):
            return problems
        polygon = _multipolygon(shape.geometry)
        names = {language: name for language, name in names.items() if name}
        parent = shape.fields[wanted.parent_field] if wanted.parent_field else ""
        return AreaRow(shape.number, code, version, names, parent, polygon)

    def _save(self, row: AreaRow, *, patient: bool) -> bool:
        """Save unless it must wait for its parent; what is refused is done with, too."""
        known = Area.objects.filter(code=row.code, version=row.version).first()
        parent = known.parent if known else None
        if row.parent:
            found = self._parent(row)
            if isinstance(found, Refused):
                if patient:
                    return False
                self.report.refuse(row.number, [found])
                return True
            parent = found
        if known is not None and self._same(known, row, parent):
            self.report.count("unchanged")
            return True
        self._write(row, parent, known)
        return True

    def _write(self, row: AreaRow, parent: Area | None, known: Area | None) -> None:
        try:
            with transaction.atomic():
                save_area(
                    kind=self.options.kind,
                    code=row.code,
                    version=row.version,
                    names=row.names,
                    geometry=row.geometry,
                    geometry_source=self.options.source,
                    geometry_approximate=self.options.approximate,
                    parent=parent,
                    reassign=False,
                    by=self.by,
                )
        except APIException as error:
            self.report.refuse(row.number, [Refused("area_refused", str(error.detail))])
        else:
            self.report.count("changed" if known else "added")

    def _parent(self, row: AreaRow) -> Area | Refused:
        candidates = list(Area.objects.filter(code=row.parent).order_by("version"))
        version = self.options.parent_version or row.version
        exact = [area for area in candidates if area.version == version]
        column = self.options.parent_field
        if exact:
            return exact[0]
        if not candidates or self.options.parent_version:
            of = f" of version {version}" if self.options.parent_version else ""
            reason = f"No area has the code {row.parent!r}{of}; import it first."
            return Refused("unknown_parent", reason, column=column, value=row.parent)
        if len(candidates) > 1:
            versions = ", ".join(area.version for area in candidates)
            reason = f"{row.parent!r} exists in versions {versions}: say --parent-version."
            return Refused("area_ambiguous", reason, column=column, value=row.parent)
        return candidates[0]

    def _same(self, known: Area, row: AreaRow, parent: Area | None) -> bool:
        return (
            known.kind == self.options.kind
            and known.parent_id == (parent.pk if parent else None)
            and known.geometry_source == self.options.source
            and known.geometry_approximate == self.options.approximate
            and dict(known.names.values_list("language", "name")) == row.names
            and _equal(known.geometry, row.geometry)
        )


def _multipolygon(shape: GEOSGeometry) -> MultiPolygon:
    if isinstance(shape, Polygon):
        return MultiPolygon(shape, srid=4326)
    return cast(MultiPolygon, shape)


def _equal(one: GEOSGeometry, other: GEOSGeometry) -> bool:
    return bool(one.equals_exact(other, 1e-9))  # a tenth of a millimetre


def _text(
    shape: Shape, name: str, longest: int, problems: list[Refused], *, needed: bool = True
) -> str:
    value = shape.fields[name]
    if needed and not value:
        problems.append(Refused("value_missing", f"{name} is empty.", column=name))
    if len(value) > longest:
        reason = f"{name} has {len(value)} characters; at most {longest} can be kept."
        problems.append(Refused("too_long", reason, column=name, value=value))
    return value
