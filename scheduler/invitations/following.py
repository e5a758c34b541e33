"""Calendars follow what is published: whoever belongs to an entry has it in the calendar as it is public,
once, and whoever belongs there no more has it no more. One letter for each change of each calendar."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from scheduler.accounts.queries import by_person
from scheduler.formats import ical
from scheduler.formats.entry import MeetingFace, Stamps
from scheduler.formats.invitation import Attendee, Method
from scheduler.invitations import letters, rules
from scheduler.invitations.guests import Guest
from scheduler.invitations.models import CalendarInvitation
from scheduler.invitations.queries import ToAsk, ToEnd, differences
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.links.actions import make
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.mail.message import CalendarPart, display_name
from scheduler.meetings.models import Meeting
from scheduler.releases import content
from scheduler.releases.addresses import of_entry
from scheduler.releases.queries import last_release

WISH = "calendar-invitations"
"""What links are for by which somebody says whether they want invitations."""
AFTER_THE_MEETING = timedelta(days=30)


def follow(this: Decision, meeting: Meeting, base_url: str) -> int:
    """Write to everybody whose calendar does not say what is published of this meeting; how many letters.
    To be called in the decision that releases; the worker calls it when people come and go."""
    session.flush()
    session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    found = list(differences(meeting, this.at, locked=True))
    last = last_release(meeting)
    for one in found:
        assert last, "only what is published differs"
        public = _Public(content.load_meeting(last.meeting), meeting.id, base_url)
        if isinstance(one, ToAsk):
            _ask(this, one, public)
        else:
            _end(this, one, public)
    return len(found)


@dataclass(frozen=True)
class _Public:
    """What all letters of a meeting have in common."""

    face: MeetingFace
    meeting_id: int
    base_url: str


def _ask(this: Decision, found: ToAsk, public: _Public) -> None:
    """Invite somebody, or tell their calendar what is different now."""
    one = found.invitation or _earlier(found.guest)
    before = rules.load(one.occasion) if one and one.stands else None
    sequence = rules.next_sequence(found.entry.sequence, one.sequence if one else None)
    one = one or _new(this, found.guest)
    one.sequence = sequence
    if before is None or rules.asks_anew(before.span, found.occasion.span):
        one.asked_sequence, one.answer, one.answered_at = sequence, None, None
    place = found.guest.place
    one.person_id, one.part, one.about = place.person.id, place.part, place.about
    one.occasion, one.stands, one.changed_at = rules.dump(found.occasion), True, this.at
    session.add(one)
    session.flush()
    kind = letters.CHANGED if found.invitation else letters.INVITED
    _write(this, kind, one, found.guest.to, of_entry(public.face.code, found.entry.says), public)


def _end(this: Decision, found: ToEnd, public: _Public) -> None:
    """Take an entry out of somebody's calendar."""
    one = found.invitation
    one.sequence = rules.next_sequence(found.entry.sequence, one.sequence)
    one.stands, one.changed_at = False, this.at
    account = by_person(one.person_id)
    to = Addressee(one.address or "", one.person.name, one.person_id, account.language if account else "en")
    page = of_entry(public.face.code, found.entry.says)
    _write(this, letters.ENDED, one, to, page, public, letters.WHY[found.why])


def _earlier(guest: Guest) -> CalendarInvitation | None:
    """One that was taken back comes to life again."""
    entry_id, address = guest.key
    before = select(CalendarInvitation).where(
        CalendarInvitation.entry_id == entry_id, CalendarInvitation.address == address
    )
    return session.scalars(before).unique().one_or_none()


def _new(this: Decision, guest: Guest) -> CalendarInvitation:
    entry_id, address = guest.key
    return CalendarInvitation(uid=rules.new_uid(), entry_id=entry_id, address=address, made_at=this.at)


def _write(
    this: Decision,
    kind: LetterKind,
    one: CalendarInvitation,
    to: Addressee,
    page: str,
    public: _Public,
    why: str = "",
) -> None:
    """The letter, with the calendar in it. `page` is the entry's own, from the root; `why`, why it is taken
    back."""
    said, face = rules.load(one.occasion), public.face
    places = {
        "meeting": face.title,
        "title": said.title,
        "when": rules.when(said.span, face.time_zone),
        "where": said.where or "",
        "as": letters.AS[one.part],
        "why": why,
        "page": page,
    }
    write(
        this,
        kind,
        to,
        one.about,
        places=places,
        secret=_secret(this, one, face),
        meeting_id=public.meeting_id,
        once=f"{one.thing}: {one.sequence}",
        calendar=_calendar(this, one, to, page, public, why),
    )


def _calendar(
    this: Decision, one: CalendarInvitation, to: Addressee, page: str, public: _Public, why: str
) -> CalendarPart:
    method = Method.CANCEL if why else Method.REQUEST
    answer = one.answer.value if one.answer else rules.NEEDS_ACTION
    body = ical.invitation(
        method,
        rules.load(one.occasion),
        Attendee(one.address or "", display_name(to.name or ""), answer),
        Stamps(one.uid, one.sequence, one.made_at, this.at),
        public.face,
        description=why or letters.AS[one.part],
        address=public.base_url + page,
    )
    return CalendarPart(method, body.decode())


def _secret(this: Decision, one: CalendarInvitation, face: MeetingFace) -> Secret:
    """By which its reader says whether they want such letters. Those of earlier letters go on working: who
    stops them has the page open when the last one comes."""
    lasts = max(face.ends - this.at.date(), timedelta(0)) + AFTER_THE_MEETING
    thing = f"person {one.person_id}"
    link, token = make(this, WISH, thing, person_id=one.person_id, lasts=lasts)
    return Secret(LINK_PATH.format(token=token), link.id)
