"""Taking answers of calendars. They change what the desk sees of one invitation, and nothing else: who
declines there has not withdrawn."""

from sqlalchemy import func, select

from scheduler.audit.actions import record
from scheduler.formats.invitation import Reply
from scheduler.invitations import reply_mail, rules
from scheduler.invitations.models import CalendarInvitation, UntakenReply
from scheduler.invitations.queries import by_uid
from scheduler.invitations.rules import Asked
from scheduler.invitations.terms import Answer, Doubt
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line, shorten
from scheduler.kernel.words import Sentence

ACTOR = "worker"
MOST_KEPT = 500
"""Answers that wait for the desk. When there are as many, further ones stay in the mailbox."""
LONGEST = 254


def take(content: bytes) -> bool:
    """Read a message; true where it was an answer that was taken, or stands at the desk now as not taken."""
    found = reply_mail.read(content)
    if found is None:
        return False
    with bookkeeping(ACTOR) as this:
        reply, one = found.reply, by_uid(found.reply.uid) if found.reply else None
        asked = _asked(one) if one else None
        doubt = rules.doubt(reply, found.sender, asked, this.at) if reply else Doubt.UNREADABLE
        if doubt is None and reply and one:
            _answer(this, one, reply)
            return True
        if doubt is Doubt.OLDER and reply and asked and rules.is_repeated(reply, asked):
            return True
        return _keep(this, doubt or Doubt.UNREADABLE, found, one)


def settle(this: Decision, one: UntakenReply) -> None:
    """The desk has looked at it. Raises Refused where that was done."""
    session.refresh(one, with_for_update={"of": UntakenReply})
    if one.settled_at is not None:
        raise Refused(Sentence("Somebody has dealt with this answer already. Nothing was changed."))
    one.settled_at = this.at
    about = [f"person {one.invitation.person_id}", one.invitation.about] if one.invitation else []
    record(this, "settle calendar answer", f"calendar answer {one.id}", about=about, doubt=one.doubt.value)


def _answer(this: Decision, one: CalendarInvitation, reply: Reply) -> None:
    before, now = one.answer, Answer(reply.answers[0])
    one.answer, one.answered_at = now, reply.stamp
    told = {"before": before.value, "after": now.value} if before else now.value
    record(this, "answer by calendar", one.about, about=[f"person {one.person_id}"], answer=told)


def _keep(this: Decision, doubt: Doubt, found: reply_mail.Incoming, one: CalendarInvitation | None) -> bool:
    """Show it to the desk, unless there are too many already."""
    waiting = select(func.count(UntakenReply.id)).where(UntakenReply.settled_at.is_(None))
    if session.scalars(waiting).one() >= MOST_KEPT:
        return False
    reply = found.reply
    session.add(
        UntakenReply(
            at=this.at,
            doubt=doubt,
            sender=_short(found.sender),
            guest=_short(", ".join(reply.guests) if reply else ""),
            answer=_short(", ".join(reply.answers) if reply else ""),
            invitation_id=one.id if one else None,
        )
    )
    return True


def _short(text: str) -> str:
    return shorten(clean_line(text), LONGEST)


def _asked(one: CalendarInvitation) -> Asked:
    return Asked(
        one.address,
        one.stands,
        one.sequence,
        one.asked_sequence,
        one.made_at,
        one.answer,
        one.answered_at,
    )
