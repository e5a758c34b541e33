"""Who is written to about a draft programme, with the links by which they see it and answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from scheduler.applications import telling
from scheduler.applications.models import Application
from scheduler.applications.telling import Reach, Reader
from scheduler.kernel.decision import Decision
from scheduler.kernel.localtime import day_told
from scheduler.links.actions import make_all
from scheduler.mail.actions import Addressee, Secret, Writing, write_all
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.mail.queries import holds
from scheduler.organisations.models import Organisation
from scheduler.timetable import letters
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.queries import applications_of, leads_of, room_names
from scheduler.timetable.draft_programmes.rules import LINKS_OUTLIVE, closes_at
from scheduler.timetable.spots import by_hand, told

ANSWER, LOOK = "draft-answer", "draft-look"
"""What links are for: to see a draft programme and answer for an event; to see it."""
PAGE = "/account/applications/{code}/draft/"


@dataclass(frozen=True)
class Concerned:
    """Who answers for an event and who is told of it, and its organiser in words. `page`: where organisers
    with an account answer; empty where no application stands behind the event."""

    organisers: list[Addressee]
    supporters: list[Reader]
    organisation: str
    page: str = ""


@dataclass(frozen=True)
class News:
    """What the letters tell of a place. `before`: where the draft programme before had it, if that is
    elsewhere; `answered`: what was answered for the same place, in words."""

    place: DraftPlace
    before: DraftPlace | None
    answered: str


def concerned(place: DraftPlace) -> Concerned:
    return concerned_by([place])[place.entry_id]


def concerned_by(places: Collection[DraftPlace]) -> dict[int, Concerned]:
    """By the entry's number, in a constant number of queries."""
    entries = [place.entry_id for place in places]
    applications, leads = applications_of(entries), leads_of(entries)
    known = telling.reach(applications.values(), {body.id for bodies in leads.values() for body in bodies})
    return {
        entry: _of_application(applications[entry], known)
        if entry in applications
        else _of_event(leads.get(entry, ()), known)
        for entry in entries
    }


def _of_application(one: Application, known: Reach) -> Concerned:
    people = telling.organisers_people(one, known)
    organisers = {to.address.lower() for to in people}
    others = {
        address: reader
        for reader in telling.supporters(one, known)
        if (address := reader.to.address.lower()) not in organisers
    }
    return Concerned(people, list(others.values()), telling.organisation(one), PAGE.format(code=one.code))


def _of_event(leads: Collection[Organisation], known: Reach) -> Concerned:
    people = known.once(known.of(lead.id for lead in leads))
    return Concerned(people, [], ", ".join(lead.name for lead in leads))


def tell_shown(this: Decision, draft: DraftProgramme, news: Collection[News]) -> None:
    """A letter to each who answers for an event, and to each who supports it. The number of statements does
    not grow with that of the letters."""
    reached, rooms = concerned_by([one.place for one in news]), room_names(draft.meeting)
    zone, note = draft.meeting.time_zone, {"note": draft.note or ""}
    asked: list[Writing] = []
    shown: list[Writing] = []
    for one in news:
        place, who = one.place, reached[one.place.entry_id]
        hand = by_hand(place.spot, zone)
        more = {
            "hand": str(hand) if hand else "",
            "was": str(told(one.before.spot, zone, rooms)) if one.before else "",
            "answered": one.answered,
            "page": who.page,
        }
        known = {**_places(place, who, rooms), **note}
        asked += (Writing(to, place.thing, {**known, **more}) for to in who.organisers)
        shown += (Writing(to, place.thing, {**known, "as": why}) for to, why in who.supporters)
        place.letters = len(who.organisers)
    _send(this, letters.ASKED, draft, asked, ANSWER)
    _send(this, letters.SHOWN, draft, shown, LOOK)


def tell_organisers(
    this: Decision, kind: LetterKind, place: DraftPlace, purpose: str | None = None, **places: str
) -> None:
    """A letter to each who answers for an event, with a link for this `purpose`."""
    who = concerned(place)
    known = {**_places(place, who, room_names(place.draft.meeting)), "page": who.page, **places}
    _send(this, kind, place.draft, [Writing(to, place.thing, known) for to in who.organisers], purpose)


def _places(place: DraftPlace, who: Concerned, rooms: dict[int, str]) -> dict[str, str]:
    """What fills each of the letters."""
    draft, meeting = place.draft, place.draft.meeting
    return {
        "meeting": meeting.title,
        "title": place.entry.title,
        "organisation": who.organisation,
        "number": str(draft.number),
        "place": str(told(place.spot, meeting.time_zone, rooms)),
        "until": day_told(draft.last_day),
    }


def _send(
    this: Decision, kind: LetterKind, draft: DraftProgramme, found: Sequence[Writing], purpose: str | None
) -> None:
    """Each with a link of its own, where they have a purpose."""
    meeting = draft.meeting
    if purpose:
        lasts = closes_at(draft.last_day, meeting.time_zone) + LINKS_OUTLIVE - this.at
        links = make_all(this, purpose, [(one.about, one.to.person_id) for one in found], lasts=lasts)
        found = [
            replace(one, secret=Secret(LINK_PATH.format(token=token), link.id))
            for one, (link, token) in zip(found, links, strict=True)
        ]
    write_all(this, kind, found, meeting.id, held=holds(meeting.id))
