"""What goes on beside the nominations: entities are asked, documents get their authors' consent, the floor
list of today runs, reminders go out, and what is settled is released."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from scheduler.demo.open_call.cast import everybody
from scheduler.demo.open_call.flyers import sheet
from scheduler.demo.open_call.play import Story
from scheduler.demo.open_call.session import SEED
from scheduler.demo.parties import Party
from scheduler.demo.people import ACTOR, AGENCY
from scheduler.demo.speakers import words
from scheduler.demo.speakers.fates import ISLANDS, Call
from scheduler.demo.speakers.stage import Stage
from scheduler.jobs.tasks import tend_nominations
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency, OrganisationKind
from scheduler.nominations.answering import say_no_nominee
from scheduler.nominations.calling import ask_entity
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State
from scheduler.organisations.actions import name_person
from scheduler.releases.taking_down import withdraw_consent
from scheduler.telling.releasing import release
from scheduler.thematic_sessions import consent, documents, floor
from scheduler.thematic_sessions.documents import File, Paper
from scheduler.thematic_sessions.floor import Asking
from scheduler.thematic_sessions.floor_models import FloorList
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.terms import DocumentKind, Turn

ON_THE_LIST = 9
HEARD = 3
FIRST_SPEAKER = timedelta(minutes=24)
"""Before now."""
EACH = timedelta(minutes=7)
SPEAKS_SINCE = timedelta(minutes=2)
LONGEST_TURN = timedelta(hours=1)


def stories(stage: Stage) -> list[Story]:
    return [_entities(stage), _papers(stage), _floor(stage), _reminders(stage), _releases(stage)]


def _entities(stage: Stage) -> Story:
    """Two are asked for the second day; one has not answered, one has no nominee."""
    call, channel = stage.calls[Call.SECOND], stage.channel(Call.SECOND, "DIRECT")
    yield stage.moment(-9)
    for name in (AGENCY, ISLANDS):
        with decision(stage.troupe.desk.actor) as this:
            ask_entity(this, call, channel, stage.organisation(name), stage.sessions[Call.SECOND][2])
    yield stage.moment(-6)
    who = stage.troupe.nominators[ISLANDS]
    with decision(who.actor) as this:
        organisation = stage.organisation(ISLANDS)
        say_no_nominee(this, who, call, channel, organisation, None, words.NO_NOMINEE)


def _papers(stage: Stage) -> Story:
    """A note that is public, a guide that is a draft, and what belongs to speakers: one agrees that it is
    public, one has not answered, one does not agree."""
    first = stage.sessions[Call.FIRST][0]
    yield stage.moment(-3)
    with decision(stage.troupe.desk.actor) as this:
        note = Paper(
            DocumentKind.BACKGROUND_NOTE, "Background note by the Secretariat", languages=("en", "fr")
        )
        documents.publish(this, documents.add(this, first, note, "https://documents.example/note"))
        guide = Paper(DocumentKind.DISCUSSION_GUIDE, "Guide to the discussion", languages=("en",))
        documents.add(this, first, guide, "https://documents.example/guide")
    found = select(Nomination).where(
        Nomination.session_id == first.id,
        Nomination.state == State.ACCEPTED,
        Nomination.panellist_id.is_not(None),
    )
    authors = list(session.scalars(found.order_by(Nomination.id)))[:3]
    for one, answer in zip(authors, (_agree, None, _refuse), strict=False):
        paper = _paper(stage, first, one)
        if answer:
            yield stage.moment(-2)
            answer(stage, paper, Visitor(person=one.person_id))


def _paper(stage: Stage, first: ThematicSession, one: Nomination) -> Document:
    title = f"Statement of {one.organisation.name}"
    text = File(stage.uploads, "statement.pdf", sheet([title, "", "Fictitious, like the speaker."]))
    with decision(stage.troupe.desk.actor) as this:
        paper = Paper(DocumentKind.STATEMENT, title, languages=("en",), author=one.person)
        made = documents.add(this, first, paper, text)
        consent.ask(this, made)
    return made


def _agree(stage: Stage, paper: Document, who: Visitor) -> None:
    with decision(who.actor) as this:
        consent.agree(this, paper, paper.version or "")
    with decision(stage.troupe.desk.actor) as this:
        documents.publish(this, paper)


def _refuse(stage: Stage, paper: Document, who: Visitor) -> None:
    with decision(who.actor) as this:
        withdraw_consent(this, paper, stage.base_url)


def _floor(stage: Stage) -> Story:
    """Some were heard, one speaks now, one was absent, and the others wait."""
    desk = stage.troupe.desk
    yield stage.now - FIRST_SPEAKER
    with decision(desk.actor) as this:
        made = floor.open_list(this, stage.sessions[Call.TODAY][0])
        for asking in _asking(this, stage):
            floor.ask(this, made, made.revision, asking)
        floor.pass_over(this, made, made.revision, made.requests[1].id)
        give_next(this, made)
    for turn in range(1, HEARD):
        yield stage.now - FIRST_SPEAKER + turn * EACH
        with decision(desk.actor) as this:
            give_next(this, made)
    yield stage.now - SPEAKS_SINCE
    with decision(desk.actor) as this:
        give_next(this, made)


def resume(one: FloorList, now: datetime) -> None:
    """Let who speaks have just begun, where that was so long ago that nobody can mean it."""
    speaking = next((request for request in one.requests if request.state is Turn.SPEAKING), None)
    if one.closed_at or speaking is None or not speaking.started_at:
        return
    if now - speaking.started_at > LONGEST_TURN:
        with decision(ACTOR) as this:
            floor.put_back(this, one, one.revision, speaking.id)
            floor.give(this, one, one.revision, speaking.id)


def give_next(this: Decision, one: FloorList) -> None:
    """The floor to who waits longest."""
    waiting = next(request for request in one.requests if request.started_at is None)
    floor.give(this, one, one.revision, waiting.id)


def _asking(this: Decision, stage: Stage) -> Iterator[Asking]:
    """A Regional Group, States, an entity and NGOs, by the names of their speakers but for one."""
    parties = everybody(SEED)
    chosen = [*_some(parties, OrganisationKind.MEMBER_STATE, 6), *_some(parties, OrganisationKind.NGO, 3)]
    Random(SEED).shuffle(chosen)
    for place, party in enumerate(sorted(chosen, key=lambda one: one.kind is OrganisationKind.NGO)):
        is_state = party.kind is OrganisationKind.MEMBER_STATE
        yield Asking(
            Constituency.MEMBER_STATE if is_state else Constituency.CIVIL_SOCIETY,
            party.name,
            person=name_person(party.people[-1]) if place != HEARD + 1 else None,
            regional_group=party.regional_group,
            for_group=place == 0,
        )


def _some(parties: list[Party], kind: OrganisationKind, count: int) -> list[Party]:
    return [party for party in parties if party.kind is kind][-count:]


def _reminders(stage: Stage) -> Story:
    """What the worker does every morning."""
    moment = stage.calls[Call.TODAY].opens_at
    while moment < stage.now:
        yield moment
        tend_nominations()
        moment += timedelta(days=1)


def _releases(stage: Stage) -> Story:
    """The last thing that happens: who has accepted is public."""
    yield stage.now - timedelta(minutes=1)
    for call in (Call.FIRST, Call.TODAY):
        with decision(stage.troupe.desk.actor) as this:
            release(this, stage.calls[call].meeting, stage.base_url)
