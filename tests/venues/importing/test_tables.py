"""Opening tables: what a spreadsheet program may have done to them, told by code."""

import tracemalloc
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.venues.importing.files import as_csv, as_xlsx
from venues.importing.columns import Column, Fitting, Row
from venues.importing.findings import CODES, LISTED, FileRefused, Refused, Report
from venues.importing.reading import table_rows
from venues.importing.running import Seen, silent
from venues.importing.tables import Format, garbled

COLUMNS = (Column("id", "An id"), Column("name", "A name", "none"))


def rows(path: Path, form: Format | None = None, report: Report | None = None) -> list[Row]:
    found = report if report is not None else Report()
    return list(table_rows(path, COLUMNS, Fitting(), form or Format(), found, silent))


def refused(path: Path, form: Format | None = None) -> tuple[int, str]:
    """The row and code for which the whole file is refused."""
    with pytest.raises(FileRefused) as caught:
        rows(path, form)
    return caught.value.row, caught.value.refusals[0].code


def book(path: Path, *cells: object) -> Path:
    """A workbook with one row below the header."""
    return as_xlsx(path, [["id", "name"], list(cells)])


def codes(found: list[Row]) -> list[str]:
    return [problem.code for row in found for problem in row.problems]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n \n", "file_empty"),
        (b"id;name\n", "file_empty"),
        (b"id;name\n;\n", "file_empty"),
        ("id;name\n1;å\n".encode("utf-16"), "wrong_encoding"),
        (b"id;name\n1;\x81\xe5\n", "wrong_encoding"),
        (b'id;name\n1;"open\n2;b\n', "file_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old excel", "file_unreadable"),
        (b"PK\x03\x04 not a workbook", "file_unreadable"),
        (b"name\n1\n", "missing_column"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert refused(path)[1] == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.csv") == (0, "file_unreadable")


def test_the_encoding_can_be_said(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", [["id", "name"], ["1", "Åäö"]], encoding="cp850")
    assert refused(path) == (0, "wrong_encoding")
    letters = as_csv(tmp_path / "b.csv", [["id", "name"], ["1", "träff"]], encoding="cp850")
    assert codes(rows(letters)) == ["garbled_text"]  # Windows-1252 has signs for these bytes
    assert rows(path, Format(encoding="cp850"))[0].cells["name"] == "Åäö"
    assert refused(path, Format(encoding="utf-8")) == (0, "wrong_encoding")
    assert refused(path, Format(encoding="klingon")) == (0, "wrong_encoding")


@pytest.mark.parametrize("text", ["TrÃ¤ffen", "ligger pÃ¥ torget", "tr„ffen", "v†rd", "v\ufffdrd"])
def test_garbled_letters_are_seen(text: str) -> None:
    assert garbled(text)


@pytest.mark.parametrize(
    "text", ["Träffen", "São Paulo", "”Huset” – ett café", "ÅÄÖ", "مركز", "L’été", "Ã", "5 °C"]
)
def test_letters_of_other_languages_are_not_garbled(text: str) -> None:
    assert not garbled(text)


def test_excels_own_first_line_says_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nid|name\n1|a;b,c\n")
    assert [(row.number, dict(row.cells)) for row in rows(path)] == [
        (3, {"id": "1", "name": "a;b,c"})
    ]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id;name\n1;"two\nlines"\n;\n3;c\n')
    report = Report()
    assert [row.number for row in rows(path, report=report)] == [2, 4]
    assert (report.rows, report.left_out) == (2, {"empty rows": 1})


def test_cells_of_a_workbook_become_the_text_a_csv_would_have(tmp_path: Path) -> None:
    found = rows(book(tmp_path / "a.xlsx", 7.0, "  Träffen\u00a0"))
    assert found[0].cells == {"id": "7", "name": "Träffen"}


@pytest.mark.parametrize(
    ("value", "code"), [("=1+1", "formula"), ('=HYPERLINK("x")', "formula"), ("#N/A", "cell_error")]
)
def test_formulas_and_errors_of_a_workbook_are_refused(
    tmp_path: Path, value: str, code: str
) -> None:
    found = rows(book(tmp_path / "a.xlsx", 7, value))
    assert [(p.code, p.column) for p in found[0].problems] == [(code, "name")]


def test_a_workbook_of_several_sheets_needs_a_name(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 7, "x")
    made = openpyxl.load_workbook(path)
    made.create_sheet("Annat").append(["id"])
    made.save(path)
    assert refused(path) == (0, "sheet_unclear")
    assert refused(path, Format(sheet="Tredje")) == (0, "sheet_unclear")
    assert len(rows(path, Format(sheet="Blad1"))) == 1


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert refused(as_xlsx(tmp_path / "a.xlsx", []))[1] == "file_empty"


def test_a_value_below_no_heading_is_a_shift(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", [["id", "name", ""], ["1", "a", ""], ["2", "b", "c"]])
    assert [codes([row]) for row in rows(path)] == [[], ["columns_shifted"]]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = as_csv(
            tmp_path / f"{count}.csv", [["id", "name"], *([n, "Å" * 50] for n in range(count))]
        )
        tracemalloc.start()
        for _row in table_rows(path, COLUMNS, Fitting(), Format(), Report(), silent):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        path.unlink()
        return most

    small, large = peak(30_000), peak(120_000)
    assert large < small * 1.2


def test_findings_beyond_the_listed_are_counted() -> None:
    report = Report()
    for row in range(LISTED + 5):
        report.refuse(row, [Refused("formula", "No.")])
    assert (len(report.findings), report.not_listed, report.refused) == (LISTED, 5, LISTED + 5)
    assert '"findings_not_listed": 5' in report.as_json()


def test_a_code_that_nobody_wrote_down_is_a_defect() -> None:
    with pytest.raises(LookupError):
        Refused("new_code", "?")
    assert all(CODES.values())


@pytest.mark.django_db
def test_an_id_is_remembered_over_batches() -> None:
    seen = Seen()
    assert seen.repeated([(2, "a"), (3, "b"), (4, "a")]) == {4: 2}
    assert seen.repeated([(5, "c"), (6, "b")]) == {6: 3}


@pytest.mark.parametrize("command", ["import_venues", "import_population", "import_activities"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_has_exactly_the_columns_and_never_overwrites(
    tmp_path: Path, command: str, suffix: str
) -> None:
    path = tmp_path / f"mall{suffix}"
    call_command(command, "--template", str(path), verbosity=0)
    before = path.read_bytes()
    assert before
    with pytest.raises(CommandError, match="exists"):
        call_command(command, "--template", str(path), verbosity=0)
    assert path.read_bytes() == before


@pytest.mark.django_db
def test_the_template_of_areas_is_a_file_of_areas(tmp_path: Path) -> None:
    path = tmp_path / "mall.geojson"
    call_command("import_areas", "--template", str(path), verbosity=0)
    options = ("--kind", "district", "--source", "Mall", "--name-field", "sv=name_sv")
    call_command("import_areas", str(path), *options, "--version-field", "version", verbosity=0)


def test_a_command_without_a_file_says_what_to_give() -> None:
    with pytest.raises(CommandError, match="--template"):
        call_command("import_venues")
