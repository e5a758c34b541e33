"""Who is written to about a draft programme, with the links by which they see it and answer."""

from dataclasses import dataclass

from sqlalchemy import select

from scheduler.accounts.queries import addressee
from scheduler.applications import telling
from scheduler.applications.models import Application
from scheduler.applications.telling import Reader
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.links.actions import make
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.organisations.queries import contacts
from scheduler.side_events.models import Role, SideEvent
from scheduler.timetable import letters
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.draft_programmes.rules import LINKS_OUTLIVE, closes_at
from scheduler.timetable.spots import by_hand, day_told, told

ANSWER, LOOK = "draft-answer", "draft-look"
"""What links are for: to see a draft programme and answer for an event; to see it."""
PAGE = "/account/applications/{code}/draft/"
LEADS = frozenset({Role.ORGANISER, Role.CO_ORGANISER})


@dataclass(frozen=True)
class Concerned:
    """Who answers for an event and who is told of it, and its organiser in words. `page`: where organisers
    with an account answer; empty where no application stands behind the event."""

    organisers: list[Addressee]
    supporters: list[Reader]
    organisation: str
    page: str = ""


def concerned(place: DraftPlace) -> Concerned:
    found = select(Application).where(Application.entry_id == place.entry_id)
    if one := session.scalars(found).one_or_none():
        people = telling.organisers_people(one)
        known = {to.address.lower() for to in people}
        others = {
            address: reader
            for reader in telling.supporters(one)
            if (address := reader.to.address.lower()) not in known
        }
        page = PAGE.format(code=one.code)
        return Concerned(people, list(others.values()), telling.organisation(one), page)
    event = session.get(SideEvent, place.entry_id)
    leads = [body.organisation for body in event.bodies if body.role in LEADS] if event else []
    reached = filter(None, (addressee(contact.person) for lead in leads for contact in contacts(lead.id)))
    names = ", ".join(lead.name for lead in leads)
    return Concerned(list({to.address.lower(): to for to in reached}.values()), [], names)


def tell_shown(
    this: Decision, place: DraftPlace, rooms: dict[int, str], before: DraftPlace | None, answered: str
) -> None:
    """A letter to each who answers for an event, and to each who supports it. `before`: where the draft
    programme before had it, if that is elsewhere."""
    who, zone = concerned(place), place.draft.meeting.time_zone
    hand = by_hand(place.spot, zone)
    more = {
        "note": place.draft.note or "",
        "hand": str(hand) if hand else "",
        "was": str(told(before.spot, zone, rooms)) if before else "",
        "answered": answered,
    }
    for to in who.organisers:
        send(this, letters.ASKED, place, to, who, rooms, ANSWER, page=who.page, **more)
    for reader in who.supporters:
        send(this, letters.SHOWN, place, reader.to, who, rooms, LOOK, note=more["note"], **{"as": reader.why})
    place.letters = len(who.organisers)


def send(
    this: Decision,
    kind: LetterKind,
    place: DraftPlace,
    to: Addressee,
    who: Concerned,
    rooms: dict[int, str],
    purpose: str | None = None,
    **places: str,
) -> None:
    """One letter about the place of an event, with a link for this `purpose`."""
    draft = place.draft
    meeting, secret = draft.meeting, None
    if purpose:
        lasts = closes_at(draft.last_day, meeting.time_zone) + LINKS_OUTLIVE - this.at
        link, token = make(this, purpose, place.thing, person_id=to.person_id, lasts=lasts)
        secret = Secret(LINK_PATH.format(token=token), link.id)
    known = {
        "meeting": meeting.title,
        "title": place.entry.title,
        "organisation": who.organisation,
        "number": str(draft.number),
        "place": str(told(place.spot, meeting.time_zone, rooms)),
        "until": day_told(draft.last_day),
    }
    write(this, kind, to, place.thing, places={**known, **places}, secret=secret, meeting_id=meeting.id)
