"""Calendars follow what is published: whoever belongs to an entry has it in the calendar as it is public,
once, and whoever belongs there no more has it no more. One letter for each change of each calendar."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.accounts.queries import languages
from scheduler.formats import ical
from scheduler.formats.entry import CalendarEntry, MeetingFace, Stamps
from scheduler.formats.invitation import Attendee, Method, Occasion
from scheduler.invitations import letters, rules
from scheduler.invitations.guests import Guest, Key
from scheduler.invitations.models import CalendarInvitation
from scheduler.invitations.queries import ToAsk, ToEnd, differences, of_meeting
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.links.actions import make_all
from scheduler.mail.actions import Addressee, Secret, Writing, write_all
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.mail.message import CalendarPart, display_name
from scheduler.mail.queries import holds
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Meeting
from scheduler.releases import content
from scheduler.releases.addresses import of_entry
from scheduler.releases.queries import last_release

WISH = "calendar-invitations"
"""What links are for by which somebody says whether they want invitations."""
AFTER_THE_MEETING = timedelta(days=30)
OUT_BEFORE_IN = (letters.ENDED, letters.CHANGED, letters.INVITED)
"""In which order a calendar is told."""


def follow(this: Decision, meeting: Meeting, base_url: str) -> int:
    """Write to everybody whose calendar does not say what is published of this meeting; how many letters, in
    a number of statements that does not grow with theirs. To be called in the decision that releases; the
    worker calls it when people come and go."""
    session.flush()
    hold(meeting.id)
    found = list(differences(meeting, this.at, locked=True))
    last = last_release(meeting) if found else None
    if last:
        public = _Public(content.load_meeting(last.meeting), meeting.id, base_url)
        _write(this, _told(this, meeting, found), public)
    return len(found)


@dataclass(frozen=True)
class _Public:
    """What all letters of a meeting have in common."""

    face: MeetingFace
    meeting_id: int
    base_url: str


@dataclass(frozen=True)
class _Told:
    """What a calendar is told by a letter of this kind; `why` it is taken back, if it is."""

    kind: LetterKind
    invitation: CalendarInvitation
    to: Addressee
    entry: CalendarEntry
    why: str = ""


def _told(this: Decision, meeting: Meeting, found: Sequence[ToAsk | ToEnd]) -> list[_Told]:
    """Brings the invitations up to date; returns what their calendars are told."""
    earlier = _taken_back(meeting)
    spoken = languages({one.invitation.person_id for one in found if isinstance(one, ToEnd)})
    told = [_ask(this, one, earlier) if isinstance(one, ToAsk) else _end(this, one, spoken) for one in found]
    session.add_all(one.invitation for one in told)
    session.flush()
    return told


def _taken_back(meeting: Meeting) -> dict[Key, CalendarInvitation]:
    """Invitations that can come to life again."""
    found = session.scalars(of_meeting(meeting).where(~CalendarInvitation.stands)).unique()
    return {(one.entry_id, one.address): one for one in found if one.address}


def _ask(this: Decision, found: ToAsk, earlier: Mapping[Key, CalendarInvitation]) -> _Told:
    """Invite somebody, or tell their calendar what is different now."""
    one = found.invitation or earlier.get(found.guest.key)
    before = rules.load(one.occasion) if one and one.stands else None
    sequence = rules.next_sequence(found.entry.sequence, one.sequence if one else None)
    one = one or _new(this, found.guest)
    one.sequence = sequence
    if before is None or rules.asks_anew(before.span, found.occasion.span):
        one.asked_sequence, one.answer, one.answered_at = sequence, None, None
    place = found.guest.place
    one.person_id, one.part, one.about = place.person.id, place.part, place.about
    one.occasion, one.stands, one.changed_at = rules.dump(found.occasion), True, this.at
    kind = letters.CHANGED if found.invitation else letters.INVITED
    return _Told(kind, one, found.guest.to, found.entry.says)


def _end(this: Decision, found: ToEnd, spoken: Mapping[int, str]) -> _Told:
    """Take an entry out of somebody's calendar."""
    one = found.invitation
    one.sequence = rules.next_sequence(found.entry.sequence, one.sequence)
    one.stands, one.changed_at = False, this.at
    to = Addressee(one.address or "", one.person.name, one.person_id, spoken.get(one.person_id, "en"))
    return _Told(letters.ENDED, one, to, found.entry.says, letters.WHY[found.why])


def _new(this: Decision, guest: Guest) -> CalendarInvitation:
    entry_id, address = guest.key
    return CalendarInvitation(uid=rules.new_uid(), entry_id=entry_id, address=address, made_at=this.at)


def _write(this: Decision, told: Sequence[_Told], public: _Public) -> None:
    """The letters, with the calendars in them, each with a link by which its reader says whether they want
    such letters. Those of earlier letters go on working: who stops them has the page open when the last one
    comes."""
    lasts = max(public.face.ends - this.at.date(), timedelta(0)) + AFTER_THE_MEETING
    readers = [one.invitation.person_id for one in told]
    links = make_all(this, WISH, [(f"person {number}", number) for number in readers], lasts=lasts)
    writings: dict[LetterKind, list[Writing]] = defaultdict(list)
    for one, (link, token) in zip(told, links, strict=True):
        secret = Secret(LINK_PATH.format(token=token), link.id)
        writings[one.kind].append(_writing(this, one, secret, public))
    held = holds(public.meeting_id)
    for kind in sorted(writings, key=OUT_BEFORE_IN.index):
        write_all(this, kind, writings[kind], public.meeting_id, held=held)


def _writing(this: Decision, told: _Told, secret: Secret, public: _Public) -> Writing:
    one, face = told.invitation, public.face
    said = rules.load(one.occasion)
    page = of_entry(face.code, told.entry)
    places = {
        "meeting": face.title,
        "title": said.title,
        "when": rules.when(said.span, face.time_zone),
        "where": said.where or "",
        "as": letters.AS[one.part],
        "why": told.why,
        "page": page,
    }
    once = f"{one.thing}: {one.sequence}"
    part = _calendar(this, told, said, public.base_url + page, face)
    return Writing(told.to, one.about, places, secret, once, part)


def _calendar(this: Decision, told: _Told, said: Occasion, address: str, face: MeetingFace) -> CalendarPart:
    one = told.invitation
    method = Method.CANCEL if told.why else Method.REQUEST
    answer = one.answer.value if one.answer else rules.NEEDS_ACTION
    body = ical.invitation(
        method,
        said,
        Attendee(one.address or "", display_name(told.to.name or ""), answer),
        Stamps(one.uid, one.sequence, one.made_at, this.at),
        face,
        description=told.why or letters.AS[one.part],
        address=address,
    )
    return CalendarPart(method, body.decode())
