"""The desk's decisions: what they make of an application, who is told, what they refuse."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.applications import deciding
from scheduler.applications.checks import complete
from scheduler.applications.drafting import save
from scheduler.applications.facts import Facts
from scheduler.applications.models import Application
from scheduler.applications.several import Outcome, each
from scheduler.applications.terms import Check, State
from scheduler.applications.undoing import undo, why_not_undo
from scheduler.audit.actions import record
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.terms import LetterState, OrganisationKind
from scheduler.mail.models import Letter, MeetingMail
from scheduler.side_events.models import SideEvent
from tests.applications import stage
from tests.applications.desk import DESK, OTHER_DESK, acts, check_all, day, do, letter, told
from tests.applications.stage import SECOND


@pytest.fixture(autouse=True)
def _after_it_was_received() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


def test_one_is_claimed_by_one_and_can_be_taken_over(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.claim, one)
    do(deciding.claim, one)
    with pytest.raises(Clash, match="Somebody else reads"):
        do(deciding.claim, one, by=OTHER_DESK)
    do(deciding.claim, one, take_over=True, by=OTHER_DESK)
    assert one.claimed_by == OTHER_DESK
    do(deciding.release_claim, one, by=OTHER_DESK)
    assert one.claimed_by is None
    assert acts(one)[-4:] == ["claim application", "claim application", "claim application", "release claim"]


def test_returned_improved_and_accepted(app: Flask) -> None:
    one = stage.received(stage.call())
    assert one.receipt is not None
    number, at = one.receipt.number, one.receipt.at
    do(deciding.return_, one, "Shorten the title.")
    assert (one.state, one.reason) == (State.RETURNED, "Shorten the title.")
    assert "Shorten the title." in letter("application-returned").text
    with clock.set_to(day(16)):
        stage.hand_in(one, day(16))
    do(deciding.accept, one)
    assert (one.state, one.reason) == (State.ACCEPTED, None)
    assert (one.receipt.number, one.receipt.at) == (number, at)
    assert len(told("application-accepted")) == 1


@pytest.mark.parametrize("act", [deciding.return_, deciding.decline, deciding.put_on_waiting_list])
def test_who_is_turned_away_reads_why(app: Flask, act: object) -> None:
    one = stage.received(stage.call())
    with pytest.raises(Refused, match="Say why"):
        do(act, one, "")  # type: ignore[arg-type]
    session.rollback()
    assert one.state is State.RECEIVED


def test_what_is_decided_cannot_be_decided_once_more(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.decline, one, "Not a matter of drugs.")
    with pytest.raises(Refused, match="is declined now"):
        do(deciding.accept, one)
    do(deciding.reopen, one, "We read it wrongly.")
    do(deciding.accept, one)
    assert acts(one)[-3:] == ["decline application", "reopen application", "accept application"]
    assert len(told("application-reopened")) == 1


def test_a_draft_is_none_of_the_desks_business(app: Flask) -> None:
    one = stage.draft(stage.call(), stage.organisation())
    for act, more in ((deciding.accept, ()), (deciding.decline, ("No.",)), (deciding.return_, ("No.",))):
        with pytest.raises(Refused, match="a draft now"):
            do(act, one, *more)


def test_an_organiser_has_one_accepted_event(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation("Youth Network")
    first, second = stage.received(call, lead), stage.received(call, lead)
    do(deciding.accept, first)
    with pytest.raises(Refused, match="Youth Network leads 1 of the 1 accepted"):
        do(deciding.accept, second)
    do(deciding.cancel, first, "The organiser cannot come.")
    do(deciding.accept, second)
    assert (first.state, second.state) == (State.CANCELLED, State.ACCEPTED)


def test_branches_of_unodc_count_each_as_one(app: Flask) -> None:
    call = stage.call()
    for name in ("UNODC Field Office in Kenya", "UNODC Prevention Section", "UNODC Laboratory Section"):
        one = stage.received(call, stage.organisation(name, OrganisationKind.UN_ENTITY))
        do(deciding.accept, one)
        assert one.state is State.ACCEPTED


def test_where_two_have_to_read_two_different_people_must(app: Flask) -> None:
    one = stage.received(stage.call(second_reader=True))
    with pytest.raises(Refused, match="Nobody has yet"):
        do(deciding.accept, one)
    check_all(one, DESK)
    with pytest.raises(Refused, match="One is still missing"):
        do(deciding.accept, one)
    check_all(one, OTHER_DESK, is_fine=False)
    with pytest.raises(Refused, match="One is still missing"):
        do(deciding.accept, one)
    check_all(one, OTHER_DESK)
    do(deciding.accept, one)
    assert one.state is State.ACCEPTED


def test_what_was_read_before_it_changed_counts_no_more(app: Flask) -> None:
    with clock.set_to(day(15)):
        one = stage.received(stage.call(second_reader=True), at=day(15))
        check_all(one, DESK)
    assert complete(deciding.points(one)) == {DESK}
    with clock.set_to(day(16)):
        do(deciding.return_, one, "Name the speakers.")
    with clock.set_to(day(17)):
        stage.hand_in(one, day(17))
    assert deciding.points(one) == []


def test_a_point_is_checked_anew_by_the_same_reader(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.read, one, Check.CONTENT, False, "Too long.")
    do(deciding.read, one, Check.CONTENT, True)
    assert [(found.check, found.is_fine, found.said) for found in deciding.readings(one)] == [
        (Check.CONTENT, True, None)
    ]
    do(deciding.decline, one, "No room.")
    with pytest.raises(Refused, match="not open any more"):
        do(deciding.read, one, Check.CONTENT, True)


def test_the_waiting_list_keeps_its_ranks(app: Flask) -> None:
    call = stage.call()
    waiting = [stage.received(call) for _ in range(4)]
    for one in waiting:
        do(deciding.put_on_waiting_list, one, "No room left.")
    do(deciding.move_on_waiting_list, waiting[3], 1)
    assert deciding.waiting_list(call) == [waiting[3], *waiting[:3]]
    do(deciding.accept, waiting[0])
    assert [one.waiting_rank for one in waiting] == [None, 2, 3, 1]
    with pytest.raises(Refused, match="not on the waiting list"):
        do(deciding.move_on_waiting_list, waiting[0], 1)


def test_the_applicant_withdraws_and_calls_off(app: Flask) -> None:
    call = stage.call()
    one, other = stage.received(call), stage.received(call)
    do(deciding.withdraw, one)
    do(deciding.accept, other)
    do(deciding.call_off, other, "We cannot travel.")
    assert (one.state, other.state) == (State.WITHDRAWN, State.CANCELLED)
    assert (len(told("application-withdrawn")), len(told("application-cancelled"))) == (1, 1)
    with pytest.raises(Refused):
        do(deciding.withdraw, other)


def test_several_at_a_time_have_each_their_own_outcome(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation("Lead")
    first, second, third = stage.received(call, lead), stage.received(call, lead), stage.received(call)
    found = each(DESK, [first.id, second.id, 999_999, third.id, first.id], deciding.accept)
    assert [(one.number, str(one.why) if one.why else None) for one in found] == [
        (first.id, None),
        (
            second.id,
            "Lead leads 1 of the 1 accepted events that it can have in this call. Cancel or join one of "
            "them first.",
        ),
        (999_999, "There is no such application."),
        (third.id, None),
    ]
    states = session.scalars(select(Application.state).order_by(Application.id)).all()
    assert states == [State.ACCEPTED, State.RECEIVED, State.ACCEPTED]


def test_several_with_a_reason(app: Flask) -> None:
    one = stage.received(stage.call())
    assert each(DESK, [one.id], lambda this, it: deciding.decline(this, it, "No room.")) == [Outcome(one.id)]
    assert session.get_one(Application, one.id).reason == "No room."


def test_an_acceptance_is_undone_as_if_it_had_not_been(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.put_on_waiting_list, one, "No room.")
    do(deciding.accept, one)
    do(undo, one, "The wrong one.")
    assert (one.state, one.waiting_rank, one.reason) == (State.WAITING, 1, "No room.")
    assert session.get_one(SideEvent, one.entry_id).cancelled
    assert letter("application-accepted").state is LetterState.DISCARDED
    assert told("application-reopened") == []
    do(undo, one, "This too.")
    assert (one.state, one.waiting_rank) == (State.RECEIVED, None)
    with pytest.raises(Refused, match="no decision"):
        do(undo, one, "And this.")
    code = session.get_one(SideEvent, one.entry_id).code
    do(deciding.accept, one)
    event = session.get_one(SideEvent, one.entry_id)
    assert (event.code, event.cancelled) == (code, False)


def test_who_had_the_letter_is_told_that_it_was_undone(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.decline, one, "Not eligible.")
    sent = letter("application-declined")
    sent.state, sent.sent_at = LetterState.SENT, sent.written_at
    session.commit()
    do(undo, one, "It is eligible.")
    assert one.state is State.RECEIVED
    assert told("application-reopened") == [sent.address]
    assert "It is eligible. It is now received." in letter("application-reopened").text


def test_after_a_release_nothing_is_undone(app: Flask) -> None:
    call = stage.call()
    one, other = stage.received(call), stage.received(call)
    do(deciding.accept, one)
    with decision(DESK) as this:
        record(this, "release", f"meeting {call.meeting.code}", number=1)
    assert str(why_not_undo(one)) == (
        "The programme was released since this was decided. Decide anew instead."
    )
    do(deciding.accept, other)
    assert why_not_undo(other) is None


def test_what_the_applicant_did_since_is_not_undone(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.return_, one, "Shorten it.")
    with clock.set_to(stage.DURING + SECOND):
        stage.hand_in(one, stage.DURING + SECOND)
    with pytest.raises(Refused, match="no decision"):
        do(undo, one, "Too late.")
    assert one.state is State.RECEIVED


def test_a_return_is_undone_until_the_applicant_changes_something(app: Flask) -> None:
    one = stage.received(stage.call())
    do(deciding.return_, one, "Shorten it.")
    do(undo, one, "It is short enough.")
    assert (one.state, one.reason) == (State.RECEIVED, None)
    do(deciding.return_, one, "Shorten it.")
    with clock.set_to(day(16)):
        do(save, one, one.revision, Facts(title="Short"))
    with pytest.raises(Refused, match="The applicant has changed it since"):
        do(undo, one, "It was short enough.")


def test_undoing_a_cancellation_minds_the_limit(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation("Lead")
    one, other = stage.received(call, lead), stage.received(call, lead)
    do(deciding.accept, one)
    do(deciding.cancel, one, "Mistaken.")
    do(deciding.accept, other)
    with pytest.raises(Refused, match="Lead leads 1 of the 1"):
        do(undo, one, "Bring it back.")
    do(undo, other, "The first one counts.")
    do(undo, one, "Bring it back.")
    assert (one.state, other.state) == (State.ACCEPTED, State.RECEIVED)
    assert not session.get_one(SideEvent, one.entry_id).cancelled


def test_letters_of_a_meeting_that_holds_them_are_held(app: Flask) -> None:
    call = stage.call()
    session.add(MeetingMail(meeting_id=call.meeting_id, holds=True))
    session.commit()
    one = stage.received(call)
    do(deciding.accept, one)
    states = session.scalars(select(Letter.state).where(Letter.about == one.thing)).all()
    assert states == [LetterState.HELD, LetterState.HELD]
