"""What can be wrong with any table: the file, its header, its sheets, its signs."""

from typing import Final

from tests.activities.importing.error_kinds import (
    NUMBERS,
    TABLES,
    WORDS,
    Case,
    Make,
    Said,
    bomb,
    book,
    broken_book,
    dated,
    hidden,
    no_book,
    raw,
    several,
    text_of,
    written,
)


def of_tables() -> list[Case]:
    """What can be wrong with any table."""
    cases: list[Case] = []
    for importer, table in TABLES.items():
        good, word, number = table(), WORDS[importer], NUMBERS[importer]
        header, first, second = good

        def add(kind: str, make: Make, *said: Said, to: str = importer) -> None:
            cases.append(Case(kind, to, make, said))

        add("empty file", raw(b""), (0, "", "file_empty"))
        add("only blank lines", raw(b"\r\n \r\n\n"), (0, "", "file_empty"))
        add("header only", written([header]), (0, "", "file_empty"))
        add("header only, XLSX", book([header]), (0, "", "file_empty"))
        empty = [""] * len(header)
        add("rows of empty cells only", written([header, empty]), (0, "", "file_empty"))
        add("empty rows at the end", written([*good, empty, []]))
        add("empty rows at the end, XLSX", book([*good, empty, []]))
        add("byte order mark", written(good, encoding="utf-8-sig"))
        western = [
            [cell.encode("cp1252", "ignore").decode("cp1252") for cell in row] for row in good
        ]
        add("Windows-1252", written(western, encoding="cp1252"))
        add("mixed line ends", raw(text_of(good, "\n").replace("\n", "\r\n", 1).encode()))
        add("line ends of an old Mac", raw(text_of(good, "\r").encode()))
        add("UTF-16", written(good, encoding="utf-16"), (0, "", "wrong_encoding"))
        add("zero bytes", raw(text_of(good).encode() + b"a\0b"), (0, "", "wrong_encoding"))
        garbled = [header, first, [*second]]
        garbled[2][header.index(word)] = "SkogÃ¥s"
        column = "area" if importer == "population" else word
        add("wrongly decoded letters", written(garbled), (3, column, "garbled_text"))
        for sign in ("=1+1", '=HYPERLINK("x")', "@SUM(1+1)", "+cmd|' /C calc'!A0"):
            cell = table(**{word: sign})
            add(f"formula `{sign}`", written(cell), (3, column, "formula"))
        add("formula, XLSX", dated(importer, word, "=A1"), (3, column, "formula"))
        add("spreadsheet error, XLSX", dated(importer, word, "#REF!"), (3, column, "cell_error"))
        add("missing column", written([row[1:] for row in good]), (1, header[0], "missing_column"))
        extra = [[*header, "Telefon"], [*first, ""], [*second, "08-1"]]
        add("unknown column", written(extra), (1, "Telefon", "unknown_column"))
        twice = [[*header, header[0]], [*first, first[0]], [*second, second[0]]]
        add("a column twice", written(twice), (1, header[0], "column_twice"))
        add("no header", written([["1", "2"], ["3", "4"]]), (1, "", "no_header"))
        add("a cell too few", written([header, first, second[:-1]]), (3, "", "columns_shifted"))
        add("a cell too many", written([header, first, [*second, "x"]]), (3, "", "columns_shifted"))
        add("a number in words", written(table(**{number: "tio"})), (3, number, "not_a_number"))
        add("an unclosed quotation mark", raw(text_of(good).encode() + b'"a'), *_unclosed(4))
        add("a cell of 200,000 characters", written(table(**{word: "x" * 200_000})), *_unclosed(3))
        add("several sheets", book(good, several), (0, "", "sheet_unclear"))
        add("a hidden sheet beside", book(good, hidden))
        add("a broken workbook", broken_book(good), *_unclosed(3))
        add("a zip bomb", bomb, (0, "", "file_too_large"))
        add("another kind of zip file", no_book, (0, "", "file_unreadable"))
        for what, content in OTHER_FILES.items():
            add(what, raw(content), (0, "", "file_unreadable"))
    return cases


OTHER_FILES: Final = {
    "a PDF called .csv": b"%PDF-1.7\n",
    "a GeoPackage called .csv": b"SQLite format 3\0" + bytes(100),
    "an old .xls called .csv": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a web page called .csv": b"<html><table>",
    "GeoJSON called .csv": b'{"type": "FeatureCollection", "features": []}',
    "a picture called .csv": b"\x89PNG\r\n\x1a\n",
}


def _unclosed(row: int) -> list[Said]:
    return [(row, "", "file_unreadable")]
