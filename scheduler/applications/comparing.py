"""What the desk compares an application with: the States that its text names, and other applications."""

from dataclasses import dataclass

from sqlalchemy import select

from scheduler.applications.hints import Likeness, Named, Other, alike, states_hint
from scheduler.applications.models import Application, Receipt
from scheduler.applications.terms import Support
from scheduler.applications.workflow import IN_QUEUE
from scheduler.kernel.db import session
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation

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
    """All Member States with the names that they go by."""
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.MEMBER_STATE, Organisation.merged_into_id.is_(None)
    )
    return [
        Named(one.name, tuple(dict.fromkeys((one.name, *(name.text for name in one.names)))))
        for one in session.scalars(found.order_by(Organisation.id))
    ]


def said_of_states(application: Application) -> list[Sentence]:
    """A sentence, with the rule, for each State that the text names and that takes no part."""
    one = application
    bodies = [organiser.organisation.name for organiser in one.organisers]
    bodies += [each.organisation.name for each in one.cosponsors if each.state in BESIDE]
    names = [speaker.person.name or "" for speaker in one.speakers]
    return states_hint([one.title or "", one.abstract or ""], states(), bodies, [*names, one.contact or ""])


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
