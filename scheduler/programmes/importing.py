"""One programme file becomes what is stored (programme file format, "Again")."""

from datetime import date, time
from functools import partial
from typing import Any

from sqlalchemy import select

from scheduler.formal_meetings.actions import tell as tell_formal_meeting
from scheduler.formal_meetings.models import FormalMeeting
from scheduler.formats import programme_model as told
from scheduler.formats.programme_fields import Status
from scheduler.formats.programme_file import Fault
from scheduler.kernel.codes import new_code, new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.localtime import to_utc
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings import actions as meetings
from scheduler.meetings import queries as find
from scheduler.meetings.models import Entry, Meeting
from scheduler.programmes import items
from scheduler.programmes.directory import Directory
from scheduler.programmes.matching import match
from scheduler.programmes.merging import merge
from scheduler.programmes.queries import erased_names
from scheduler.programmes.refusing import names_in, refuser, without
from scheduler.programmes.reports import MeetingReport
from scheduler.side_events.actions import tell as tell_side_event
from scheduler.side_events.models import SideEvent
from scheduler.thematic_sessions.actions import tell as tell_thematic_session
from scheduler.thematic_sessions.actions import tell_floor
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.queries import floor_of, namings_of, public_name, voices
from scheduler.timetable import actions as timetable
from scheduler.timetable.actions import Where
from scheduler.timetable.entries import entries_of
from scheduler.timetable.journal import take_in
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import has_drafts, placements, public_plan
from scheduler.timetable.terms import Origin

SECTIONS: dict[str, tuple[type[Entry], EntryKind]] = {
    "side_events": (SideEvent, EntryKind.SIDE_EVENT),
    "thematic_sessions": (ThematicSession, EntryKind.THEMATIC_SESSION),
    "formal_meetings": (FormalMeeting, EntryKind.OTHER_MEETING),
}
"""The parts of a file with the class of their entries, and a kind to begin with."""

Facts = dict[str, Any]


def facts_of(item: told.Entry) -> Facts:
    """What a file tells of an entry, as JSON values."""
    return item.model_dump(mode="json", exclude={"code", "uid"})


class Import:
    """Taking in one file, within a decision. Faults that only the stored data show are left in `faults`."""

    def __init__(self, this: Decision, file: told.ProgrammeFile) -> None:
        self.this, self.file = this, file
        self.report = MeetingReport(file.meeting.code)
        self.faults: list[Fault] = []

    def carry_out(self) -> None:
        self.meeting = self._tell_meeting()
        self.erased = erased_names(self.meeting)
        self.directory = Directory(self.meeting.venue)
        self._tell_lists()
        self.stored = {entry.id: entry for entry in entries_of(self.meeting)}
        self.places = placements(public_plan(self.meeting))
        self.named = namings_of(self.meeting)
        self.wanted: dict[Entry, Where | None] = {}
        self.codes = {entry.code for entry in self.stored.values()}
        self.codes |= {item.code for _, item in self.file.entries() if item.code}
        self._refuse_what_is_taken()
        if self.faults:
            return
        for section in SECTIONS:
            self._tell_section(section)
        tell_floor(self.meeting, self._floor(), self.directory.known)
        meetings.set_organisations(self.meeting, self.directory.organisations)
        if not self.faults:
            self._place()

    def _tell_meeting(self) -> Meeting:
        told_ = self.file.meeting
        meeting = find.meeting(told_.code)
        if meeting is None:
            self.report.created = True
            meeting = Meeting(code=told_.code, starts=told_.starts, ends=told_.ends)
            session.add(meeting)
            facts = told_.model_dump(mode="json")
        else:
            current = items.as_meeting(meeting).model_dump(mode="json")
            facts, kept = merge(told_.model_dump(mode="json"), current, meeting.imported)
            self._keep(meeting.code, kept)
        self._write_meeting(meeting, told.Meeting.model_validate(facts))
        meeting.imported = told_.model_dump(mode="json")
        return meeting

    def _write_meeting(self, meeting: Meeting, facts: told.Meeting) -> None:
        meeting.title, meeting.kind, meeting.session_number = facts.title, facts.kind, facts.session_number
        meeting.time_zone = facts.time_zone
        meeting.venue = meetings.venue(facts.venue) if facts.venue else None
        meeting.side_events_in_truth = facts.coverage.side_events if facts.coverage else None
        session.flush()
        meetings.sit(meeting, facts.starts, facts.ends)

    def _tell_lists(self) -> None:
        """Rooms with their closures, slots, organisations; and rooms that only entries name."""
        closures = []
        for item in self.file.rooms:
            room = self.directory.tell_room(item)
            closures += [(room, self._span(span)) for span in item.closed]
        for organisation in self.file.organisations:
            self.directory.tell_organisation(organisation)
        for _, entry in self.file.entries():
            if entry.room:
                self.directory.room(entry.room)
        session.flush()
        meetings.set_rooms(self.meeting, self.directory.rooms)
        meetings.set_closures(self.meeting, closures)
        meetings.set_slots(self.meeting, [self._span(span) for span in self.file.slots])

    def _span(self, span: told.Span) -> meetings.Span:
        zone = self.meeting.time_zone
        return span.date, to_utc(span.date, span.start, zone), to_utc(span.date, span.end, zone)

    def _refuse_what_is_taken(self) -> None:
        """A UID belongs to one entry for ever; so does a code within its meeting."""
        uids = {entry.uid: place for place, entry in self.file.entries() if entry.uid}
        found = session.execute(select(Entry.uid, Entry.meeting_id, Entry.code).where(Entry.uid.in_(uids)))
        for uid, meeting_id, code in found:
            if meeting_id != self.meeting.id:
                sentence = Sentence(
                    "This UID belongs to entry %(code)s of another meeting. Leave it out.", code=code
                )
                self.faults.append(Fault(f"{uids[uid]}.uid", sentence))
        others = {entry.code: entry.section for entry in self.stored.values()}
        for place, item in self.file.entries():
            if item.code in others and others[item.code] != place.partition("[")[0]:
                sentence = Sentence("This code belongs to an entry of another kind. Leave it out.")
                self.faults.append(Fault(f"{place}.code", sentence))

    def _tell_section(self, section: str) -> None:
        told_items: tuple[told.Entry, ...] = getattr(self.file, section)
        known = {id: entry for id, entry in self.stored.items() if entry.section == section}
        facts = [{**self.directory.canonical(facts_of(item)), "code": item.code} for item in told_items]
        seen = {id: {**self._last_told(entry), "code": entry.code} for id, entry in known.items()}
        pairs = match(facts, seen)
        for place, item in enumerate(told_items):
            if entry := known.get(pairs.get(place, 0)):
                self._tell_again(entry, self._without_erased(item, entry))
            else:
                self._tell_new(section, place, self._without_erased(item, None))
        for id, entry in known.items():
            if id not in pairs.values() and entry.made_by_import and not entry.cancelled:
                self._cancel(entry)

    def _floor(self) -> tuple[told.Voice, ...]:
        """Those whom the file names as speakers from the floor of the meeting."""
        if not self.erased:
            return self.file.floor_speakers
        current = {"floor_speakers": voices(floor_of(self.meeting), self.named)}
        told_ = {"floor_speakers": [voice.model_dump(mode="json") for voice in self.file.floor_speakers]}
        left = without(told_, refuser(self.erased, names_in(current)))
        if left != told_:
            self._report_erased(self.meeting.code)
        return tuple(told.Voice.model_validate(voice) for voice in left["floor_speakers"])

    def _without_erased(self, item: told.Entry, entry: Entry | None) -> told.Entry:
        """The item without people whose data was erased; in the entry somebody of that name may stand."""
        if not self.erased:
            return item
        facts = item.model_dump(mode="json")
        standing = names_in(self._current(entry)) if entry else ()
        left = without(facts, refuser(self.erased, standing))
        if left == facts:
            return item
        self._report_erased(item.title)
        return type(item).model_validate(left)

    def _report_erased(self, title: str) -> None:
        self.report.kept.append(
            Sentence(
                "“%(title)s”: the file names somebody whose data was erased. The name was left out.",
                title=shorten(title),
            )
        )

    def _last_told(self, entry: Entry) -> Facts:
        """What a file last said of the entry, under today's names; else what is stored."""
        return self.directory.canonical(entry.imported) if entry.imported else self._current(entry)

    def _current(self, entry: Entry) -> Facts:
        return facts_of(items.as_item(entry, self.places.get(entry.id), self.meeting.time_zone, self.named))

    def _tell_new(self, section: str, place: int, item: told.Entry) -> None:
        if item.uid in {entry.uid for entry in self.stored.values()}:
            sentence = Sentence("This UID belongs to another entry of the meeting. Leave it out.")
            self.faults.append(Fault(f"{section}[{place}].uid", sentence))
            return
        model, kind = SECTIONS[section]
        code = item.code or new_code(self.codes)
        self.codes.add(code)
        entry = model(
            meeting_id=self.meeting.id, kind=kind, code=code, uid=item.uid or new_uid(), made_by_import=True
        )
        with session.no_autoflush:
            self._write(entry, item)
        entry.imported = self.directory.canonical(facts_of(item))
        self.report.new.append(item.title)

    def _tell_again(self, entry: Entry, item: told.Entry) -> None:
        new, current = self.directory.canonical(facts_of(item)), self._current(entry)
        last = self.directory.canonical(entry.imported) if entry.imported else None
        merged, kept = merge(new, current, last)
        self._keep(entry.title, kept)
        result = type(item).model_validate(merged)
        if merged != current:
            lists = self.report.revived if entry.cancelled and not result.status else self.report.changed
            lists.append(result.title)
            self._write(entry, result)
        else:
            self.wanted[entry] = self._where(result)
        entry.imported = new

    def _cancel(self, entry: Entry) -> None:
        entry.cancelled = True
        entry.imported = {**(entry.imported or {}), "status": Status.CANCELLED}
        self.report.cancelled.append(entry.title)
        self.wanted[entry] = _as_placed(self.places.get(entry.id))

    def _write(self, entry: Entry, item: told.Entry) -> None:
        entry.title, entry.note, entry.sources = item.title, item.note, list(item.sources)
        entry.cancelled = item.status is Status.CANCELLED
        match entry, item:
            case SideEvent(), told.SideEvent():
                tell_side_event(
                    entry, item, self.directory.organisation, partial(public_name, named=self.named)
                )
            case ThematicSession(), told.ThematicSession():
                tell_thematic_session(entry, item, self.directory.known)
            case FormalMeeting(), told.FormalMeeting():
                tell_formal_meeting(entry, item)
        session.add(entry)
        self.wanted[entry] = self._where(item)

    def _where(self, item: told.Entry) -> Where | None:
        if item.date is None:
            return None
        return Where(
            day=item.date,
            until=getattr(item, "until", None),
            starts_at=self._moment(item.date, item.start),
            ends_at=self._moment(item.date, item.end),
            room=self.directory.room(item.room) if item.room else None,
        )

    def _moment(self, day: date, at: time | None) -> Any:
        return to_utc(day, at, self.meeting.time_zone) if at else None

    def _keep(self, title: str, fields: list[str]) -> None:
        """Report that a person's edit stands."""
        for field in fields:
            told_ = {"field": field, "title": shorten(title)}
            self.report.kept.append(
                Sentence(
                    "“%(title)s”: the file has a new “%(field)s”, but somebody edited it here. "
                    "The edit stands.",
                    **told_,
                )
            )

    def _place(self) -> None:
        """Into the public plan; or into a draft, where people work on plans of their own."""
        session.flush()
        if not has_drafts(self.meeting):
            take_in(self.this, timetable.public_plan(self.this, self.meeting), self.wanted)
            return
        self.report.draft = f"Import of {self.this.at:%Y-%m-%d %H:%M:%S} UTC"
        draft = timetable.make_plan(self.this, self.meeting, self.report.draft, origin=Origin.IMPORTED)
        rest = {entry: _as_placed(self.places.get(id)) for id, entry in self.stored.items()}
        take_in(self.this, draft, {**rest, **self.wanted})


def _as_placed(placement: Placement | None) -> Where | None:
    if placement is None:
        return None
    return Where(placement.day, placement.until, placement.starts_at, placement.ends_at, placement.room)
