"""How people chose to be named: in pages, feeds and files, and in what earlier releases said."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.terms import Constituency, NamedAs
from scheduler.meetings.models import Meeting
from scheduler.organisations.merging import merge
from scheduler.organisations.models import Person
from scheduler.programmes.actions import import_files
from scheduler.programmes.erasing import erase
from scheduler.programmes.exports import export
from scheduler.releases import history
from scheduler.releases.actions import release
from scheduler.releases.models import PublishedEntry, Release, WholeFeed
from scheduler.releases.queries import load
from scheduler.releases.remaking import name_anew
from scheduler.side_events.models import SideEvent, SideEventSpeaker
from scheduler.thematic_sessions.agenda import Facts, describe
from scheduler.thematic_sessions.models import FloorSpeaker, Naming, Panellist, ThematicSession
from scheduler.thematic_sessions.naming import begin_naming, choose_name
from scheduler.thematic_sessions.naming_rules import shown_name
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import SpeaksFor, seat_person, unseat
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, side_event
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do


@pytest.mark.parametrize(
    ("name", "named_as", "shown"),
    [
        ("Zoe van Quux", NamedAs.IN_FULL, "Zoe van Quux"),
        ("Zoe van Quux", NamedAs.FIRST_NAME, "Zoe"),
        ("Zoe van Quux", NamedAs.ORGANISATION, None),
        (None, NamedAs.IN_FULL, None),
        (None, NamedAs.FIRST_NAME, None),
    ],
)
def test_what_is_shown_of_a_name(name: str | None, named_as: NamedAs, shown: str | None) -> None:
    assert shown_name(name, named_as) == shown


@pytest.fixture
def zoe(app: Flask) -> Person:
    return stage.person("Zoe Quux")


@pytest.fixture
def item(zoe: Person) -> ThematicSession:
    """Zoe sits on its panel and was not heard from the floor; two releases named her in full."""
    made = stage.a_session()
    panel = stage.panel(Line(Constituency.CIVIL_SOCIETY, 1), of=made)
    do(seat_person, panel, panel.seats[0], zoe, SpeaksFor("A Forum"))
    with bookkeeping("tests"):
        session.add(
            FloorSpeaker(
                meeting_id=made.meeting_id,
                session_id=made.id,
                constituency=Constituency.CIVIL_SOCIETY,
                represents="A Forum",
                person_id=zoe.id,
                heard=False,
                position=0,
            )
        )
    session.expire_all()
    do(release, meeting(made), BASE_URL)
    do(describe, made, Facts("Another title"))
    do(release, meeting(made), BASE_URL)
    return made


def meeting(item: ThematicSession) -> Meeting:
    return session.get_one(Meeting, item.meeting_id)


def panellist(item: ThematicSession) -> Panellist:
    assert item.panel
    (one,) = item.panel.panellists
    return one


def choose(item: ThematicSession, person: Person, named_as: NamedAs) -> None:
    """As a page does it, in one decision."""

    def act(this: Decision) -> None:
        choose_name(this, item.meeting_id, person.id, named_as)
        name_anew(this, meeting(item), person.id, BASE_URL)

    do(act)


def names(item: ThematicSession) -> set[str | None]:
    """What the present release calls those on the panel and those who were not heard."""
    (one,) = load(["TD2027"])["TD2027"].entries
    return {voice.speaker.name for voice in one.entry.panellists + one.entry.not_heard if voice.speaker}


def stored() -> str:
    """All bytes that calendars fetch or fetched, and the words that filters look in."""
    rows = session.execute(sa.select(PublishedEntry.fragment, PublishedEntry.facts)).all()
    feeds = session.scalars(sa.select(WholeFeed.body)).all()
    return repr([*rows, *feeds]).casefold()


def told(item: ThematicSession) -> str:
    return export("TD2027", "json", BASE_URL).decode()


def test_a_choice_reaches_pages_feeds_files_and_earlier_releases(item: ThematicSession, zoe: Person) -> None:
    assert names(item) == {"Zoe Quux"}
    assert stored().count("quux") > 1
    choose(item, zoe, NamedAs.FIRST_NAME)
    assert names(item) == {"Zoe"}
    assert ("quux" in stored(), "zoe" in stored()) == (False, True)
    assert ("Quux" in told(item), '"Zoe"' in told(item)) == (False, True)
    choose(item, zoe, NamedAs.ORGANISATION)
    assert names(item) == {None}
    assert ("zoe" in stored(), "a forum" in stored()) == (False, True)
    assert "Zoe" not in told(item)
    last = session.scalars(sa.select(sa.func.max(Release.number))).one()
    versions = history.of_entry("TD2027", item.code, last, "Europe/Vienna")
    assert len(versions) == last == 4
    assert "Zoe" not in repr(versions)

    do(unseat, panellist(item), "Ill")
    do(release, meeting(item), BASE_URL)
    assert "zoe" not in stored()
    assert "Zoe" not in repr(history.of_entry("TD2027", item.code, last + 1, "Europe/Vienna"))


def test_a_file_from_here_is_taken_in_again_without_a_second_person(
    item: ThematicSession, zoe: Person
) -> None:
    choose(item, zoe, NamedAs.FIRST_NAME)
    people, seated = session.scalars(sa.select(sa.func.count(Person.id))).one(), panellist(item).id
    for represents in ("A Forum", "The Forum"):
        file = told(item).replace('"A Forum"', f'"{represents}"').encode()
        assert import_files([("file", file)], actor="tests", base_url=BASE_URL).faults == []
        session.expire_all()
    one = panellist(item)
    assert (one.person_id, one.represents, one.id == seated) == (zoe.id, "The Forum", False)
    assert session.scalars(sa.select(sa.func.count(Person.id))).one() == people
    assert names(item) == {"Zoe"}


def test_a_choice_holds_for_a_speaker_of_a_side_event_too(item: ThematicSession, zoe: Person) -> None:
    file = json.loads(told(item))
    file["side_events"] = [side_event(date="2027-09-21", room=None, speakers=[{"name": "Ann Other"}])]
    assert import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL).faults == []
    event = session.scalars(sa.select(SideEvent)).one()
    with bookkeeping("tests"):
        event.speakers.append(SideEventSpeaker(person_id=zoe.id, affiliation="A Forum", position=1))
    do(release, meeting(item), BASE_URL)
    for chosen, said in ((NamedAs.FIRST_NAME, ["Ann Other", "Zoe"]), (NamedAs.ORGANISATION, ["Ann Other"])):
        choose(item, zoe, chosen)
        file = json.loads(told(item))
        assert [one["name"] for one in file["side_events"][0]["speakers"]] == said
        for format in ("json", "csv", "ics"):
            assert b"Quux" not in export("TD2027", format, BASE_URL)
        file["side_events"][0]["title"] = f"Renamed {chosen}"
        assert import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL).faults == []
        session.expire_all()
        assert [one.person.name for one in event.speakers] == ["Ann Other", "Zoe Quux"]


def test_of_two_choices_the_stricter_one_stays_until_they_say_otherwise(
    item: ThematicSession, zoe: Person
) -> None:
    with bookkeeping("tests") as this:
        choose_name(this, item.meeting_id, zoe.id, NamedAs.ORGANISATION)
        begin_naming(this, item.meeting_id, zoe.id, NamedAs.IN_FULL)
    assert names(item) == {None}
    other = stage.person("Zoé Quux")
    do(merge, session.get_one(Person, other.id), session.get_one(Person, zoe.id))
    assert names(item) == {None}
    choose(item, other, NamedAs.IN_FULL)
    assert names(item) == {"Zoé Quux"}
    erase(other.id, actor="tests", base_url=BASE_URL)
    assert session.scalars(sa.select(Naming)).all() == []
    assert names(item) == {None}
