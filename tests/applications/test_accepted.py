"""What the public will see of an accepted application."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from scheduler.applications import cosponsoring, deciding
from scheduler.applications.accepted import facts_of, of_event, pass_on
from scheduler.applications.drafting import save
from scheduler.applications.facts import Facts, LinkFact, SpeakerFact
from scheduler.applications.models import Application
from scheduler.applications.terms import LinkKind
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import EntryKind, Format, OrganisationKind, SideEventKind
from scheduler.meetings.models import MeetingOrganisation
from scheduler.organisations.merging import merge
from scheduler.organisations.models import Person
from scheduler.organisations.queries import by_name
from scheduler.programmes.actions import import_files
from scheduler.releases.actions import release
from scheduler.releases.queries import current_versions
from scheduler.side_events.models import Role, SideEvent
from tests.applications import stage
from tests.applications.desk import day, do
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, meeting, programme, side_event

FACTS = Facts(
    title="Prevention that works",
    abstract="What schools can do.",
    theme="Prevention",
    format=Format.HYBRID,
    languages=("en", "fr"),
    links=(LinkFact(kind=LinkKind.STREAM, url="https://stream.example/1"),),
    contact="Ana Alder, ana@youth.example",
    speakers=(SpeakerFact(name="Ben Birch", affiliation="Youth Network"),),
)


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


def submitted(of: Call | None = None) -> Application:
    with clock.set_to(stage.DURING):
        one = stage.draft(of or stage.call(), stage.organisation("Youth Network"), **FACTS.given)
        stage.hand_in(one, stage.DURING)
    return one


def accepted(of: Call | None = None) -> tuple[Application, SideEvent]:
    one = submitted(of)
    do(deciding.accept, one)
    assert one.entry_id is not None
    return one, session.get_one(SideEvent, one.entry_id)


def supported(application: Application, name: str) -> Any:
    one = do(cosponsoring.invite, application, name, "Cleo", "cleo@body.example")
    do(cosponsoring.confirm, one, session.get_one(Person, one.person_id), takes_part=False)
    return one


def cosponsors(event: SideEvent) -> list[str]:
    return [one.organisation.name for one in event.bodies if one.role is Role.COSPONSOR]


def test_a_side_event_has_what_the_application_says(app: Flask) -> None:
    application, event = accepted()
    assert (event.kind, event.title, event.theme) == (EntryKind.SIDE_EVENT, FACTS.title, "Prevention")
    assert event.description == "What schools can do.\n\nContact: Ana Alder, ana@youth.example"
    assert (event.format, event.languages) == (Format.HYBRID, ["en", "fr"])
    assert event.links == [{"label": "Watch the stream", "url": "https://stream.example/1"}]
    assert [(one.organisation.name, one.role) for one in event.bodies] == [("Youth Network", Role.ORGANISER)]
    assert [(one.person.name, one.affiliation) for one in event.speakers] == [("Ben Birch", "Youth Network")]
    assert len(event.code) == 5
    assert event.uid
    assert (event.made_by_import, event.imported, event.cancelled) == (False, None, False)
    assert of_event(event.id) is application


def test_the_kind_is_the_calls(app: Flask) -> None:
    _, event = accepted(stage.call(kind=SideEventKind.EXHIBITION))
    assert event.kind is EntryKind.EXHIBITION


def test_a_draft_without_anything_can_be_told(app: Flask) -> None:
    told = facts_of(stage.draft(stage.call(), stage.organisation(), title=None))
    assert (told["title"], told["description"], told["links"], told["speakers"]) == ("", None, [], [])


def test_only_confirmed_co_sponsors_stand_there(app: Flask) -> None:
    application = submitted()
    supported(application, "Confirmed")
    do(cosponsoring.invite, application, "Asked", "Cleo", "cleo@body.example")
    stage.organisation("Ruritania", OrganisationKind.MEMBER_STATE)
    supported(application, "Ruritania")
    do(deciding.accept, application)
    assert application.entry_id is not None
    event = session.get_one(SideEvent, application.entry_id)
    assert cosponsors(event) == ["Confirmed"]
    named = session.query(MeetingOrganisation).filter_by(meeting_id=event.meeting_id).count()
    assert named == 2


def test_what_changes_later_flows_to_it(app: Flask) -> None:
    application, event = accepted()
    late = supported(application, "Late Body")
    assert cosponsors(event) == ["Late Body"]
    do(cosponsoring.withdraw_support, late)
    assert cosponsors(event) == []
    link = LinkFact(kind=LinkKind.WITHOUT, url="https://room.example/2")
    do(save, application, application.revision, Facts(links=(link,), speakers=()))
    assert event.links == [{"label": "Join online", "url": "https://room.example/2"}]
    assert event.speakers == []


def test_what_the_desk_edited_stays(app: Flask) -> None:
    application, event = accepted()
    event.title, event.links = "Prevention", [{"label": "Ours", "url": "https://un.example/"}]
    application.links = []
    application.theme = "Schools"
    pass_on(application)
    assert (event.title, event.theme) == ("Prevention", "Schools")
    assert event.links == [{"label": "Ours", "url": "https://un.example/"}]
    pass_on(application)
    assert event.links == [{"label": "Ours", "url": "https://un.example/"}]


def test_it_still_flows_after_a_body_was_merged(app: Flask) -> None:
    application, event = accepted()
    supported(application, "World Health Org")
    kept = stage.organisation("World Health Organization")
    do(merge, kept, by_name(["World Health Org"]).popitem()[1])
    assert cosponsors(event) == ["World Health Organization"]
    supported(application, "Late Body")
    assert cosponsors(event) == ["World Health Organization", "Late Body"]


def test_nothing_is_public_before_a_release(app: Flask) -> None:
    application, event = accepted()
    assert current_versions(application.call.meeting) == {}
    with decision("tests") as this:
        release(this, application.call.meeting, BASE_URL)
    assert list(current_versions(application.call.meeting)) == [event.id]
    do(deciding.cancel, application, "No room.")
    assert event.cancelled
    assert current_versions(application.call.meeting)[event.id].content["standing"] == "unplaced"
    with decision("tests") as this:
        release(this, application.call.meeting, BASE_URL)
    assert current_versions(application.call.meeting)[event.id].content["standing"] == "cancelled"


def test_what_was_cancelled_before_any_release_stays_unsaid(app: Flask) -> None:
    application, _ = accepted()
    do(deciding.cancel, application, "Mistaken.")
    with decision("tests") as this:
        release(this, application.call.meeting, BASE_URL)
    assert current_versions(application.call.meeting) == {}


def test_an_import_leaves_it_alone(app: Flask) -> None:
    application, event = accepted()
    supported(application, "Late Body")
    at = application.call.meeting
    facts = meeting(code=at.code, title=at.title, ends="2027-03-09")
    own = programme(side_event("Another event"), meeting=facts)
    assert import_files([("file", as_bytes(own))], actor="tests", base_url=BASE_URL).faults == []
    session.expire_all()
    assert (event.cancelled, event.title, cosponsors(event)) == (False, FACTS.title, ["Late Body"])
    assert event.imported is None
    ours = side_event(str(FACTS.title), theme="Schools", start="10:00", end="10:50")
    same = programme(side_event("Another event"), ours, meeting=facts)
    assert import_files([("file", as_bytes(same))], actor="tests", base_url=BASE_URL).faults == []
    session.expire_all()
    assert (event.theme, event.made_by_import, cosponsors(event)) == ("Prevention", False, ["Late Body"])
