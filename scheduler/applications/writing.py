"""One field after the other: whether it can be written now, and how."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.applications.facts import ALWAYS_OPEN, CLOSED, Fault, SpeakerFact, closing
from scheduler.applications.models import Application, Organiser, Speaker, Wish
from scheduler.applications.rules import Field, open_fields
from scheduler.applications.workflow import ALIVE, IN_HAND
from scheduler.calls.models import Call
from scheduler.calls.queries import why_not_lead
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Slot
from scheduler.organisations.actions import add_person, change_person
from scheduler.organisations.merging import hanging
from scheduler.organisations.models import Person
from scheduler.organisations.queries import organisation


def open_now(application: Application, now: datetime, begins: datetime | None = None) -> frozenset[Field]:
    """What the applicant can change now."""
    if application.state not in ALIVE:
        return frozenset()
    return open_fields(application.call.terms, now, begins, in_hand=application.state in IN_HAND)


def closed(
    application: Application, changed: dict[str, Any], now: datetime, begins: datetime | None
) -> list[Fault]:
    """What of it cannot be changed any more."""
    open_ = open_now(application, now, begins)
    found = []
    for field in changed:
        if application.state not in ALIVE:
            found.append((field, CLOSED["all"]))
        elif field == "organisation" and application.receipt is not None:
            found.append((field, CLOSED["organisation"]))
        elif field not in ALWAYS_OPEN and closing(field) not in open_:
            found.append((field, CLOSED[closing(field)]))
    return found


def unknown(application: Application, changed: dict[str, Any]) -> list[Fault]:
    """What names things that are not there, or not theirs to name."""
    found = []
    if changed.get("organisation") and (why := _cannot_lead(application.call, changed["organisation"])):
        found.append(("organisation", why))
    if not set(changed.get("wishes", ())) <= _slots(application.call):
        found.append(("wishes", Sentence("One of these slots is no longer there. Choose again.")))
    if not set(changed.get("days", ())) <= {day.date for day in application.call.meeting.days}:
        found.append(("days", Sentence("One of these days is no longer there. Choose again.")))
    theirs = {speaker.person_id for speaker in application.speakers}
    named = {speaker.person for speaker in changed.get("speakers", ())} - {None}
    if not named <= theirs:
        found.append(("speakers", Sentence("One of these speakers is no longer there. Enter them again.")))
    return found


def _cannot_lead(call: Call, number: int) -> Sentence | None:
    try:
        found = organisation(number)
    except NotFound as error:
        return error.sentence
    if found.merged_into_id:
        return Sentence("This organisation was merged into another one. Choose that one.")
    return why_not_lead(call, found)


def _slots(call: Call) -> set[int]:
    return set(session.scalars(select(Slot.id).where(Slot.meeting_id == call.meeting_id)))


def write(this: Decision, application: Application, field: str, value: Any) -> None:
    """Keep one field's value."""
    match field:
        case "organisation":
            application.organisers = [Organiser(organisation_id=value, position=0)] if value else []
        case "speakers":
            _set_speakers(this, application, value)
        case "wishes":
            _set_wishes(application, value)
        case "days":
            application.days = sorted(day.isoformat() for day in value)
        case "links":
            application.links = [link.model_dump(mode="json") for link in value]
        case "languages" | "equipment":
            setattr(application, field, list(value))
        case _:
            setattr(application, field, value)


def _set_wishes(application: Application, ranks: dict[int, int]) -> None:
    known = {wish.slot_id: wish for wish in application.wishes}
    for number in known.keys() - ranks.keys():
        application.wishes.remove(known[number])
    for number, rank in ranks.items():
        if number in known:
            known[number].rank = rank
        else:
            application.wishes.append(Wish(slot_id=number, rank=rank))


def _set_speakers(this: Decision, application: Application, wanted: tuple[SpeakerFact, ...]) -> None:
    known = {speaker.person_id: speaker for speaker in application.speakers}
    kept = []
    for position, fact in enumerate(wanted):
        speaker = known.pop(fact.person, None) if fact.person else None
        speaker = speaker or Speaker()
        speaker.person = _person(this, speaker.person, fact)
        speaker.affiliation, speaker.online, speaker.position = fact.affiliation, fact.online, position
        kept.append(speaker)
    application.speakers = kept


def _person(this: Decision, person: Person | None, fact: SpeakerFact) -> Person:
    """Who speaks. Another name or address mends the record if it is of this application alone; otherwise it
    is somebody else's too, and a new one is made."""
    if person is not None:
        if (person.name, person.email) == (fact.name, fact.email):
            return person
        if sum(hanging("person", person.id).values()) == 1:
            change_person(this, person, fact.name, fact.email)
            return person
    return add_person(this, fact.name, fact.email)
