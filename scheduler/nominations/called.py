"""What channels, calls for speakers and nominations are called, and all that the rooms below know."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_, select

from scheduler.accounts.called import Called, Finder, called_by
from scheduler.applications import called as below
from scheduler.kernel.db import session
from scheduler.nominations.body_models import Asked, Holder, Vacancy
from scheduler.nominations.call_models import Channel, ChannelStep, SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.organisations.models import Organisation, Person


def called(things: Iterable[str]) -> dict[str, Called]:
    """Names by how the history names things, in a constant number of queries. What is not there is left
    out, and so are nominations that are still their bodies' business, and not the secretariat's."""
    return called_by(FINDERS, things)


def _channels(numbers: set[int]) -> dict[int, Called]:
    rows = session.execute(select(Channel.id, Channel.name).where(Channel.id.in_(numbers)))
    return {number: Called(name) for number, name in rows}


def _calls(numbers: set[int]) -> dict[int, Called]:
    rows = session.execute(select(SpeakerCall.id, SpeakerCall.title).where(SpeakerCall.id.in_(numbers)))
    return {number: Called(title) for number, title in rows}


def _nominations(numbers: set[int]) -> dict[int, Called]:
    found = (
        select(Nomination.id, Person.name, Organisation.name.label("body"))
        .join(Person, Person.id == Nomination.person_id)
        .join(Organisation, Organisation.id == Nomination.organisation_id)
        .join(Channel, Channel.id == Nomination.channel_id)
        .where(Nomination.id.in_(numbers), _is_for_the_desk())
    )
    return {number: Called(name, body) for number, name, body in session.execute(found)}


def _is_for_the_desk() -> ColumnElement[bool]:
    """The last step of each channel is the secretariat's."""
    last = select(func.max(ChannelStep.place)).where(ChannelStep.channel_id == Nomination.channel_id)
    return or_(Channel.open_to_desk, Nomination.by_desk, Nomination.reached >= last.scalar_subquery())


def _asked(numbers: set[int]) -> dict[int, Called]:
    found = (
        select(Asked.id, Organisation.name)
        .join(Organisation, Organisation.id == Asked.organisation_id)
        .where(Asked.id.in_(numbers))
    )
    return {number: Called(name) for number, name in session.execute(found)}


def _vacancies(numbers: set[int]) -> dict[int, Called]:
    found = (
        select(Vacancy.id, Person.name)
        .join(Nomination, Nomination.id == Vacancy.nomination_id)
        .join(Person, Person.id == Nomination.person_id)
        .where(Vacancy.id.in_(numbers))
    )
    return {number: Called(name) for number, name in session.execute(found)}


def _holders(numbers: set[int]) -> dict[int, Called]:
    found = (
        select(Holder.id, Person.name, Holder.body)
        .join(Person, Person.id == Holder.person_id)
        .where(Holder.id.in_(numbers))
    )
    return {number: Called(name, body) for number, name, body in session.execute(found)}


FINDERS: dict[str, Finder] = {
    **below.FINDERS,
    "channel": _channels,
    "call for speakers": _calls,
    "nomination": _nominations,
    "asked": _asked,
    "vacancy": _vacancies,
    "holder": _holders,
}
