"""Who acts for a body by a personal link, without an account. The link belongs to the holder of the role:
when the role goes to another, it ends, and what is open goes with the role."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from scheduler.accounts.queries import addressee, by_person
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role, Standing
from scheduler.kernel.words import Sentence
from scheduler.links.actions import make, withdraw
from scheduler.links.models import Link
from scheduler.links.queries import ended
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.nominations import letters
from scheduler.nominations.body_models import Holder
from scheduler.nominations.channels import WITH_A_BODY, acts_as
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Party
from scheduler.nominations.workflow import ON_THE_WAY
from scheduler.organisations.models import Person
from scheduler.organisations.queries import speaks_for

DESK = "channel-desk"
"""What the link is for: the desk of a body. It is not used up by acting."""
LASTS = timedelta(days=120)


def hand_role(this: Decision, body: str, role: Role, person: Person) -> Holder:
    """Somebody holds a body's role from now on, by a link that is sent to them; whoever held it before
    does no more, and their link is dead. Raises Refused for who cannot be reached, or holds it already."""
    if role not in WITH_A_BODY.values():
        raise Refused(Sentence("Only coordinators and reviewers of a channel act by a link."))
    to = addressee(person)
    if to is None:
        raise Refused(Sentence("No letter reaches this person. Enter their e-mail address first."))
    before = holder(body, role)
    if before and before.person_id == person.id:
        raise Refused(Sentence("This person holds the role already. You can send the link again."))
    if before:
        _end(this, before)
    one = Holder(body=body, role=role, person=person, since=this.at)
    session.add(one)
    session.flush()
    about = [f"person {person.id}", *([f"person {before.person_id}"] if before else [])]
    record(this, "hand on a channel's role", one.thing, about=about, body=body, role=role)
    _send(this, one, to)
    return one


def end_role(this: Decision, one: Holder) -> None:
    """Nobody holds the role by a link any more. Raises Refused where that is so already."""
    if one.ended_at:
        raise Refused(Sentence("This role was handed on or ended already. Load the page again."))
    _end(this, one)
    about = [f"person {one.person_id}"]
    record(this, "end a channel's role", one.thing, about=about, body=one.body, role=one.role)


def send_again(this: Decision, one: Holder) -> None:
    """A new link to the holder; the one before is dead. Raises Refused for who holds the role no more."""
    to = addressee(one.person)
    if one.ended_at or to is None:
        raise Refused(Sentence("This person does not hold the role any more, or no letter reaches them."))
    withdraw(this, DESK, one.thing)
    record(this, "send a channel's link again", one.thing, about=[f"person {one.person_id}"])
    _send(this, one, to)


def holder(body: str, role: Role) -> Holder | None:
    """Who holds a body's role by a link now."""
    found = select(Holder).where(Holder.body == body, Holder.role == role, Holder.ended_at.is_(None))
    return session.scalars(found).one_or_none()


def holders() -> list[Holder]:
    """All who hold a role by a link now, by body."""
    found = select(Holder).where(Holder.ended_at.is_(None)).order_by(Holder.body, Holder.role)
    return list(session.scalars(found))


def by_number(number: int) -> Holder:
    """Raises NotFound."""
    found = session.get(Holder, number)
    if found is None:
        raise NotFound(Sentence("Nobody holds this role."))
    return found


def bearer(link: Link) -> Visitor:
    """Whom a link lets act: with what its holder's role may, and nothing else. Raises Refused for a link that
    has ended, and for a role that went to somebody else."""
    if why := ended(link):
        raise Refused(why)
    if link.purpose != DESK:
        return Visitor(person=link.person_id)
    one = by_number(int(link.thing.removeprefix("holder ")))
    if one.ended_at:
        raise Refused(Sentence("Somebody else acts for this body now. Ask them, or the secretariat."))
    return Visitor(
        person=one.person_id,
        name=one.person.name,
        roles=frozenset({one.role}),
        channels=frozenset({(one.role, one.body)}),
        interests=frozenset(
            each.organisation_id for each in speaks_for(one.person_id) if each.standing is Standing.AGREED
        ),
    )


def reached_at(party: Party, bodies: Iterable[str]) -> dict[str, Holder]:
    """Who acts for these bodies by a link and has no account, by the address (in lower case) at which letters
    reach them."""
    role, wanted = WITH_A_BODY.get(party), set(bodies)
    found = [one for one in holders() if one.role is role and one.body in wanted]
    reached = ((one, addressee(one.person)) for one in found if by_person(one.person_id) is None)
    return {to.address.lower(): one for one, to in reached if to}


def secret(this: Decision, one: Holder) -> Secret:
    """A new link to the desk, for a letter. Those before end when that letter leaves, all of them with the
    role."""
    link, token = make(this, DESK, one.thing, person_id=one.person_id, lasts=LASTS, alone=True)
    return Secret(LINK_PATH.format(token=token), link.id)


def waiting(body: str, role: Role) -> int:
    """How many nominations wait at a step in which this role of the body acts."""
    found = select(Nomination).where(Nomination.state.in_(ON_THE_WAY))
    who = Visitor(channels=frozenset({(role, body)}))
    now = ((one, one.steps[one.at]) for one in session.scalars(found))
    return sum(acts_as(step.party, step.bodies, who) for _, step in now)


def _end(this: Decision, one: Holder) -> None:
    one.ended_at = this.at
    withdraw(this, DESK, one.thing)
    session.flush()


def _send(this: Decision, one: Holder, to: Addressee) -> None:
    places = {"body": one.body, "number": str(waiting(one.body, one.role))}
    write(this, letters.CHANNEL_ROLE, to, one.thing, places=places, secret=secret(this, one))
