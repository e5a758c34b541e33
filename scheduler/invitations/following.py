"""Calendars follow what is published: whoever belongs to an entry has it in the calendar as it is public, once,
and whoever belongs there no more has it no more. One letter for each change of each calendar."""

from datetime import timedelta

from sqlalchemy import select

from scheduler.accounts.queries import by_person
from scheduler.formats import ical
from scheduler.formats.entry import MeetingFace, Stamps
from scheduler.formats.invitation import Guest, Method
from scheduler.invitations import letters, rules
from scheduler.invitations.models import CalendarInvitation
from scheduler.invitations.queries import Difference, differences
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.links.actions import make
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.mail.message import CalendarPart, Office, display_name
from scheduler.meetings.models import Meeting
from scheduler.releases import content
from scheduler.releases.addresses import of_entry
from scheduler.releases.queries import last_release

WISH = "calendar-invitations"
"""What links are for by which somebody says whether they want invitations."""
AFTER_THE_MEETING = timedelta(days=30)


def follow(this: Decision, meeting: Meeting, office: Office) -> int:
    """Write to everybody whose calendar does not say what is published of this meeting; how many letters.
    To be called in the decision that releases; the worker calls it when people come and go."""
    session.flush()
    session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    found = list(differences(meeting, this.at, locked=True))
    last = last_release(meeting)
    for one in found:
        assert last, "only what is published differs"
        face = content.load_meeting(last.meeting)
        if one.guest is None:
            _end(this, one, face, office)
        else:
            _request(this, one, face, office)
    return len(found)


def _request(this: Decision, found: Difference, face: MeetingFace, office: Office) -> None:
    """Invite somebody, or tell their calendar what is different now."""
    guest, said = found.guest, found.entry.occasion
    assert guest and said
    kind = letters.CHANGED if found.invitation else letters.INVITED
    one = found.invitation or _earlier(found) or _new(this, found)
    known = one.occasion and rules.load(one.occasion)
    one.sequence = rules.next_sequence(found.entry.sequence, one.sequence if known else None)
    if not known or not one.stands or rules.asks_anew(known.span, said.span):
        one.asked_sequence, one.answer, one.answered_at = one.sequence, None, None
    one.person_id, one.part, one.about = guest.place.person.id, guest.place.part, guest.place.about
    one.occasion, one.stands, one.changed_at = rules.dump(said), True, this.at
    session.add(one)
    session.flush()
    _write(this, kind, one, guest.to, (found, face, office))


def _end(this: Decision, found: Difference, face: MeetingFace, office: Office) -> None:
    """Take an entry out of somebody's calendar."""
    one = found.invitation
    assert one and one.address and found.why
    one.sequence = rules.next_sequence(found.entry.sequence, one.sequence)
    one.stands, one.changed_at = False, this.at
    account = by_person(one.person_id)
    language = account.language if account else "en"
    to = Addressee(one.address, one.person.name, one.person_id, language)
    _write(this, letters.ENDED, one, to, (found, face, office))


def _earlier(found: Difference) -> CalendarInvitation | None:
    """One that was taken back comes to life again."""
    assert found.guest
    entry_id, address = found.guest.key
    before = select(CalendarInvitation).where(
        CalendarInvitation.entry_id == entry_id, CalendarInvitation.address == address
    )
    return session.scalars(before).unique().one_or_none()


def _new(this: Decision, found: Difference) -> CalendarInvitation:
    assert found.guest
    entry_id, address = found.guest.key
    return CalendarInvitation(
        uid=rules.new_uid(), entry_id=entry_id, address=address, occasion={}, sequence=0, made_at=this.at
    )


def _write(
    this: Decision,
    kind: LetterKind,
    one: CalendarInvitation,
    to: Addressee,
    ground: tuple[Difference, MeetingFace, Office],
) -> None:
    """The letter, with the calendar in it."""
    found, face, office = ground
    said, page = rules.load(one.occasion), of_entry(face.code, found.entry.says)
    as_, why = letters.AS[one.part], letters.WHY[found.why] if found.why else ""
    method = Method.CANCEL if found.why else Method.REQUEST
    body = ical.invitation(
        method,
        said,
        Guest(one.address or "", display_name(to.name or ""), one.answer or rules.NEEDS_ACTION),
        office.mail_from,
        Stamps(one.uid, one.sequence, one.made_at, this.at),
        face,
        description=why or as_,
        address=office.base_url + page,
    )
    places = {
        "meeting": face.title,
        "title": said.title,
        "when": rules.when(said.span, face.time_zone),
        "where": said.where or "",
        "as": as_,
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
        meeting_id=one.entry.meeting_id if one.entry else None,
        once=f"{one.thing}: {one.sequence}",
        calendar=CalendarPart(method, body.decode()),
    )


def _secret(this: Decision, one: CalendarInvitation, face: MeetingFace) -> Secret:
    """By which its reader says whether they want such letters."""
    lasts = max(face.ends - this.at.date(), timedelta(0)) + AFTER_THE_MEETING
    thing = f"person {one.person_id}"
    link, token = make(this, WISH, thing, person_id=one.person_id, lasts=lasts, alone=True)
    return Secret(LINK_PATH.format(token=token), link.id)
