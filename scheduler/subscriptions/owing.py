"""What somebody with an account owes, and by when: the deadlines of their applications, the questions to
their organisations, and what they give before they speak. Always as many questions to the database.

What is done is owed no more and leaves the calendar; what was missed stays where it was due.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from scheduler.accounts.queries import by_person, visitor
from scheduler.applications import queries as applications
from scheduler.applications import waiting
from scheduler.applications.models import Application, Material
from scheduler.applications.terms import Flyer, State, Support
from scheduler.applications.workflow import ALIVE
from scheduler.formats.own import Due
from scheduler.kernel.db import session
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Format
from scheduler.kernel.words import Sentence
from scheduler.nominations import queries as nominations
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import is_person
from scheduler.nominations.reminding import SPEAKING
from scheduler.nominations.terms import Contribution
from scheduler.nominations.terms import State as Nominated

APPLICATION = "/account/applications/{code}/"
QUESTIONS = "/account/organisations/events/{body}/"
UNNAMED = Sentence("Draft without a title")
WHAT = {
    Contribution.STATEMENT: Sentence("statement"),
    Contribution.VIDEO: Sentence("video with its transcript"),
}


def dues(person_id: int, base_url: str) -> list[Due]:
    """All that this person owes; nothing where they have no account that is in use."""
    account = by_person(person_id)
    if account is None or not account.active or not account.confirmed_at:
        return []
    who = visitor(account, strong=False)
    return [*_as_applicant(who, base_url), *_as_supporter(who, base_url), *_as_speaker(who, base_url)]


def _as_applicant(who: Visitor, base_url: str) -> Iterator[Due]:
    theirs = [one for one in applications.of(who.person or 0, who.organisations) if one.state in ALIVE]
    flyers = _flyers(theirs)
    for one in theirs:
        call, title = one.call, one.title or str(UNNAMED)
        address = base_url + APPLICATION.format(code=one.code)
        code = call.meeting.code
        if one.state is State.DRAFT or (one.state is State.RETURNED and one.changed_at < call.closes_at):
            said = Sentence("%(code)s: submit “%(title)s”", code=code, title=title)
            text = Sentence("The call closes. What was not submitted by then is late.")
            yield Due(f"{one.thing} close", str(said), call.closes_at, str(text), address)
        if call.support_until and _waits_for_support(one):
            said = Sentence("%(code)s: co-sponsors of “%(title)s” confirm", code=code, title=title)
            text = Sentence("Who has not confirmed by then is not published as a co-sponsor.")
            yield Due(f"{one.thing} support", str(said), call.support_until, str(text), address)
        if call.links_until and _lacks_links(one):
            said = Sentence("%(code)s: links of “%(title)s”", code=code, title=title)
            text = Sentence("Enter how one joins online.")
            yield Due(f"{one.thing} links", str(said), call.links_until, str(text), address)
        if call.material_until and one.state is not State.DRAFT and _lacks_flyer(one, flyers):
            said = Sentence("%(code)s: flyer of “%(title)s”", code=code, title=title)
            text = Sentence("If there is to be a flyer beside the event, upload it by then.")
            yield Due(f"{one.thing} flyer", str(said), call.material_until, str(text), f"{address}flyer/")


def _waits_for_support(one: Application) -> bool:
    return any(each.state in (Support.NAMED, Support.ASKED) for each in one.cosponsors)


def _lacks_links(one: Application) -> bool:
    return one.format in (Format.ONLINE, Format.HYBRID) and not one.links


def _lacks_flyer(one: Application, flyers: Mapping[int, Flyer]) -> bool:
    return flyers.get(one.id, Flyer.RETURNED) is Flyer.RETURNED


def _flyers(theirs: list[Application]) -> dict[int, Flyer]:
    numbers = [one.id for one in theirs]
    found = select(Material.application_id, Material.state).where(Material.application_id.in_(numbers))
    return dict(session.execute(found).all())


def _as_supporter(who: Visitor, base_url: str) -> Iterator[Due]:
    for one in waiting.asked(who):
        until = one.application.call.support_until
        if until is None or one.state is not Support.ASKED:
            continue
        said = Sentence(
            "%(code)s: does %(name)s support “%(title)s”?",
            code=one.application.call.meeting.code,
            name=one.organisation.name,
            title=one.application.title or str(UNNAMED),
        )
        address = base_url + QUESTIONS.format(body=one.organisation_id)
        yield Due(one.thing, str(said), until, str(Sentence("Confirm or decline.")), address)


def _as_speaker(who: Visitor, base_url: str) -> Iterator[Due]:
    for one in nominations.of(who.person or 0, ()):
        if one.state is Nominated.ACCEPTED and is_person(who, one):
            yield from _to_give(one, base_url)


def _to_give(one: Nomination, base_url: str) -> Iterator[Due]:
    for owed in one.owed:
        if owed.is_missing:
            said = Sentence(
                "%(code)s: %(what)s for “%(title)s”",
                code=one.call.meeting.code,
                what=WHAT[owed.kind],
                title=one.call.title,
            )
            text = Sentence("It is due before you speak.")
            address = base_url + SPEAKING.format(code=one.code)
            yield Due(f"{one.thing} {owed.kind}", str(said), owed.due_at, str(text), address)
