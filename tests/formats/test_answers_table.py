"""Reading tables of answers, as web forms and spreadsheets write them."""

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from scheduler.formats.answers_table import LARGEST, MOST_COLUMNS, MOST_ROWS, Table, read
from scheduler.formats.csv_table import Row
from scheduler.formats.workbook import xlsx_bytes

TEXT = 'Zeitstempel;"Title; of the event";Näme\n1;"a;b, ""c""\nd";=1+1\n\n2;x;;;\n'


def told(table: Table) -> list[tuple[str, str]]:
    return [(str(one.place or ""), str(one.sentence)) for one in (*table.faults, *table.warnings)]


def cells(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.row, line.cells) for line in table.lines]


@pytest.mark.parametrize(
    "data",
    [
        *(TEXT.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        f"sep=;\r\n{TEXT}".encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    table = read(data)
    assert table.headings == ("Zeitstempel", "Title; of the event", "Näme")
    assert cells(table) == [(2, ("1", 'a;b, "c"\nd', "=1+1")), (4, ("2", "x", ""))]
    assert told(table) == []


def test_windows_letters_are_read_and_told() -> None:
    table = read(TEXT.encode("cp1252"))
    assert table.headings[2] == "Näme"
    assert told(table) == [
        (
            "",
            "This file is not in UTF-8. It was read as Windows-1252: look whether letters with accents are "
            "right.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("a,b\n1,2\n", ("a", "b")),
        ("a\tb, or c, or d\n1\t2\n3\t4, 5\n", ("a", "b, or c, or d")),
        ("When; or where,Title, please\n1; 2,x,y\n3,z,w\n", ("When; or where", "Title", "please")),
        ("a;b;c\n1,5;2,5;3,5\n", ("a", "b", "c")),
    ],
)
def test_the_separator_that_gives_even_rows(text: str, headings: tuple[str, ...]) -> None:
    assert read(text.encode()).headings == headings


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (b"", "", "This file is empty."),
        (b" \r\n", "", "This file is empty."),
        (b"a," * LARGEST, "", "This file has more than 2 MB."),
        (b"PK\x03\x04workbook", "", "This workbook cannot be read."),
        (b"%PDF-1.7", "", "This is neither a CSV file nor an .xlsx workbook."),
        (b"a,b\n\x81\x8d,1\n", "", "The letters of this file cannot be read"),
        (b"a,b\n1,\0\n", "", "The letters of this file cannot be read"),
        (b"\xff\xfea", "", "The letters of this file cannot be read"),
        (b"a,b\n", "", "There is no answer under the headings."),
        (b"\n1,2\n", "Row 1", "The first row is empty."),
        (b"a\n1\n", "Row 1", "There is one column only."),
        (b"a,,c\n1,2,3\n", "Row 1", "Column 2 has no heading."),
        (b"a,b,A \n1,2,3\n", 'Row 1, column "A"', "The heading stands above column 1 and column 3."),
        (b"a,b\n1,2\n1,2,3\n", "Row 3", "Cells in this row: 3; headings: 2."),
        (b"a,b\n1,2\n1\n", "Row 3", "Cells in this row: 1; headings: 2."),
        (b'a,b\n1,2\n3,"4\n', "Row 3", "The quotation marks of this row do not fit"),
        (b'a,b\n1,"2"x\n', "Row 2", "The quotation marks of this row do not fit"),
        (b"a,b\n1," + b"x" * 200_000, "Row 2", "A cell of this row is longer"),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "", "This file has more than 1000 rows."),
        (
            ",".join(map(str, range(MOST_COLUMNS + 1))).encode() + b"\n" + b"x," * MOST_COLUMNS + b"x\n",
            "Row 1",
            "There are more than 100 columns.",
        ),
    ],
)
def test_each_fault_has_its_name_and_its_place(data: bytes, place: str, said: str) -> None:
    found = told(read(data))
    assert [where for where, _ in found] == [place]
    assert found[0][1].startswith(said)


def test_all_faults_in_one_go() -> None:
    table = read(b"a,b,a,\n1,2,3,4\n1,2\n1,2,3,4,5\n")
    assert [where for where, _ in told(table)] == ['Row 1, column "a"', "Row 1", "Row 3", "Row 4"]


def book(*rows: Row) -> bytes:
    return xlsx_bytes(rows, "Answers")


def parts_of(data: bytes, **changed: bytes) -> bytes:
    """The workbook with these parts instead, by the ends of their names without dots."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, changed.get(key, old.read(name)))
    return made.getvalue()


def test_a_workbook_says_the_same_as_a_csv() -> None:
    came, day = datetime(2027, 1, 15, 13, 5, 9, tzinfo=UTC), date(2027, 1, 15)
    table = read(
        book(
            ("When", "Title", "Number", ""), (came, "=1+1", 50, None), (None,) * 4, (day, "a\nb", None, None)
        )
    )
    assert (table.headings, told(table)) == (("When", "Title", "Number"), [])
    assert cells(table) == [(2, ("2027-01-15 13:05:09", "=1+1", "50")), (4, ("2027-01-15", "a\nb", ""))]


def test_faults_of_a_workbook() -> None:
    good = book(("a", "b"), ("1", "2"))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst>&a;</sst>'
    for data, said in (
        (parts_of(good, sharedStrings=bomb), "This workbook cannot be read."),
        (parts_of(good, sheet1=b"<broken"), "This workbook cannot be read."),
        (parts_of(good, workbook=b"<none/>"), "This workbook cannot be read."),
        (parts_of(good, sheet1="<a/>".encode("utf-16")), "This workbook cannot be read."),
        (book(("a", "b"), *[("1", "2")] * (MOST_ROWS + 1)), "This file has more than 1000 rows."),
        (book((None, None)), "The first row is empty."),
        (book(("a", None), ("1", "2")), "Column 2 has no heading."),
        (good[:200], "This workbook cannot be read."),
    ):
        found = read(data)
        assert [str(one.sentence)[: len(said)] for one in found.faults] == [said]
