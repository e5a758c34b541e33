"""Taking in applications that were collected by a web form: all of a file, or nothing of it."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select

from scheduler.accounts.addressed import person_at
from scheduler.applications.answer_rows import Answer, Body, Known, Reading
from scheduler.applications.answers import Examined, examine
from scheduler.applications.keys import Keyring
from scheduler.applications.models import Application, Organiser, Receipt
from scheduler.applications.submitting import enter, lock_chain
from scheduler.applications.workflow import IN_QUEUE
from scheduler.audit.actions import record
from scheduler.audit.queries import history
from scheduler.calls.models import Call
from scheduler.calls.queries import why_not_lead
from scheduler.formats.answers_table import Finding, Table
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Source
from scheduler.organisations.actions import add_person, known_or_new
from scheduler.organisations.models import Person
from scheduler.organisations.queries import all_names, as_named

TAKEN_IN = "import applications"
"""How the history calls it."""


@dataclass(frozen=True)
class Report:
    """What came of an import. With faults, nothing was stored. `receipts` by the row of each."""

    examined: Examined
    receipts: dict[int, Receipt] = field(default_factory=dict)


def look(call: Call, table: Table, reading: Reading) -> Examined:
    """What a file would do, as far as it can be told without doing it."""
    return examine(table, reading, _known(call))


def import_answers(
    call: Call, table: Table, reading: Reading, file: str, *, actor: str, keyring: Keyring
) -> Report:
    """Take in every row that was not taken in before: each gets its receipt, in the order in which they came,
    and its letter. `file` says in the history where the original is. With faults nothing is stored."""
    with decision(actor) as this:
        lock_chain(call)  # nobody else takes the same file in meanwhile
        examined = look(call, table, reading)
        report = Report(examined)
        if not examined.faults:
            _enter_all(this, call, file, keyring, report)
        if examined.faults or not examined.new:
            this.abandon()
    return report


def _enter_all(this: Decision, call: Call, file: str, keyring: Keyring, report: Report) -> None:
    new = report.examined.new
    for one in new:
        try:
            report.receipts[one.row] = _enter(this, call, one, file, keyring)
        except Refused as refused:  # what only the actions know
            report.examined.faults.append(Finding(refused.sentence, one.row))
            report.receipts.clear()
            return
    about = [f"application {receipt.application_id}" for receipt in report.receipts.values()]
    keys = [one.key for one in new]
    record(this, "import applications", call.thing, about=about, file=file, applications=len(new), rows=keys)


def _enter(this: Decision, call: Call, one: Answer, file: str, keyring: Keyring) -> Receipt:
    assert one.span, "a row without a time has a fault"
    within = None if one.span.to_the_day else (one.span.starts, one.span.ends)
    with this.entering(OnBehalf(Source.WEB_FORM, one.span.day, f"{file}, row {one.row}", within)):
        lead = known_or_new(this, one.lead)
        facts = one.facts.model_copy(update={"organisation": lead.id})
        return enter(this, call, _person(this, one), facts, keyring, one.cosponsors)


def _person(this: Decision, one: Answer) -> Person:
    return person_at(this, one.person, one.email) if one.email else add_person(this, one.person, None)


def _known(call: Call) -> Known:
    """What is stored already that a file is held against, in a constant number of questions."""
    names, leads = all_names(), _leads(call)
    bodies = {
        folded: Body(one.id, one.name, why_not_lead(call, one), leads.get(one.id, ()))
        for folded, one in names.items()
    }
    return Known(
        terms=call.terms,
        venue=call.meeting.time_zone,
        now=clock.now(),
        bodies=bodies,
        named=as_named(names.values()),
        slots={slot.starts_at: slot.id for slot in call.meeting.slots},
        entered=_entered(call),
    )


def _leads(call: Call) -> dict[int, tuple[str, ...]]:
    """The receipts of what each organisation leads in a call, by its number."""
    found = (
        select(Organiser.organisation_id, Receipt.number)
        .join(Application, Application.id == Organiser.application_id)
        .join(Receipt, Receipt.application_id == Application.id)
        .where(Application.call_id == call.id, Application.state.in_(IN_QUEUE))
        .order_by(Receipt.number)
    )
    leads: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for organisation, number in session.execute(found):
        leads[organisation] += (f"{call.code}-{number:04}",)
    return leads


def _entered(call: Call) -> frozenset[str]:
    """The keys of all rows that were taken in for this call."""
    done = (one for one in history(call.thing) if one.act == TAKEN_IN and one.content)
    return frozenset(row for one in done if one.content for row in one.content.facts["rows"])
