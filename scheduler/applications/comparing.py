"""What an application is compared with, for whoever writes it and for the desk alike: the States that its
text names, and other applications."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.applications.facts import Facts
from scheduler.applications.hints import Likeness, Named, Other, alike, states_hint
from scheduler.applications.models import Application, Receipt
from scheduler.applications.queries import current
from scheduler.applications.terms import Support
from scheduler.applications.workflow import IN_QUEUE
from scheduler.kernel.db import session
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation
from scheduler.organisations.states import states as known_states

BESIDE = frozenset({Support.NAMED, Support.ASKED, Support.CONFIRMED})
"""Co-sponsors whose State takes part, or may still."""


@dataclass(frozen=True)
class Similar:
    """Another application that is like one, and how."""

    application: Application
    likeness: Likeness

    @property
    def percent(self) -> int:
        return round(100 * self.likeness.score)


def states() -> list[Named]:
    """All Member States with the names that they go by: those that the United Nations write, whether somebody
    enrolled the State or not, and the further ones that it is enrolled with."""
    named = {state.name: list(state.names) for state in known_states() if not state.observer}
    known = {fold(name): state for state, names in named.items() for name in names}
    for body in _enrolled():
        names = [body.name, *(name.text for name in body.names)]
        state = next((known[fold(name)] for name in names if fold(name) in known), body.name)
        named.setdefault(state, []).extend(names)
    return [Named(state, tuple(dict.fromkeys(names))) for state, names in named.items()]


def said_of_states(application: Application, facts: Facts | None = None) -> list[Sentence]:
    """A sentence, with the rule, for each State that the text names and that takes no part. `facts`: what is
    being typed, where that is not stored yet."""
    said = facts or current(application)
    bodies = [organiser.organisation for organiser in application.organisers]
    bodies += [one.organisation for one in application.cosponsors if one.state in BESIDE]
    taking_part = [item.text for body in bodies for item in body.names]
    own = [*(speaker.name or "" for speaker in said.speakers), said.contact or ""]
    return states_hint([said.title or "", said.abstract or ""], states(), taking_part, own)


def _enrolled() -> Iterable[Organisation]:
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.MEMBER_STATE, Organisation.merged_into_id.is_(None)
    )
    return session.scalars(found.options(selectinload(Organisation.names)).order_by(Organisation.id))


def similar(application: Application) -> list[Similar]:
    """Submitted applications of the same call that are most like this one, the likest first."""
    found = (
        select(Application)
        .join(Receipt, Receipt.application_id == Application.id)
        .where(
            Application.call_id == application.call_id,
            Application.id != application.id,
            Application.state.in_(IN_QUEUE),
        )
    )
    others = {one.id: one for one in session.scalars(found)}
    texts = [Other(number, one.title or "", one.abstract or "") for number, one in others.items()]
    likest = alike(application.title or "", application.abstract or "", texts)
    return [Similar(others[one.number], one) for one in likest]
