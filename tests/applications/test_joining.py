"""Two applications become one, and two again."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.applications import cosponsoring, deciding, joining
from scheduler.applications.accepted import facts_of
from scheduler.applications.models import Application, Joining, Speaker
from scheduler.applications.rules import Rank
from scheduler.applications.telling import everybody
from scheduler.applications.terms import State, Support
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Refused
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation, Person
from scheduler.side_events.models import Role
from tests.applications import stage
from tests.applications.desk import day, do, letter, told

ASKED = "ana@youth.example"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


def open_draft(call: Call, lead: Organisation | None = None) -> Application:
    return stage.draft(call, lead or stage.organisation(), open_to_joining=True)


def open_received(call: Call, lead: Organisation | None = None, at: int = 15) -> Application:
    with clock.set_to(day(at)):
        made = open_draft(call, lead)
        stage.hand_in(made, day(at))
    return made


def joined(from_: Application, into: Application) -> Joining:
    offer = do(joining.offer, from_, into)
    do(joining.agree, offer)
    return offer


def names(application: Application) -> list[str]:
    return [one.organisation.name for one in application.organisers]


def add_speaker(application: Application, person: Person) -> None:
    application.speakers.append(Speaker(person_id=person.id, position=len(application.speakers)))
    session.commit()


def test_the_earlier_receipt_goes_on_with_its_class(app: Flask) -> None:
    call = stage.call()
    early = open_received(call, stage.organisation("Early"), at=13)
    late = open_received(call, stage.state("Late State"), at=14)
    offer = do(joining.offer, early, late)
    assert do(joining.agree, offer) is early
    assert (early.state, late.state, late.joined_into_id) == (State.RECEIVED, State.JOINED, early.id)
    assert names(early) == ["Early", "Late State"]
    assert early.receipt is not None
    assert early.receipt.rank is Rank.OTHER
    assert [receipt.number for receipt in joining.receipts(early)] == [1, 2]
    assert "CND70-S-0001, CND70-S-0002" in letter_to(early)


def letter_to(application: Application) -> str:
    """What it was told of the joining."""
    began = session.get_one(Person, application.person_id)
    found = select(Letter.text).where(Letter.kind == "application-joined", Letter.address == began.email)
    return session.scalars(found).one()


def test_both_lead_as_equals_and_none_of_them_first(app: Flask) -> None:
    call = stage.call()
    first, second = open_received(call), open_received(call)
    joined(second, first)
    bodies = [role for _, role in facts_of(first)["bodies"]]
    assert bodies == [Role.CO_ORGANISER, Role.CO_ORGANISER]


def test_a_draft_becomes_part_of_what_was_received(app: Flask) -> None:
    call = stage.call()
    received, draft = open_received(call), open_draft(call)
    joined(received, draft)
    assert (received.state, draft.state) == (State.RECEIVED, State.JOINED)


def test_of_two_drafts_the_one_that_was_asked_goes_on(app: Flask) -> None:
    call = stage.call()
    mine, theirs = open_draft(call), open_draft(call)
    joined(mine, theirs)
    assert (theirs.state, mine.state, mine.joined_into_id) == (State.DRAFT, State.JOINED, theirs.id)


def test_the_others_place_is_free(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation("Lead")
    one, other, third = open_received(call), open_received(call, lead), open_received(call)
    do(deciding.put_on_waiting_list, other, "No room.")
    do(deciding.put_on_waiting_list, third, "No room.")
    joined(one, other)
    assert (other.waiting_rank, third.waiting_rank) == (None, 1)
    do(deciding.accept, one)
    with pytest.raises(Refused, match="Lead leads 1 of the 1"):
        do(deciding.accept, stage.received(call, lead))


def test_co_sponsors_and_speakers_are_united(app: Flask) -> None:
    call = stage.call()
    one, other = open_draft(call, stage.organisation("One")), open_draft(call, stage.organisation("Other"))
    both, only = stage.person(), stage.person()
    for application, person in ((one, both), (other, both), (other, only)):
        add_speaker(application, person)
    named = do(cosponsoring.name, one, "Shared")
    confirmed = do(cosponsoring.invite, other, "Shared", "Ana", ASKED)
    do(cosponsoring.confirm, confirmed, session.get_one(Person, confirmed.person_id), takes_part=True)
    alone = do(cosponsoring.invite, other, "Alone", "Ana", ASKED)
    do(cosponsoring.name, other, "One")
    offer = joined(other, one)
    assert [speaker.person_id for speaker in one.speakers] == [both.id, only.id]
    assert [(c.organisation.name, c.state) for c in one.cosponsors] == [
        ("Shared", Support.CONFIRMED),
        ("Alone", Support.ASKED),
    ]
    do(joining.undo, offer)
    assert (names(one), names(other)) == (["One"], ["Other"])
    assert [speaker.person_id for speaker in one.speakers] == [both.id]
    assert [speaker.person_id for speaker in other.speakers] == [both.id, only.id]
    assert (named.state, named.way, alone.application_id) == (Support.NAMED, None, other.id)
    assert [c.organisation.name for c in other.cosponsors] == ["Shared", "Alone", "One"]
    assert (one.state, other.state, other.joined_into_id) == (State.DRAFT, State.DRAFT, None)
    both_sides = [reader.to.address for side in (one, other) for reader in everybody(side)]
    assert told("application-parted") == both_sides


def test_undone_while_nothing_was_decided(app: Flask) -> None:
    call = stage.call()
    one, other = open_received(call), open_received(call)
    do(deciding.put_on_waiting_list, other, "No room.")
    offer = joined(one, other)
    do(joining.undo, offer)
    assert (other.state, other.waiting_rank) == (State.WAITING, 1)
    with pytest.raises(Refused, match="not joined"):
        do(joining.undo, offer)
    again = joined(one, other)
    do(deciding.return_, one, "Shorten the title.")
    with pytest.raises(Refused, match="has decided on the joint event"):
        do(joining.undo, again)


def test_nobody_parts_what_is_accepted(app: Flask) -> None:
    call = stage.call()
    one, other = open_received(call), open_received(call)
    offer = joined(one, other)
    do(deciding.accept, one)
    with pytest.raises(Refused, match="went on meanwhile"):
        do(joining.undo, offer)


def test_only_those_who_are_open_to_it_are_asked(app: Flask) -> None:
    call = stage.call()
    mine, shut = open_draft(call), stage.draft(call, stage.organisation())
    elsewhere = open_draft(stage.call(stage.meeting("CND71")))
    for other in (shut, mine, elsewhere):
        with pytest.raises(NotFound, match="no such application"):
            do(joining.offer, mine, other)
    decided = open_received(call)
    do(deciding.decline, decided, "No.")
    with pytest.raises(Refused, match="is declined"):
        do(joining.offer, mine, decided)


def test_one_offer_at_a_time_whoever_made_it(app: Flask) -> None:
    call = stage.call()
    mine, theirs = open_draft(call), open_draft(call)
    offer = do(joining.offer, mine, theirs)
    assert joining.offers(theirs) == [offer]
    for from_, into in ((mine, theirs), (theirs, mine)):
        with pytest.raises(Refused, match="waits for an answer"):
            do(joining.offer, from_, into)
    do(joining.take_back, offer)
    with pytest.raises(Refused, match="answered or taken back"):
        do(joining.agree, offer)
    second = do(joining.offer, theirs, mine)
    do(joining.refuse, second)
    assert (second.agreed, mine.state) == (False, State.DRAFT)
    assert theirs.title is not None
    assert theirs.title in letter("joining-answered").subject


def test_both_clicks_make_one(app: Flask) -> None:
    call = stage.call()
    offer = do(joining.offer, open_draft(call), open_draft(call))
    do(joining.agree, offer)
    with pytest.raises(Refused, match="answered or taken back"):
        do(joining.agree, offer)


def test_what_was_joined_has_no_open_offers_left(app: Flask) -> None:
    call = stage.call()
    one, other, third = open_draft(call), open_draft(call), open_draft(call)
    open_offer = do(joining.offer, third, one)
    joined(one, other)
    assert open_offer.settled_at is not None
    assert joining.offers_between(third, one) == []
    chain = open_received(call)
    joined(other, chain)
    assert [receipt.number for receipt in joining.receipts(chain)] == [1]


def test_each_gets_one_letter(app: Flask) -> None:
    call = stage.call()
    lead = stage.organisation()
    contact = stage.contact(lead)
    one, other = open_draft(call, lead), open_draft(call)
    joined(one, other)
    began = [str(session.get_one(Person, application.person_id).email) for application in (one, other)]
    assert told("joining-offered") == [began[1]]
    assert sorted(told("application-joined")) == sorted([*began, str(contact.email)])
