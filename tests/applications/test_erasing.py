"""Erasing a person from applications and from the side events that they became. That no byte is left is
tested in tests/programmes/test_erasing.py."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.accounts.traces import traces
from scheduler.applications.cosponsoring import invite
from scheduler.applications.deciding import accept, claim
from scheduler.applications.drafting import Stale, copy, save
from scheduler.applications.erasing import mentions, touched_by
from scheduler.applications.facts import Facts
from scheduler.applications.models import Application
from scheduler.applications.queries import differences, versions
from scheduler.applications.telling import number
from scheduler.applications.verifying import faults_of_chain
from scheduler.audit.actions import record
from scheduler.audit.queries import broken_links
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.meetings.models import Entry
from scheduler.organisations.models import Person
from scheduler.programmes.erasing import erase, foresee
from scheduler.releases.actions import release
from scheduler.releases.models import PublishedEntry, WholeFeed
from scheduler.releases.queries import load
from scheduler.side_events.models import SideEvent
from scheduler.timetable.actions import Where, place, public_plan
from tests.applications import stage
from tests.applications.desk import do
from tests.conftest import BASE_URL

NAME = "Zelda Quuxworth"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(stage.DURING):
        yield


@pytest.fixture
def zelda(app: Flask) -> Person:
    return stage.person(NAME)


def received(by: Person, **facts: Any) -> Application:
    """With her name in its text."""
    facts = {"abstract": "About", "contact": f"{NAME}, {by.email}", **facts}
    made = stage.draft(stage.call(), stage.organisation("Quiet Forum"), by, title="A title", **facts)
    stage.hand_in(made, stage.DURING)
    return made


def published(application: Application) -> SideEvent:
    """Accepted, put into a slot and released."""
    do(accept, application)
    meeting, number_ = application.call.meeting, application.entry_id
    with decision("tests") as this:
        slot = meeting.slots[0]
        where = Where(slot.day, starts_at=slot.starts_at, ends_at=slot.ends_at)
        place(public_plan(this, meeting), {session.get_one(SideEvent, number_): where})
        release(this, application.call.meeting, BASE_URL)
    return session.get_one(SideEvent, application.entry_id)


def erased(person: Person) -> None:
    erase(person.id, actor="tests", base_url=BASE_URL)


def test_texts_lose_the_name_and_say_the_rest(zelda: Person) -> None:
    one = received(zelda, abstract=f"{NAME.upper()} leads us")
    erased(zelda)
    assert (one.title, one.abstract, one.contact) == ("A title", "… leads us", "…, …")
    (version,) = versions(one)
    assert (version.facts["abstract"], version.facts["contact"]) == ("… leads us", "…, …")
    assert differences(one) == {}
    assert one.person_id == zelda.id


def test_receipts_hold(zelda: Person) -> None:
    one = received(zelda)
    assert one.receipt
    before = (one.receipt.seal, one.receipt.fingerprint)
    erased(zelda)
    assert (one.receipt.seal, one.receipt.fingerprint) == before
    assert faults_of_chain(one.call, stage.keyring()) == []
    assert broken_links() == []


def test_a_speaker_who_is_no_more_than_a_name_goes(app: Flask) -> None:
    bare = stage.draft(stage.call(), stage.organisation(), speakers=({"name": NAME}, {"name": "Ann Other"}))
    zelda = bare.speakers[0].person
    erased(zelda)
    assert [speaker.person.name for speaker in bare.speakers] == ["Ann Other"]


def test_for_whom_somebody_speaks_stays(app: Flask) -> None:
    one = received(stage.person(), speakers=({"name": NAME, "affiliation": "Quiet Forum"},))
    erased(one.speakers[0].person)
    assert [(speaker.person.name, speaker.affiliation) for speaker in one.speakers] == [(None, "Quiet Forum")]
    assert differences(one) == {}


def test_the_event_that_it_became_follows_in_every_version(zelda: Person) -> None:
    one = received(zelda, speakers=({"name": "Ann Other"},))
    event = published(one)
    with decision("tests") as this:
        event.description = f"Now {NAME} alone"
        record(this, "look", "meeting CND70")
        release(this, one.call.meeting, BASE_URL)
    erased(zelda)
    told = session.scalars(sa.select(PublishedEntry).order_by(PublishedEntry.id)).all()
    assert [version.content["description"] for version in told] == [
        "About\n\nContact: …, …",
        "Now … alone",
        "Now … alone",
    ]
    assert [version.sequence for version in told] == [0, 1, 2]
    assert not any(b"Quuxworth" in (version.fragment or b"") for version in told)
    assert b"Now \xe2\x80\xa6 alone" in session.scalars(sa.select(WholeFeed.body)).one()
    assert event.description == "Now … alone"


def test_a_speaker_of_the_event_goes_too(zelda: Person) -> None:
    speakers = ({"name": NAME}, {"name": NAME, "affiliation": "Quiet Forum"}, {"name": "Ann Other"})
    one = received(zelda, contact=None, speakers=speakers)
    event = published(one)
    for speaker in one.speakers[:2]:
        erased(speaker.person)
    (entry,) = load(["CND70"])["CND70"].entries
    assert [(one.name, one.affiliation) for one in entry.entry.speakers] == [
        (None, "Quiet Forum"),
        ("Ann Other", None),
    ]
    assert [one.affiliation for one in event.speakers] == ["Quiet Forum", None]
    assert one.told
    assert len(one.told["speakers"]) == 2


def test_nothing_waits_to_be_released_afterwards(zelda: Person) -> None:
    one = received(zelda, speakers=({"name": NAME}, {"name": "Ann Other"}))
    published(one)
    erased(one.speakers[0].person)
    with decision("tests") as this:
        record(this, "look", "meeting CND70")
        assert release(this, one.call.meeting, BASE_URL) is None


def test_an_event_that_never_named_them_is_not_published_anew(zelda: Person) -> None:
    published(received(zelda, contact=None))
    erased(zelda)
    assert load(["CND70"])["CND70"].number == 1


def test_an_application_with_their_address_is_theirs_and_one_with_the_name_alone_is_not(
    zelda: Person,
) -> None:
    call = stage.call()
    spelt = stage.draft(call, stage.organisation(), contact=f"{NAME}, {str(zelda.email).upper()}")
    named = stage.draft(call, stage.organisation(), contact=NAME)
    draft = stage.draft(call, stage.organisation(), note=NAME)
    for one in (spelt, named):
        stage.hand_in(one, stage.DURING)
    found = traces(zelda.id)
    assert touched_by(found) == [spelt]
    assert mentions(found, [spelt]) == [number(named)]
    assert foresee(zelda.id).mentioned_in == [number(named)]
    erased(zelda)
    assert (spelt.contact, named.contact, draft.note) == ("…, …", NAME, NAME)


def test_copies_and_what_they_were_asked_about_are_found(zelda: Person) -> None:
    first = received(zelda)
    again = do(copy, first.call, stage.person(), first)
    asked = stage.received(first.call)
    do(invite, asked, "Youth Network", NAME, str(zelda.email))
    stage.received(first.call)
    assert touched_by(traces(zelda.id)) == [first, again, asked]
    erased(zelda)
    assert again.contact == "…, …"


def test_a_form_that_was_open_does_not_bring_the_name_back(zelda: Person) -> None:
    one = stage.draft(stage.call(), stage.organisation(), zelda, contact=NAME)
    shown = one.revision
    erased(zelda)
    with pytest.raises(Stale):
        do(save, one, shown, Facts(contact=f"{NAME}, again"))
    assert one.contact == "…"


def test_what_they_read_at_the_desk_is_free_for_others(app: Flask, zelda: Person) -> None:
    one = stage.received(stage.call())
    do(claim, one, by=f"person {zelda.id}")
    erased(zelda)
    assert one.claimed_by is None


def test_no_entry_is_touched_that_came_of_no_application(zelda: Person) -> None:
    event = published(received(zelda))
    with decision("tests") as this:
        other = SideEvent(
            meeting_id=event.meeting_id, kind=event.kind, code="ZZZZZ", uid="z@x", title=f"{NAME}'s own"
        )
        session.add(other)
        record(this, "look", "meeting CND70")
    assert [title for *_, title in foresee(zelda.id).mentions] == [f"{NAME}'s own"]
    erased(zelda)
    assert session.scalars(sa.select(Entry.title).where(Entry.id == other.id)).one() == f"{NAME}'s own"
