"""What has to be true after a rush, of what was told and of what is kept."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from bench.rushing.clicks import TAKEN, TURNED_AWAY, Heard
from scheduler.applications.keys import Keyring
from scheduler.applications.models import Application, Receipt, Version
from scheduler.applications.terms import State
from scheduler.applications.verifying import faults_of_chain
from scheduler.audit.models import Content, Record
from scheduler.audit.queries import broken_links
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.mail.models import Letter


def faults(heard: Heard, call: Call, instance: Path) -> list[str]:
    """What is wrong; nothing when all is well."""
    keyring = Keyring(instance / "keys" / "receipts")
    chains = [str(fault) for fault in (*faults_of_chain(call, keyring), *broken_links())]
    return [*chains, *_told(heard, call), *_kept(heard, call)]


def _told(heard: Heard, call: Call) -> Iterator[str]:
    """Every answer says yes, or that it is not time; and to the moment. A request is with the server some
    time between its sending and its answer."""
    if not heard.accepted:
        yield "nothing was accepted"
    if strange := {reply.status for reply in heard.replies} - {TAKEN, TURNED_AWAY}:
        yield f"answers that nobody should get: {sorted(strange)}"
    for reply in heard.replies:
        if reply.status == TAKEN and not (reply.done >= call.opens_at and reply.sent < call.closes_at):
            yield f"{reply.code} was accepted while the call was shut"
        if reply.status == TURNED_AWAY and reply.sent >= call.opens_at and reply.done < call.closes_at:
            yield f"{reply.code} was turned away while the call was open"


def _kept(heard: Heard, call: Call) -> Iterator[str]:
    """One receipt for each that was accepted, with all that belongs to it, and none besides."""
    columns = select(Receipt.number, Receipt.at, Application.id, Application.code).join(Receipt.application)
    rows = session.execute(columns.where(Receipt.call_id == call.id).order_by(Receipt.number)).all()
    numbers, each = [row.number for row in rows], sorted(row.id for row in rows)
    truths = {
        "what was accepted and what has a receipt differ": {row.code for row in rows} == heard.accepted,
        "the numbers of receipts have gaps": numbers == list(range(1, len(rows) + 1)),
        "the times of receipt go back": [row.at for row in rows] == sorted(row.at for row in rows),
        "the order of receipts is not that of the commits": numbers == _committed(call),
        "a receipt has no letter of its own, or two": each == _lettered(call),
        "a receipt has no version of its own, or two": each == _versioned(call),
        "a state and its receipt differ": each == _received(call),
    }
    yield from (fault for fault, holds in truths.items() if not holds)


def _applications(call: Call) -> set[int]:
    return set(session.scalars(select(Application.id).where(Application.call_id == call.id)))


def _committed(call: Call) -> list[int]:
    """The numbers of receipts in the order in which the history was written, which is that of the commits."""
    theirs = {f"application {number}" for number in _applications(call)}
    rows = select(Record.thing, Content.facts).join(Content, Content.number == Record.number)
    found = session.execute(rows.where(Record.act == "submit").order_by(Record.number))
    return [facts["receipt"] for thing, facts in found if thing in theirs]


def _lettered(call: Call) -> list[int]:
    """Of each letter about a receipt, for which application it is."""
    written = session.scalars(select(Letter.about).where(Letter.kind == "application-received"))
    theirs = _applications(call)
    return sorted(
        number for about in written if (number := int(about.removeprefix("application "))) in theirs
    )


def _versioned(call: Call) -> list[int]:
    """Of each version that was kept, of which application it is."""
    found = select(Version.application_id).join(Application, Application.id == Version.application_id)
    return sorted(session.scalars(found.where(Application.call_id == call.id)))


def _received(call: Call) -> list[int]:
    found = select(Application.id).where(Application.call_id == call.id, Application.state == State.RECEIVED)
    return sorted(session.scalars(found))
