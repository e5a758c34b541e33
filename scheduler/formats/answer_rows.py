"""Rows of a web form's answers, whatever the form is about: read one by one, with all that is wrong at its
place; each row once, in the order in which they came. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from scheduler.formats.answers_table import Finding, Line, Table
from scheduler.formats.written_times import Order, Span, order_of
from scheduler.kernel.errors import Told
from scheduler.kernel.localtime import to_local
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one row says. `key`: by what it is known again; `is_entered`: it was taken in before."""

    row: int
    key: str
    span: Span | None = None
    is_entered: bool = False


Value = TypeVar("Value")
Column = TypeVar("Column", bound=StrEnum)
Got = TypeVar("Got", bound=Answer)


@dataclass(frozen=True)
class Reading(Generic[Column]):
    """How a table is to be read: what stands under which heading, whose clocks wrote its times, and what
    stands first in its dates (None: as the dates tell)."""

    columns: Mapping[Column, str]
    zone: str
    order: Order | None = None

    def with_order(self, table: Table, came: Column) -> "Reading[Column]":
        """With what stands first in the dates, as all of a column tell where nobody said it."""
        heading = self.columns.get(came)
        return replace(self, order=self.order or (order_of(table.column(heading)) if heading else None))


@dataclass
class Examined(Generic[Got]):
    """What a table says, in the order in which it came. With faults, nothing may be kept."""

    answers: list[Got] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def new(self) -> list[Got]:
        """What was not taken in before."""
        return [one for one in self.answers if not one.is_entered]


_BEFORE = Sentence("It was taken in before, and is left as it is.")


class Row(Generic[Column]):
    """Reads one row, and writes down what is wrong with it."""

    def __init__(self, line: Line, table: Table, reading: Reading[Column]) -> None:
        self.line, self.table, self.reading = line, table, reading
        self.faults: list[Finding] = []
        self.warnings: list[Finding] = []

    def text(self, column: Column) -> str:
        heading = self.reading.columns.get(column)
        return self.line.cells[self.table.headings.index(heading)] if heading else ""

    def fault(self, column: Column, sentence: Sentence) -> None:
        self.faults.append(Finding(sentence, self.line.row, self.reading.columns.get(column)))

    def warn(self, column: Column, sentence: Sentence | None) -> None:
        if sentence:
            self.warnings.append(Finding(sentence, self.line.row, self.reading.columns.get(column)))

    def take(self, column: Column, read: Callable[[str], Value], otherwise: Value) -> Value:
        """What `read` makes of the cell; a fault where it cannot."""
        try:
            return read(self.text(column))
        except Told as told:
            self.fault(column, told.sentence)
            return otherwise

    def name(self, column: Column, most: int, lacking: Sentence) -> str:
        """A name on one line, which has to be there."""
        name = clean_line(self.text(column))
        if column in self.reading.columns and not name:
            self.fault(column, lacking)
        if len(name) > most:
            self.fault(column, too_long(name, most))
        return name

    def leave(self, said: Sentence = _BEFORE) -> None:
        """What it says is nobody's business: only that it is left as it is."""
        self.faults = []
        self.warnings = [Finding(said, self.line.row)]


def examine_rows(
    table: Table,
    before: Iterable[Finding],
    rows: Sequence[tuple[Row[Column], Callable[[], Got]]],
    now: datetime,
) -> Examined[Got]:
    """Every fault and warning of all rows in one go, each with what reads it. `before`: what is wrong with
    the table as a whole. `now` (UTC) orders what bears no time."""
    done: Examined[Got] = Examined(faults=[*table.faults, *before], warnings=[*table.warnings])
    for row, answer in rows:
        done.answers.append(answer())
        done.faults += sorted(row.faults, key=lambda one: table.headings.index(one.heading or ""))
        done.warnings += row.warnings
    done.answers.sort(key=lambda one: (one.span.starts if one.span else now, one.row))
    done.answers = list(_once(done))
    return done


def _once(done: Examined[Got]) -> Iterator[Got]:
    """The same row twice in one file counts once."""
    first: dict[str, int] = {}
    for one in done.answers:
        before = first.setdefault(one.key, one.row) if one.key else one.row
        if before != one.row and not one.is_entered:
            said = Sentence("This is the same as row %(row)s. It is taken in once.", row=before)
            done.warnings.append(Finding(said, one.row))
        yield replace(one, is_entered=one.is_entered or before != one.row)


def key(starts: datetime, *names: str) -> str:
    """By what a row is known again, whatever else is mended in it: when it came, and these names."""
    text = json.dumps([starts.isoformat(), *map(fold, names)])
    return hashlib.sha256(text.encode()).hexdigest()


def when(moment: datetime, zone_name: str) -> str:
    """A moment as the venue's clocks show it."""
    return f"{to_local(moment, zone_name):%-d %B %Y, %H:%M:%S}"


def too_long(text: str, most: int) -> Sentence:
    told = {"length": len(text), "most": most}
    return Sentence("This text has %(length)s characters. Shorten it to %(most)s at most.", **told)


def not_open(opens_at: datetime, venue: str) -> Sentence:
    told = {"opens": when(opens_at, venue)}
    return Sentence("The call was not open yet: it opened on %(opens)s. Look at the time zone.", **told)


def closed(closes_at: datetime, venue: str) -> Sentence:
    told = {"closes": when(closes_at, venue)}
    return Sentence("The call was closed: it closed on %(closes)s. Look at the time zone.", **told)
