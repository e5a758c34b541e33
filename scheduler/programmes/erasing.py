"""Erasing a person: from the account to the last byte of a feed (docs/history.md)."""

import secrets
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import select

from scheduler.accounts import erasing as accounts
from scheduler.accounts.traces import Traces, is_last_administrator, only_contact_of, traces
from scheduler.agendas import erasing as agendas
from scheduler.applications import erasing as applications
from scheduler.applications.models import Application
from scheduler.audit.actions import record
from scheduler.audit.erasing import erase_contents, erase_notes
from scheduler.invitations import erasing as invitations
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.seals import seal
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.nominations import erasing as nominations
from scheduler.organisations.models import Organisation, Person
from scheduler.programmes import items
from scheduler.programmes.models import ErasedName
from scheduler.programmes.named import Named, mentions, named
from scheduler.programmes.refusing import Refuses, names_in, without
from scheduler.releases import remaking
from scheduler.releases.remaking import Gone
from scheduler.telling import erasing as telling
from scheduler.thematic_sessions import erasing as sessions
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.queries import Namings, namings_of
from scheduler.timetable import erasing as timetables
from scheduler.timetable.draft_programmes import erasing as drafts
from scheduler.timetable.entries import entries_of


@dataclass(frozen=True)
class Foreseen:
    """What erasing a person would do. `mentions` are texts that it does not reach: entries by meeting, code
    and title; `mentioned_in`, applications by their receipts' numbers. `texts`: what goes of theirs."""

    traces: Traces
    named: list[Named]
    only_contact_of: list[Organisation]
    applications: list[Application]
    mentions: list[tuple[str, str, str]]
    mentioned_in: list[str]
    texts: list[Document]


def foresee(person_id: int) -> Foreseen:
    """What erasing this person would do. Raises NotFound and Refused as `erase` does."""
    found = traces(person_id)
    _refuse_the_last_administrator(found)
    touched = applications.touched_by(found)
    events = {one.entry_id for one in touched if one.entry_id}
    return Foreseen(
        traces=found,
        named=named(found.numbers),
        only_contact_of=only_contact_of(found),
        applications=touched,
        mentions=mentions(found.words, but=events),
        mentioned_in=applications.mentions(found, touched),
        texts=sessions.texts_of(found),
    )


def erase(
    person_id: int,
    *,
    actor: str,
    base_url: str,
    leaves_alone: bool = False,
    why: str | None = None,
    on_behalf: OnBehalf | None = None,
) -> None:
    """Erase all that is kept of a person, in one decision; meetings that named them get a release.

    Raises NotFound; Refused where it was done already, where nobody could give roles any more, and where an
    organisation would lose its only contact and nobody said that it may (`leaves_alone`).
    """
    with decision(actor, on_behalf) as this:
        session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
        found = traces(person_id)
        _refuse_the_last_administrator(found)
        if not leaves_alone:
            _refuse_to_leave_alone(found)
        if on_behalf:
            this.on_behalf = replace(on_behalf, reference=found.strike(on_behalf.reference))
        _erase(this, found, base_url, found.strike(why) if why else None)
    _write_file_anew()


def _erase(this: Decision, found: Traces, base_url: str, why: str | None) -> None:
    touched = applications.touched_by(found)
    put_forward = nominations.touched_by(found)
    nominations.lock_all(put_forward)
    things = found.things
    near = found.near | applications.things_of(touched) | sessions.things_of(found)
    near |= nominations.things_of(put_forward) | agendas.things_of(found)
    events = {one.entry_id for one in touched if one.entry_id}
    answered = drafts.touched_by(found, events)
    near |= drafts.things_of(answered) | timetables.things_of(events)
    standing = {(one.meeting, one.code) for one in named(found.numbers)}
    gone = Gone(found.numbers, events, found.strike_all)
    naming = remaking.naming(gone)
    released = {meeting.code for meeting in naming}
    applications.erase(found, touched)
    drafts.erase(found, answered)
    timetables.erase(found, events)
    sessions.erase(found)
    invitations.erase(found)  # before the history is written to, as answers of calendars do
    agendas.erase(this, found)
    telling.erase(found, [meeting.id for meeting in naming])
    withdrawn = nominations.erase(this, found, put_forward)
    accounts.erase(this, found, near)
    nominations.tell_of(this, withdrawn)
    for meeting in _meetings({code for code, _ in standing} | released):
        _forget_in_file(meeting, found.names, {entry for code, entry in standing if code == meeting.code})
        if meeting.code in released:
            remaking.make_anew(this, meeting, gone, base_url)
    notes = erase_notes(things, near, found.strike)
    records = erase_contents(things, near, found.strike)
    record(
        this,
        "erase",
        f"person {found.person.id}",
        why=why,
        about=found.own,
        records=records,
        notes=notes,
        letters=len(found.letters),
        released=sorted(released),
    )


def _forget_in_file(meeting: Meeting, names: Collection[str], stood_in: Collection[str | None]) -> None:
    """Take the names out of what files told of the meeting's entries, and let no file bring them again.

    Namesakes who stand in an entry stay there. In entries that named the person (`stood_in`, by code), a name
    that nobody bears may be one that the person had before: it goes too.
    """
    gone = {fold(name): name for name in names}
    told = [(entry, entry.imported) for entry in entries_of(meeting) if entry.imported]
    chosen = namings_of(meeting)
    bearing = {entry.code: {fold(name) for name in _standing_in(entry, meeting, chosen)} for entry, _ in told}
    for entry, facts in told:
        if entry.code in stood_in:
            gone |= {fold(n): n for n in names_in(facts) if fold(n) not in bearing[entry.code]}
    for entry, facts in told:
        entry.imported = without(facts, _is_among(gone.keys() - bearing[entry.code]))
    for name in gone.values():
        salt = secrets.token_hex(16)
        session.add(ErasedName(meeting_id=meeting.id, salt=salt, digest=seal(salt, name)))


def _is_among(folded: Collection[str]) -> Refuses:
    return lambda name: fold(name) in folded


def _standing_in(entry: Entry, meeting: Meeting, chosen: Namings) -> list[str]:
    """Whom an entry names now."""
    return list(names_in(items.as_item(entry, None, meeting.time_zone, chosen).model_dump(mode="json")))


def _meetings(codes: Collection[str]) -> list[Meeting]:
    return list(session.scalars(select(Meeting).where(Meeting.code.in_(codes)).order_by(Meeting.id)))


def _refuse_the_last_administrator(found: Traces) -> None:
    if is_last_administrator(found):
        raise Refused(
            Sentence("This is the last administrator. Give that role to somebody else first, then erase.")
        )


def _refuse_to_leave_alone(found: Traces) -> None:
    if alone := only_contact_of(found):
        names = ", ".join(one.name for one in alone)
        raise Refused(
            Sentence(
                "This is the only contact of: %(names)s. Hand over first, or confirm that it has none then.",
                names=names,
            )
        )


def _write_file_anew() -> None:
    """SQLite leaves what was erased in the free parts of its file and in its log, until both are written
    anew. Where somebody else is busy in it, that waits for the next time."""
    if db.engine.dialect.name != "sqlite":
        return
    session.rollback()
    pooled = db.engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pooled.close()
