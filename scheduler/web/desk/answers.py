"""What a web form collected, as a file: sent or carried along, and how somebody said that it is to be read.

Nothing is stored before the last step: the form carries the file along (carried.py).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import request

from scheduler.formats.answer_columns import Wordings, guess
from scheduler.formats.answer_rows import Reading
from scheduler.formats.answers_table import LARGEST, Finding, Table, read
from scheduler.formats.written_times import Order
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.web.desk.carried import pack, unpack

Column = TypeVar("Column", bound=StrEnum)
LONGEST_NAME = 100
UTC_NAME = "UTC"
MOST = LARGEST // 2**20
"""Megabytes of a file."""


@dataclass(frozen=True)
class Upload:
    """A file: its name, its bytes as they are carried, and what they say."""

    name: str
    packed: str
    table: Table
    is_fresh: bool
    """It was chosen just now: nobody said yet how to read it."""


def upload() -> Upload:
    """Raises Told where there is no file."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        data = sent.stream.read(LARGEST + 1)
        name = clean_line(sent.filename)[:LONGEST_NAME]
        table = read(data)
        return Upload(name, "" if table.faults else pack(data), table, is_fresh=True)
    packed = request.form.get("packed", "")
    if not packed:
        raise Told(Sentence("Choose a file."))
    name = clean_line(request.form.get("name", ""))[:LONGEST_NAME]
    return Upload(name or "?", packed, read(unpack(packed)), is_fresh=False)


def reading(found: Upload, wordings: Wordings[Column], venue: str) -> Reading[Column]:
    """How the file is to be read: guessed where it is fresh, else as somebody said. What is no choice of ours
    is as if it was not said. `venue`: the zone of the meeting."""
    if found.is_fresh:
        return Reading({} if found.table.faults else guess(found.table, wordings), venue)
    zone = UTC_NAME if request.form.get("zone") == UTC_NAME else venue
    order = request.form.get("order", "")
    return Reading(_columns(found, wordings), zone, Order(order) if order in list(Order) else None)


def _columns(found: Upload, known: Wordings[Column]) -> Mapping[Column, str]:
    headings = found.table.headings
    columns = {}
    for column in known:
        number = request.form.get(f"column-{column}", type=int)
        if number is not None and 0 <= number < len(headings):
            columns[column] = headings[number]
    return columns


def by_row(findings: Sequence[Finding]) -> dict[int | None, list[Finding]]:
    """Those of the whole file under None."""
    found: dict[int | None, list[Finding]] = defaultdict(list)
    for one in findings:
        found[one.row].append(one)
    return found
