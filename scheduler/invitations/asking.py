"""Asking whose calendar declined whether they come all the same. The answer is theirs: on their own page they
withdraw, or they do nothing."""

from sqlalchemy import select

from scheduler.accounts.queries import addressee
from scheduler.applications.models import Application
from scheduler.applications.telling import PAGE
from scheduler.audit.actions import record
from scheduler.formats.entry import MeetingFace
from scheduler.invitations import letters, rules
from scheduler.invitations.models import CalendarInvitation
from scheduler.invitations.queries import lock
from scheduler.invitations.terms import Answer, Part
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import Secret, write
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.nominations.models import Nomination
from scheduler.nominations.telling import SPEAKER, secret
from scheduler.nominations.terms import State
from scheduler.releases.queries import meeting_face


def ask(this: Decision, one: CalendarInvitation) -> None:
    """One letter for each time that they declined. Raises Refused where they did not, were asked already, or
    no letter reaches them."""
    lock(one)
    if not one.stands or one.answer is not Answer.DECLINED:
        raise Refused(Sentence("This calendar declines nothing any more. Load the page again."))
    to = addressee(one.person)
    if to is None:
        raise Refused(Sentence("No letter reaches this person. Enter their e-mail address first."))
    meeting = session.get_one(Meeting, one.entry.meeting_id)
    written = write(
        this,
        letters.STILL_COMING,
        to,
        one.about,
        places=_places(one, meeting_face(meeting)),
        secret=_secret(this, one),
        meeting_id=meeting.id,
        once=_once(one),
    )
    if written is None:
        raise Refused(Sentence("They were asked already. Their answer comes by their own page or by letter."))
    record(this, "ask who declined by calendar", one.about, about=[f"person {one.person_id}"])


def asked(invitations: list[CalendarInvitation]) -> set[int]:
    """Who of them was asked since they declined, by number. One question."""
    keys = {_once(one): one.id for one in invitations if one.answer is Answer.DECLINED}
    return {keys[key] for key in session.scalars(select(Letter.once).where(Letter.once.in_(keys))) if key}


def _once(one: CalendarInvitation) -> str:
    assert one.answered_at
    return f"{one.thing}: still coming? {one.answered_at:%Y-%m-%dT%H:%M:%SZ}"


def _places(one: CalendarInvitation, face: MeetingFace) -> dict[str, str]:
    said = rules.load(one.occasion)
    page = ""
    if one.part is Part.ORGANISER:
        found = select(Application.code).where(Application.entry_id == one.entry_id)
        code = session.scalars(found).one_or_none()
        page = PAGE.format(code=code) if code else ""
    when = rules.when(said.span, face.time_zone)
    return {"meeting": face.title, "title": said.title, "when": when, "page": page}


def _secret(this: Decision, one: CalendarInvitation) -> Secret | None:
    """The link to the page on which a speaker withdraws."""
    kind, _, number = one.about.partition(" ")
    nomination = session.get(Nomination, int(number)) if kind == "nomination" else None
    if nomination is None or nomination.state is not State.ACCEPTED:
        return None
    return secret(this, SPEAKER, nomination)
