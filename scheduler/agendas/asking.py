"""Letters to members of delegations who are asked to cover something. The worker tends them.

Who has no account has no address: the page of their agenda tells.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from scheduler.accounts.queries import addressees
from scheduler.agendas.delegation_models import Cover, Delegation, Member
from scheduler.agendas.letters import COVER_ASKED
from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import CoverState
from scheduler.formats.entry import Standing
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.localtime import day_told
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import write
from scheduler.meetings.models import Entry, Meeting
from scheduler.releases.change import with_days
from scheduler.releases.moves import whole
from scheduler.releases.programme import Programme
from scheduler.releases.queries import load

QUIET = timedelta(minutes=10)
"""After the last request, so that many in a row make one letter."""
PAGE = "/agenda/delegations/{number}/"
UNTOLD = (Cover.state == CoverState.ASKED, Cover.told_at.is_(None))


def due(now: datetime) -> Sequence[int]:
    """Members, by number, whom a letter should tell what is asked of them (`now` in UTC)."""
    found = (
        select(Cover.member_id)
        .join(Member, Member.id == Cover.member_id)
        .join(Agenda, Agenda.id == Member.agenda_id)
        .where(Agenda.person_id.is_not(None), *UNTOLD)
        .group_by(Cover.member_id)
        .having(func.max(Cover.asked_at) <= now - QUIET)
    )
    return session.scalars(found.order_by(Cover.member_id)).all()


def tell(this: Decision, member_id: int) -> None:
    """One letter about all that a member was asked to cover since the last one. What is no longer in the
    programme, or cancelled, is not in it; where nothing is left, or nobody can be reached, there is none."""
    asked = select(Cover).where(Cover.member_id == member_id, *UNTOLD)
    covers = session.scalars(asked.order_by(Cover.asked_at, Cover.entry_id).with_for_update()).all()
    if not covers:
        return
    for cover in covers:
        cover.told_at = this.at
    member = session.get_one(Member, member_id)
    person = session.get_one(Agenda, member.agenda_id).person_id
    to = addressees([person]).get(person) if person else None
    told = "\n\n".join(_by_meeting([cover.entry_id for cover in covers]))
    if to and told:
        delegation = session.get_one(Delegation, member.delegation_id)
        places = {"delegation": delegation.name, "asked": told, "page": PAGE.format(number=delegation.id)}
        write(this, COVER_ASKED, to, delegation.thing, places=places)


def _by_meeting(entries: Sequence[int]) -> Iterator[str]:
    """What the last release of each meeting says of these entries."""
    found = select(Meeting.code, Entry.uid).join(Meeting).where(Entry.id.in_(entries))
    rows = session.execute(found).all()
    for programme in load({code for code, _ in rows}).values():
        if lines := list(_lines(programme, {uid for _, uid in rows})):
            zone = programme.meeting.time_zone
            lines.append(str(Sentence("Times are those of %(zone)s.", zone=zone)))
            yield "\n".join([programme.meeting.title, *lines])


def _lines(programme: Programme, uids: set[str]) -> Iterator[str]:
    for one in programme.entries:
        if one.stamps.uid in uids and one.entry.standing is not Standing.CANCELLED:
            span = one.entry.span
            place = whole(span, programme.meeting.time_zone) if span else Sentence("without a date")
            told = Sentence("“%(title)s”: %(place)s", title=one.entry.title, place=place)
            yield f"- {with_days(told, day_told)}"
