"""From the answers of a web form to applications, with everything that is wrong at its place. Pure."""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.applications.answer_rows import Answer, Known, Reading, Row
from scheduler.applications.columns import ALWAYS_NEEDED, NAMES, Column, of_field
from scheduler.applications.support import is_closed
from scheduler.formats import answer_rows
from scheduler.formats.answer_columns import lacking
from scheduler.formats.answer_rows import examine_rows
from scheduler.formats.answers_table import Finding, Table
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.organisations.newcomers import unknown

Examined = answer_rows.Examined[Answer]


def examine(table: Table, reading: Reading, known: Known) -> Examined:
    """Every fault and warning of a table in one go."""
    if table.faults:
        return Examined(faults=[*table.faults], warnings=[*table.warnings])
    needed = [*ALWAYS_NEEDED, *(of_field(one, reading.columns) for one in known.terms.required)]
    whole = [*lacking(reading.columns, needed, NAMES), *_too_late(table, reading, known)]
    reading = reading.with_order(table, Column.CAME)
    rows = [Row(line, table, reading, known) for line in table.lines]
    done = examine_rows(table, whole, [(row, row.answer) for row in rows], known.now)
    done.warnings += [
        *_rough_times(done, reading),
        *_doubled(done, reading, known),
        *_alike(done, reading, known),
    ]
    done.warnings.sort(key=lambda one: one.row or 0)
    return done


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
    named = [
        (one.row, reading.columns.get(column), name)
        for one in done.new
        for column, name in (
            (Column.ORGANISATION, one.lead),
            *((Column.COSPONSORS, name) for name in one.cosponsors),
        )
    ]
    return unknown(named, known.bodies, known.named)
