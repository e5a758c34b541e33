"""From the answers of a web form to applications, with everything that is wrong at its place. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduler.applications.answer_rows import Answer, Known, Reading, Row
from scheduler.applications.columns import ALWAYS_NEEDED, NAMES, Column, of_field
from scheduler.applications.support import is_closed
from scheduler.calls.rules import Terms
from scheduler.formats.answers_table import Finding, Table
from scheduler.formats.written_times import order_of
from scheduler.kernel.text import fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.organisations.likeness import Named, likely_duplicates


@dataclass
class Examined:
    """A table as applications, in the order in which they came. With faults, nothing may be kept."""

    answers: list[Answer] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def new(self) -> list[Answer]:
        """What was not taken in before."""
        return [one for one in self.answers if not one.is_entered]


def examine(table: Table, reading: Reading, known: Known) -> Examined:
    """Every fault and warning of a table in one go."""
    done = Examined(faults=[*table.faults], warnings=[*table.warnings])
    if table.faults:
        return done
    done.faults += [*_columns_that_lack(reading.columns, known.terms), *_too_late(table, reading, known)]
    reading = _with_order(table, reading)
    rows = [Row(line, table, reading, known) for line in table.lines]
    for row in rows:
        done.answers.append(row.answer())
        done.faults += sorted(row.faults, key=lambda one: table.headings.index(one.heading or ""))
        done.warnings += row.warnings
    done.answers.sort(key=lambda one: (one.span.starts if one.span else known.now, one.row))
    done.answers = list(_once(done))
    done.warnings += [
        *_rough_times(done, reading),
        *_doubled(done, reading, known),
        *_alike(done, reading, known),
    ]
    done.warnings.sort(key=lambda one: one.row or 0)
    return done


def _with_order(table: Table, reading: Reading) -> Reading:
    """With what stands first in the dates, as all of them tell where nobody said it."""
    heading = reading.columns.get(Column.CAME)
    return replace(reading, order=reading.order or (order_of(table.column(heading)) if heading else None))


def _columns_that_lack(columns: Mapping[Column, str], terms: Terms) -> Iterator[Finding]:
    """What has to be told, and has no column."""
    needed = [*ALWAYS_NEEDED, *(of_field(one, columns) for one in terms.required)]
    for column in dict.fromkeys(needed):
        if column not in columns:
            yield Finding(
                Sentence(
                    "No column is chosen for “%(name)s”, which is needed. Choose it.", name=NAMES[column]
                )
            )


def _too_late(table: Table, reading: Reading, known: Known) -> Iterator[Finding]:
    """Co-sponsors after their deadline."""
    heading = reading.columns.get(Column.COSPONSORS)
    if heading and is_closed(known.terms.support_until, known.now) and any(table.column(heading)):
        yield Finding(
            Sentence(
                "The deadline for naming co-sponsors has passed. Leave this column out, and enter them one "
                "by one."
            ),
            heading=heading,
        )


def _once(done: Examined) -> Iterator[Answer]:
    """The same row twice in one file counts once."""
    first: dict[str, int] = {}
    for one in done.answers:
        before = first.setdefault(one.key, one.row) if one.key else one.row
        if before != one.row and not one.is_entered:
            said = Sentence("This is the same as row %(row)s. It is taken in once.", row=before)
            done.warnings.append(Finding(said, one.row))
        yield replace(one, is_entered=one.is_entered or before != one.row)


def _rough_times(done: Examined, reading: Reading) -> Iterator[Finding]:
    """That the file does not tell the whole order."""
    heading = reading.columns.get(Column.CAME)
    if any(one.span and one.span.to_the_day for one in done.new):
        yield Finding(
            Sentence(
                "Some times are days only: what came on one day counts from its end, in the order of rows."
            ),
            heading=heading,
        )
    elif any(one.span and (one.span.ends - one.span.starts).seconds == 60 for one in done.new):
        yield Finding(
            Sentence(
                "The times have no seconds: what came within a minute counts from its end, in the order of "
                "rows. If the form knows the seconds, export them."
            ),
            heading=heading,
        )


def _doubled(done: Examined, reading: Reading, known: Known) -> Iterator[Finding]:
    """More of one lead than the call allows."""
    rows: dict[str, list[str]] = defaultdict(list)
    for one in done.new:
        body = known.bodies.get(fold(one.lead))
        before = [*(body.leads if body else ()), *rows[body.name if body else fold(one.lead)]]
        if one.lead and len(before) >= known.terms.most_per_lead:
            yield Finding(
                Sentence(
                    "%(name)s leads another application in this call (%(others)s). This one is received, and "
                    "marked as one too many.",
                    name=one.lead,
                    others=", ".join(before),
                ),
                one.row,
                reading.columns.get(Column.ORGANISATION),
            )
        rows[body.name if body else fold(one.lead)].append(str(Sentence("row %(row)s", row=one.row)))


def _alike(done: Examined, reading: Reading, known: Known) -> Iterator[Finding]:
    """Organisations that nobody knows, and those that they look like."""
    new: list[tuple[int, Column, str]] = []
    for one in done.new:
        named = [(Column.ORGANISATION, one.lead), *((Column.COSPONSORS, name) for name in one.cosponsors)]
        new += [(one.row, column, name) for column, name in named if name and fold(name) not in known.bodies]
    likely = likely_duplicates(
        ((str(place), Named(name)) for place, (*_, name) in enumerate(new)), known.named
    )
    other = {int(place): alike.name for place, _, alike in likely}
    for place, (row, column, name) in enumerate(new):
        heading = reading.columns.get(column)
        if place in other:
            told = {"new": quoted(name), "other": quoted(other[place])}
            said = Sentence(
                "%(new)s is not known, and looks like %(other)s. If it is the same organisation, write that "
                "name; else it is enrolled.",
                **told,
            )
        else:
            said = Sentence(
                "%(new)s is not known. It is enrolled, and waits to be verified.", new=quoted(name)
            )
        yield Finding(said, row, heading)
