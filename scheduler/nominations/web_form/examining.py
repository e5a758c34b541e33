"""From the answers of a web form to nominations, with everything that is wrong at its place. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.formats import answer_rows
from scheduler.formats.answer_columns import lacking
from scheduler.formats.answer_rows import examine_rows
from scheduler.formats.answers_table import Finding, Table
from scheduler.kernel.words import Sentence
from scheduler.nominations.web_form.cells import says_nothing
from scheduler.nominations.web_form.columns import NAMES, NEEDED, PRIVATE_COLUMNS, Column
from scheduler.nominations.web_form.rows import Answer, Known, Reading, Row
from scheduler.organisations.newcomers import unknown

Examined = answer_rows.Examined[Answer]


def examine(table: Table, reading: Reading, known: Known) -> Examined:
    """Every fault and warning of a table in one go."""
    if table.faults:
        return Examined(faults=[*table.faults], warnings=[*table.warnings])
    reading = reading.with_order(table, Column.CAME)
    needed = [*NEEDED, *map(Column, known.required)]
    rows = [Row(line, table, reading, known) for line in table.lines]
    whole = lacking(reading.columns, needed, NAMES)
    done = examine_rows(table, whole, [(row, row.answer) for row in rows], known.now)
    done.answers = list(_each_person_once(done))
    named = [(one.row, reading.columns.get(Column.ORGANISATION), one.organisation) for one in done.new]
    done.warnings += [*_nobody_says_whose(table, reading), *unknown(named, known.bodies, known.named)]
    done.warnings.sort(key=lambda one: one.row or 0)
    return done


def _each_person_once(done: Examined) -> Iterator[Answer]:
    """Of one person in one channel, the row that came first."""
    first: dict[tuple[str, str, str], int] = {}
    for one in done.answers:
        if one.is_entered or not (one.channel and one.person):
            yield one
            continue
        before = first.setdefault(one.whom, one.row)
        if before != one.row:
            said = Sentence(
                "Row %(row)s puts the same person forward by the same channel. This one is left out.",
                row=before,
            )
            done.warnings.append(Finding(said, one.row))
        yield replace(one, is_entered=before != one.row)


def _nobody_says_whose(table: Table, reading: Reading) -> Iterator[Finding]:
    """What only the person can tell, in a form that does not say who filled it in."""
    if Column.THEMSELVES in reading.columns:
        return
    for column in PRIVATE_COLUMNS:
        heading = reading.columns.get(column)
        if heading and not all(map(says_nothing, table.column(heading))):
            yield Finding(
                Sentence(
                    "This is for each person alone to tell, and no column says who filled in the form "
                    "themselves. It is left out; they can tell it on their own pages."
                ),
                heading=heading,
            )
