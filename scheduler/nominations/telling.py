"""Who gets a letter about a nomination, under whose name: the person, whoever put them forward, and the
coordinators of the channel."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from scheduler.accounts.models import Account, Grant
from scheduler.accounts.queries import addressee
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import Role
from scheduler.links.actions import make
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.nominations import letters
from scheduler.nominations.body_models import Holder
from scheduler.nominations.channels import WITH_A_BODY
from scheduler.nominations.models import Nomination
from scheduler.nominations.owing import missing
from scheduler.nominations.terms import Part, Party
from scheduler.nominations.times import day
from scheduler.organisations.models import Person
from scheduler.organisations.queries import contacts
from scheduler.thematic_sessions.models import ThematicSession

_A_DAY, _A_MONTH = timedelta(days=1), timedelta(days=30)
PAGE = "/account/nominations/{code}/"
"""Where those whom it concerns see a nomination."""
CONFIRM, ANSWER, SPEAKER = "confirm-nomination", "answer-invitation", "speaker-page"
"""What links are for: to confirm or withdraw, to accept or decline, to read one's own page as a speaker."""
OF_CHANNEL = frozenset(
    {
        letters.PUT_FORWARD,
        letters.CONFIRMED,
        letters.RETURNED,
        letters.ENDORSED,
        letters.NOT_ENDORSED,
        letters.RECONSIDERED,
        letters.FORWARDED,
        letters.VACANCY,
    }
)
"""What a channel's body writes under its own name."""
AS_NOMINATOR = "You get this letter because {organisation} put them forward."
AS_COORDINATOR = "You get this letter because you act for {channel}."
NAMELESS = "(name erased)"
"""Stands for somebody who was erased."""
PARTS = {Part.PANELLIST: "on the panel", Part.FLOOR_SPEAKER: "from the floor"}


class Reader(NamedTuple):
    """Who gets a letter. `why`: for those whom it is not about, in a sentence."""

    to: Addressee
    why: str = ""


def person(nomination: Nomination) -> list[Reader]:
    """Who was put forward."""
    to = addressee(nomination.person)
    return [Reader(to)] if to else []


def nominators(nomination: Nomination) -> list[Reader]:
    """Who wrote the nomination, and the contacts of the organisation."""
    why = AS_NOMINATOR.format(organisation=nomination.organisation.name)
    by = [session.get_one(Person, nomination.by_id)] if nomination.by_id else []
    people = [*by, *(contact.person for contact in contacts(nomination.organisation_id))]
    return [Reader(to, why) for to in filter(None, map(addressee, people))]


def coordinators(nomination: Nomination) -> list[Reader]:
    """Who coordinates the bodies of its channel, with an account or by a link."""
    bodies = {body for step in nomination.steps if step.party is Party.COORDINATOR for body in step.bodies}
    why = AS_COORDINATOR.format(channel=nomination.channel.name)
    return [Reader(to, why) for to in acting_for(Role.CHANNEL_COORDINATOR, bodies)]


def acting_for(role: Role, bodies: Iterable[str]) -> Iterator[Addressee]:
    """Whom letters reach who hold a role for these bodies."""
    wanted = sorted(bodies)
    granted = select(Account).join(Grant).where(Grant.role == role, Grant.channel.in_(wanted), Account.active)
    held = select(Holder).where(Holder.role == role, Holder.body.in_(wanted), Holder.ended_at.is_(None))
    people = [one.person for one in session.scalars(granted.order_by(Account.id)).unique()]
    people += [one.person for one in session.scalars(held.order_by(Holder.id))]
    yield from filter(None, map(addressee, people))


def party(step_party: Party, bodies: Iterable[str]) -> Iterator[Addressee]:
    """Whom letters reach who act in a step, but for nominators and nominees."""
    if role := WITH_A_BODY.get(step_party):
        yield from acting_for(role, bodies)
    elif step_party is Party.CIVIL_SOCIETY_UNIT:
        yield from _with_role(Role.CIVIL_SOCIETY_UNIT)
    elif step_party is Party.SECRETARIAT:
        yield from _with_role(Role.SECRETARIAT)


def _with_role(role: Role) -> Iterator[Addressee]:
    found = select(Account).join(Grant).where(Grant.role == role, Account.active).order_by(Account.id)
    yield from filter(None, (addressee(one.person) for one in session.scalars(found).unique()))


def tell(
    this: Decision, kind: LetterKind, nomination: Nomination, *readers: list[Reader], **places: str
) -> None:
    """One letter to each of these, once."""
    every = [reader for group in readers for reader in group]
    once = {one.to.address.lower(): one for one in reversed(every)}
    for reader in reversed(once.values()):
        own = {"as": reader.why} if reader.why else {}
        send(this, kind, reader.to, nomination, {"page": page(nomination), **places, **own})


def ask(this: Decision, kind: LetterKind, purpose: str, nomination: Nomination, **places: str) -> None:
    """A letter to the person with a personal link, by which they answer without an account."""
    if to := addressee(nomination.person):
        send(this, kind, to, nomination, places, secret(this, purpose, nomination))


def secret(this: Decision, purpose: str, nomination: Nomination) -> Secret:
    """A link for the person. When its letter has left, it is the only one of theirs for this."""
    least = _A_MONTH if purpose == SPEAKER else _A_DAY  # after the meeting, texts are still asked for
    lasts = max(nomination.call.meeting.ends - this.at.date(), least) + _A_DAY
    link, token = make(
        this, purpose, nomination.thing, person_id=nomination.person_id, lasts=lasts, alone=True
    )
    return Secret(LINK_PATH.format(token=token), link.id)


def send(
    this: Decision,
    kind: LetterKind,
    to: Addressee,
    nomination: Nomination,
    places: Mapping[str, str],
    secret: Secret | None = None,
    once: str | None = None,
) -> None:
    """One letter, under the name of the body that it comes from; held where the meeting holds its letters."""
    known = {
        "meeting": nomination.call.meeting.title,
        "call": nomination.call.title,
        "person": nomination.person.name or NAMELESS,
        "organisation": nomination.organisation.name,
        "place": place(nomination),
    }
    write(
        this,
        kind,
        to,
        nomination.thing,
        places={**known, **places},
        secret=secret,
        meeting_id=nomination.call.meeting_id,
        sender=nomination.channel.sender if kind in OF_CHANNEL else None,
        once=once,
    )


def page(nomination: Nomination) -> str:
    return PAGE.format(code=nomination.code)


def place(nomination: Nomination) -> str:
    """Where somebody is to speak, in words."""
    one = session.get(ThematicSession, nomination.session_id) if nomination.session_id else None
    return f"{one.title}, {PARTS[nomination.part]}" if one else PARTS[nomination.part]


def owed(this: Decision, nomination: Nomination, due_at: datetime | None = None) -> str:
    """What a speaker has still to send, and by when; empty: nothing. `due_at`: only what is due then."""
    told = []
    for one in nomination.owed:
        said = missing(one, this.at)
        if said and due_at in (None, one.due_at):
            told.append(f"{said} Due: {day(one.due_at, nomination.call.meeting)}.")
    return " ".join(told)
