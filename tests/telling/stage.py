"""A published meeting in which every kind of concern occurs, and one change of each kind. Times in UTC."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import delete, select

from scheduler.agendas import actions as agendas
from scheduler.agendas.terms import Followed, Level
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping, decision
from scheduler.kernel.terms import Standing
from scheduler.kernel.text import fold
from scheduler.mail.models import Letter
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.meetings.queries import existing_meeting
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Person, Representative
from scheduler.organisations.queries import by_name
from scheduler.programmes.actions import import_files
from scheduler.releases.change import ChangeKind
from scheduler.releases.models import PublishedEntry, Release
from scheduler.telling.models import Listener
from scheduler.telling.releasing import release
from scheduler.telling.terms import ByMail
from scheduler.timetable.actions import Where, place, public_plan
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event

AT = datetime(2027, 2, 1, 12, tzinfo=UTC)
EVENT, TALK, OTHER = "AAAAA", "BBBBB", "CCCCC"
EVERY_CONCERN = programme(
    side_event(
        "The event",
        code=EVENT,
        organiser="Harbour",
        cosponsors=["Lighthouse"],
        speakers=[{"name": "Sam Speaker"}],
    ),
    side_event("Another event", code=OTHER, organiser="Elsewhere", room="M2"),
    thematic_sessions=[
        {
            "title": "The talk",
            "code": TALK,
            "date": "2027-03-10",
            "start": "10:00",
            "end": "12:00",
            "room": "M3",
            "panellists": [{"constituency": "civil_society", "represents": "A Forum", "name": "Pat Panel"}],
            "floor_speakers": [{"constituency": "member_state", "represents": "Kenya", "name": "Flo Floor"}],
        }
    ],
)


def publish() -> Meeting:
    """The meeting, taken in while letters reach nobody: nobody has an address yet."""
    with clock.set_to(AT):
        report = import_files([("t1.json", as_bytes(EVERY_CONCERN))], actor="tests", base_url=BASE_URL)
    assert not report.faults, report.faults
    return existing_meeting("T1")


def reach_everybody() -> None:
    """Everybody who is named has an address, each organisation a contact and somebody who only speaks for
    it."""
    with bookkeeping("tests"):
        for one in session.scalars(select(Person)):
            one.email = f"{fold(one.name or '').replace(' ', '.')}@people.example"
        for name in ("Harbour", "Lighthouse", "Elsewhere"):
            represent(name, f"{name} Contact", is_contact=True)
            represent(name, f"{name} Clerk", is_contact=False)


def keep_agendas() -> None:
    """There are agendas: with a star, with something that is followed, and with both but one event left
    out."""
    harbour, event, meeting = by_name(["Harbour"])[fold("Harbour")], entry(EVENT), existing_meeting("T1")
    with bookkeeping("tests") as this:
        stars, body, room, less = (
            agendas.start(this, _named(f"{name} Reader").id) for name in ("Star", "Body", "Room", "Less")
        )
        agendas.star(this, stars, event.id, Level.PERHAPS)
        agendas.follow_organisation(this, body, harbour.id)
        agendas.follow_value(this, room, meeting.id, Followed.KIND, "side-event")
        agendas.follow_organisation(this, less, harbour.id)
        agendas.star(this, less, event.id, Level.LEFT_OUT)
        agendas.star(this, agendas.start(this), event.id, Level.GOING)  # nobody known: no letter
        for one in (body, room, less):  # at once, as stars are told
            chosen = {"by_mail": ByMail.AT_ONCE, "chosen_at": AT, "looked_at": AT}
            session.add(Listener(person_id=one.person_id, **chosen))


def _named(name: str) -> Person:
    made = name_person(name)
    made.email = f"{fold(name).replace(' ', '.')}@people.example"
    session.flush()
    return made


def represent(organisation: str, name: str, *, is_contact: bool) -> Person:
    made = _named(name)
    session.add(
        Representative(
            person_id=made.id,
            organisation_id=by_name([organisation])[fold(organisation)].id,
            standing=Standing.AGREED,
            is_contact=is_contact,
            asked_at=AT,
        )
    )
    return made


def entry(code: str) -> Entry:
    return session.scalars(select(Entry).where(Entry.code == code)).one()


def where(day: int = 9, start: int = 8, end: int = 9, room: str = "M1") -> Where:
    """On a day of March 2027."""
    found = session.scalars(select(Room).where(Room.name == room)).one()
    begins, ends = (datetime(2027, 3, day, hour, tzinfo=UTC) for hour in (start, end))
    return Where(date(2027, 3, day), None, begins, ends, found)


def put(code: str, there: Where | None) -> Callable[[Decision], None]:
    def act(this: Decision) -> None:
        place(public_plan(this, existing_meeting("T1")), {entry(code): there})

    return act


def say(code: str, **facts: Any) -> Callable[[Decision], None]:
    def act(_this: Decision) -> None:
        for name, value in facts.items():
            setattr(entry(code), name, value)

    return act


def unpublish(code: str) -> Callable[[Decision], None]:
    """As if no release had told of it yet."""

    def act(_this: Decision) -> None:
        session.execute(delete(PublishedEntry).where(PublishedEntry.entry_id == entry(code).id))

    return act


def enlarge(_this: Decision) -> None:
    """Every room holds one more: what no sentence tells."""
    for one in session.scalars(select(Room)):
        one.capacity = (one.capacity or 0) + 1


def make(*acts: Callable[[Decision], None], at: datetime = AT, **more: Any) -> Release | None:
    """Do these things and release, at the same time as the last one or a second after it."""
    with clock.set_to(at), decision("tests") as this:
        for act in acts:
            act(this)
        session.flush()
        return release(this, existing_meeting("T1"), BASE_URL, **more)


def changes(code: str) -> dict[ChangeKind, Sequence[Callable[[], Callable[[Decision], None]]]]:
    """For each kind of change what is done before the last release, and then, to this entry."""
    return {
        ChangeKind.MOVED: [lambda: put(code, where(8)), lambda: put(code, where(11))],
        ChangeKind.CANCELLED: [lambda: say(code, cancelled=True)],
        ChangeKind.UNPLACED: [lambda: put(code, None)],
        ChangeKind.BACK: [lambda: say(code, cancelled=True), lambda: say(code, cancelled=False)],
        ChangeKind.PLACED: [lambda: put(code, None), lambda: put(code, where(11))],
        ChangeKind.TIME: [lambda: put(code, where(8)), lambda: put(code, where(8, end=10))],
        ChangeKind.ROOM: [lambda: put(code, where(8)), lambda: put(code, where(8, room="M2"))],
        ChangeKind.NEW: [lambda: unpublish(code)],
        ChangeKind.RENAMED: [lambda: say(code, title="Another title")],
        ChangeKind.CONTENT: [lambda: say(code, languages=["en", "fr"])],
        ChangeKind.DETAILS: [lambda: put(code, where(8)), lambda: enlarge],
    }


def letters(kind: str = "release-changes") -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.address)))
