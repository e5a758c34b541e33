"""What the public will see of an accepted application: a side event with a text of its own.

It is told what the application says; what the desk changed there since stays. Nothing is public before a
release.
"""

from typing import Any

from sqlalchemy import select

from scheduler.applications import support
from scheduler.applications.models import Application, Material
from scheduler.applications.terms import Flyer, LinkKind, State
from scheduler.kernel.codes import new_code, new_uid
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry, MeetingOrganisation
from scheduler.organisations.models import Organisation, Person
from scheduler.side_events.models import Role, SideEvent, SideEventOrganisation, SideEventSpeaker
from scheduler.side_events.queries import KINDS

Facts = dict[str, Any]

LABELS = {
    LinkKind.WITH_REGISTRATION: "Register to join online",
    LinkKind.WITHOUT: "Join online",
    LinkKind.STREAM: "Watch the stream",
}
CONTACT = "Contact: {contact}"


def facts_of(application: Application) -> Facts:
    """What an application tells its side event, as JSON values; organisations and people by number."""
    return {
        "title": application.title or "",
        "description": _description(application),
        "theme": application.theme,
        "format": application.format,
        "languages": application.languages,
        "links": [
            {"label": LABELS[LinkKind(link["kind"])], "url": link["url"]} for link in application.links
        ],
        "bodies": _bodies_of(application),
        "speakers": [[one.person_id, one.affiliation] for one in application.speakers],
    }


def pass_on(application: Application) -> None:
    """Tell the side event, where there is one, what the application says now."""
    if application.entry_id is not None:
        _tell(application, session.get_one(SideEvent, application.entry_id))


def make_event(application: Application) -> SideEvent:
    """The side event of an accepted application: a new one, or the one that it had before."""
    if application.entry_id is None:
        event = _new(application)
        application.entry_id = event.id
    else:
        event = session.get_one(SideEvent, application.entry_id)
    _tell(application, event)
    event.cancelled = False
    return event


def call_off(application: Application) -> None:
    """Mark its side event as cancelled. One that no release told of stays unsaid (releases/actions.py)."""
    if application.entry_id is not None:
        session.get_one(SideEvent, application.entry_id).cancelled = True


def of_event(entry_id: int) -> Application | None:
    """The application that became this entry."""
    return session.scalars(select(Application).where(Application.entry_id == entry_id)).one_or_none()


def public_material(entry_id: int) -> Material | None:
    """The flyer that stands beside a side event: only once it is cleared."""
    found = (
        select(Material)
        .join(Material.application)
        .where(
            Application.entry_id == entry_id,
            Application.state == State.ACCEPTED,
            Material.state == Flyer.CLEARED,
        )
    )
    return session.scalars(found).one_or_none()


def _description(application: Application) -> str | None:
    """What it is about, and whom the public can ask."""
    contact = CONTACT.format(contact=application.contact) if application.contact else None
    return "\n\n".join(filter(None, [application.abstract, contact])) or None


def _link(link: Facts) -> Facts:
    return {"label": LABELS[LinkKind(link["kind"])], "url": link["url"]}


def _bodies_of(application: Application) -> list[list[Any]]:
    """Each organisation in one role; several organisers are equal, and none of them leads."""
    leads = [one.organisation_id for one in application.organisers]
    role = Role.ORGANISER if len(leads) == 1 else Role.CO_ORGANISER
    by_contact = application.call.states_by_contact
    supporting = [
        one.organisation_id
        for one in application.cosponsors
        if support.is_published(one.state, one.way, one.organisation.kind, by_contact)
        and one.organisation_id not in leads
    ]
    return [[number, role] for number in leads] + [[number, Role.COSPONSOR] for number in supporting]


def _held_by(event: SideEvent) -> Facts:
    """What a side event says now, in the same words."""
    return {
        "title": event.title,
        "description": event.description,
        "theme": event.theme,
        "format": event.format,
        "languages": event.languages,
        "links": event.links,
        "bodies": [[one.organisation_id, one.role] for one in event.bodies],
        "speakers": [[one.person_id, one.affiliation] for one in event.speakers],
    }


def _new(application: Application) -> SideEvent:
    call = application.call
    taken = set(session.scalars(select(Entry.code).where(Entry.meeting_id == call.meeting_id)))
    event = SideEvent(
        meeting_id=call.meeting_id,
        kind=KINDS[call.kind],
        code=new_code(taken),
        uid=new_uid(),
        title="",
        made_by_import=False,
    )
    session.add(event)
    session.flush()
    return event


def _tell(application: Application, event: SideEvent) -> None:
    """Field by field, but for those that differ from what it was told last: the desk changed them."""
    new, held = facts_of(application), _held_by(event)
    last = _under_todays_numbers(application.told) if application.told else None
    for field, value in new.items():
        if (last is None or held[field] == last[field]) and held[field] != value:
            _WRITE.get(field, _write)(event, field, value)
    application.told = new
    session.flush()
    _name_in_meeting(event)


def _under_todays_numbers(told: Facts) -> Facts:
    """What it was told, where records of organisations or people became one meanwhile."""
    return {
        **told,
        "bodies": _kept(Organisation, told["bodies"]),
        "speakers": _kept(Person, told["speakers"]),
    }


def _kept(model: type[Organisation] | type[Person], rows: list[list[Any]]) -> list[list[Any]]:
    """Each row with the number of the record that is kept, once."""
    merged = select(model.id, model.merged_into_id).where(model.id.in_([row[0] for row in rows]))
    into = {number: kept or number for number, kept in session.execute(merged)}
    return list({into[number]: [into[number], said] for number, said in rows}.values())


def _write(event: SideEvent, field: str, value: Any) -> None:
    setattr(event, field, value)


def _write_bodies(event: SideEvent, _field: str, bodies: list[list[Any]]) -> None:
    event.bodies.clear()
    session.flush()  # or new rows would stand beside old ones for a moment, which the database refuses
    event.bodies = [
        SideEventOrganisation(organisation_id=number, role=Role(role), position=place)
        for place, (number, role) in enumerate(bodies)
    ]


def _write_speakers(event: SideEvent, _field: str, speakers: list[list[Any]]) -> None:
    event.speakers = [
        SideEventSpeaker(person_id=person, affiliation=affiliation, position=place)
        for place, (person, affiliation) in enumerate(speakers)
    ]


_WRITE = {"bodies": _write_bodies, "speakers": _write_speakers}


def _name_in_meeting(event: SideEvent) -> None:
    """The meeting's programme names these organisations now."""
    named = MeetingOrganisation
    known = set(session.scalars(select(named.organisation_id).where(named.meeting_id == event.meeting_id)))
    wanted = {one.organisation_id for one in event.bodies} - known
    session.add_all(named(meeting_id=event.meeting_id, organisation_id=number) for number in sorted(wanted))
