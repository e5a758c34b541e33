"""What becomes of co-sponsors: they are named and asked with the draft, and answer, or not."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from scheduler.applications import cosponsoring
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.workflow import ALIVE
from scheduler.demo.open_call import reasons
from scheduler.demo.open_call.applicants import Applicant
from scheduler.demo.open_call.cast import Supporter
from scheduler.demo.open_call.fates import Answer
from scheduler.demo.open_call.play import Story
from scheduler.demo.open_call.proposals import address
from scheduler.demo.open_call.session import ZONE
from scheduler.demo.open_call.stage import Scene
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Source
from scheduler.organisations.models import Person

BY_LINK = "somebody by a link"
"""Who answers a letter, as the history calls them."""
ANSWERED_WITHIN = timedelta(days=6)
"""Before anybody is reminded."""


def name_all(this: Decision, scene: Scene, application: Application) -> None:
    """Name the co-sponsors, and ask those who are to be asked."""
    for supporter in scene.part.supporters:
        one = cosponsoring.name(this, application, supporter.party.name)
        if supporter.answer is Answer.NEVER_ASKED:
            continue
        if _contact(scene, supporter) and supporter.answer not in (Answer.BY_ADDRESS, Answer.OBJECTED):
            cosponsoring.ask_contacts(this, one)
        else:
            person = supporter.party.people[1]
            cosponsoring.ask(this, one, person, address(person, supporter.party))


def answers(scene: Scene) -> Iterator[Story]:
    """A story for each co-sponsor that does something about it."""
    for supporter in scene.part.supporters:
        if supporter.answer not in (Answer.NEVER_ASKED, Answer.NONE):
            yield _answer(scene, supporter)


def _answer(scene: Scene, supporter: Supporter) -> Story:
    yield _soon(scene)
    one = _row(scene, supporter)
    if one is None or scene.application.state not in ALIVE:
        return
    match supporter.answer:
        case Answer.YES | Answer.BY_ADDRESS:
            _confirm(scene, supporter, one)
        case Answer.NO:
            with decision(_actor(scene, supporter, one)) as this:
                cosponsoring.decline(this, one, scene.rng.choice(reasons.NO))
        case Answer.ANOTHER:
            person = supporter.party.people[2]
            with decision(BY_LINK) as this:
                cosponsoring.ask_somebody_else(this, one, person, address(person, supporter.party))
        case Answer.ENTERED:
            _enter(scene, supporter, one)
        case Answer.REMOVED:
            with decision(scene.applicant.actor) as this:
                cosponsoring.remove(this, one)
        case Answer.TAKEN_BACK | Answer.OBJECTED:
            _confirm(scene, supporter, one)
            yield scene.later(0.5)
            _take_back(scene, supporter, one)


def _confirm(scene: Scene, supporter: Supporter, one: CoSponsor) -> None:
    by = _reader(scene, supporter, one)
    with decision(_actor(scene, supporter, one)) as this:
        cosponsoring.confirm(this, one, by, takes_part=supporter.takes_part)


def _take_back(scene: Scene, supporter: Supporter, one: CoSponsor) -> None:
    """Its contact objects; where there is none, it withdraws."""
    contact = _contact(scene, supporter)
    if supporter.answer is Answer.OBJECTED and contact:
        with decision(contact.actor) as this:
            cosponsoring.object_(this, one, contact.account.person, reasons.OBJECTED)
    else:
        with decision(_actor(scene, supporter, one)) as this:
            cosponsoring.withdraw_support(this, one, reasons.TAKEN_BACK)


def _enter(scene: Scene, supporter: Supporter, one: CoSponsor) -> None:
    came_on = to_local(clock.now(), ZONE).date()
    wish = OnBehalf(Source.EMAIL, came_on, f"Message of {supporter.party.people[0]}, {came_on:%d.%m.%Y}")
    with decision(scene.stage.desk.secretary, wish) as this:
        cosponsoring.enter(this, one, takes_part=supporter.takes_part)


def _row(scene: Scene, supporter: Supporter) -> CoSponsor | None:
    """None where it went over to another application with a joining."""
    rows = scene.application.cosponsors
    return next((row for row in rows if row.organisation.name == supporter.party.name), None)


def _soon(scene: Scene) -> datetime:
    begins = scene.begins()
    return scene.later(1, begins, min(begins + ANSWERED_WITHIN, scene.stage.now))


def _contact(scene: Scene, supporter: Supporter) -> Applicant | None:
    known = scene.stage.applicants.get(supporter.party.name)
    return known if known and known.is_contact else None


def _reader(scene: Scene, supporter: Supporter, one: CoSponsor) -> Person:
    """Who answers: the person who was asked, or else a contact."""
    contact = _contact(scene, supporter)
    if one.person:
        return one.person
    assert contact, "somebody was asked"
    return contact.account.person


def _actor(scene: Scene, supporter: Supporter, one: CoSponsor) -> str:
    """Contacts answer on their own page, others by the link in their letter."""
    contact = _contact(scene, supporter)
    return contact.actor if contact and one.person is None else BY_LINK
