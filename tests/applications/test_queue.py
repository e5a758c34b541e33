"""The queue and the list of receipts, as they stand in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.applications.models import Application, Head, Receipt
from scheduler.applications.queue import last_seal, lines, place_of, places, queue_of
from scheduler.applications.rules import Rank
from scheduler.applications.submitting import correct_class
from scheduler.applications.terms import State
from scheduler.applications.verifying import faults_of_chain, verify
from scheduler.calls.models import Call
from scheduler.calls.rules import Late
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import OnBehalf, bookkeeping, decision
from scheduler.kernel.terms import Source
from tests.applications import stage
from tests.applications.stage import CLOSES, DURING, SECOND


@contextmanager
def questions() -> Iterator[list[str]]:
    """What the database is asked within the block."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def put(application: Application, state: State) -> None:
    with bookkeeping("tests"):
        application.state = state


def test_a_state_that_comes_later_moves_ahead_and_the_ngo_sees_why(app: Flask) -> None:
    call = stage.call()
    ngo = stage.received(call, at=DURING)
    before = place_of(ngo)
    state = stage.received(call, stage.state(), DURING + SECOND)
    after = place_of(ngo)
    assert before
    assert after
    assert (before.place, after.place, after.of) == (1, 2, 2)
    assert [str(sentence) for sentence in after.sentences()] == [
        "Events of Member States come first; so many stand before yours: 1."
    ]
    assert queue_of(call) == [state.id, ngo.id]


def test_late_ones_stand_behind_all_others(app: Flask) -> None:
    call = stage.call(late=Late.QUEUE)
    late_state = stage.received(call, stage.state(), CLOSES)
    late = stage.received(call, at=CLOSES + SECOND)
    wish = OnBehalf(Source.EMAIL, date(2027, 1, 12), "mail")
    entered = stage.received(call, at=CLOSES + 2 * SECOND, on_behalf=wish)
    assert queue_of(call) == [entered.id, late_state.id, late.id]


def test_what_the_desk_entered_takes_the_day_it_came(app: Flask) -> None:
    call = stage.call()
    earlier = stage.received(call, at=datetime(2027, 1, 13, 9, tzinfo=UTC))
    later = stage.received(call, at=DURING)
    wish = OnBehalf(Source.NOTE_VERBALE, date(2027, 1, 13), "NV 12")
    entered = stage.received(call, at=DURING + SECOND, on_behalf=wish)
    assert queue_of(call) == [earlier.id, entered.id, later.id]
    line = lines(call)[2]
    assert (line.at, line.source) == (DURING + SECOND, Source.NOTE_VERBALE)
    assert line.counts_at == datetime(2027, 1, 13, 22, 59, 59, 999999, tzinfo=UTC)


OUT = (State.DECLINED, State.WITHDRAWN, State.CANCELLED, State.JOINED)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.DRAFT, State.DISCARDED)])
def test_who_leaves_the_queue_lets_others_move_up(app: Flask, state: State) -> None:
    call = stage.call()
    first, second = stage.received(call), stage.received(call, at=DURING + SECOND)
    put(first, state)
    found = place_of(second)
    assert found
    assert (found.place, found.of) == ((1, 1) if state in OUT else (2, 2))
    assert (place_of(first) is None) is (state in OUT)


def test_a_draft_has_no_place(app: Flask) -> None:
    with clock.set_to(DURING):
        assert place_of(stage.draft(stage.call(), stage.organisation())) is None


def test_a_corrected_class_counts_and_is_published_beside_the_sealed_one(app: Flask) -> None:
    call = stage.call()
    first, second = stage.received(call), stage.received(call, at=DURING + SECOND)
    with decision("tests") as this:
        correct_class(this, second, True, "It is a Member State")
    assert queue_of(call) == [second.id, first.id]
    assert [(line.rank, line.sealed_rank) for line in lines(call)] == [
        (Rank.OTHER, Rank.OTHER),
        (Rank.STATE, Rank.OTHER),
    ]


def test_another_calls_queue_is_another_one(app: Flask) -> None:
    call, other = stage.call(), stage.call(stage.meeting("CND71"))
    one, two = stage.received(call), stage.received(other)
    assert (queue_of(call), queue_of(other)) == ([one.id], [two.id])
    assert [one.receipt.number, two.receipt.number] == [1, 1] if one.receipt and two.receipt else None


def test_each_line_gets_its_outcome(app: Flask) -> None:
    call = stage.call()
    wanted = {
        State.RECEIVED: "Not decided yet",
        State.RETURNED: "Returned for changes, not decided yet",
        State.WAITING: "On the waiting list",
        State.ACCEPTED: "Accepted",
        State.DECLINED: "Declined",
        State.WITHDRAWN: "Withdrawn by its organiser",
        State.CANCELLED: "Accepted, and cancelled later",
        State.JOINED: "Joined with number 1",
    }
    for number, state in enumerate(wanted):
        made = stage.received(call, at=DURING + number * SECOND)
        put(made, state)
        if state is State.JOINED:
            with bookkeeping("tests"):
                made.joined_into_id = session.scalars(sa.select(sa.func.min(Application.id))).one()
    assert [str(line.outcome) for line in lines(call, with_outcomes=True)] == list(wanted.values())
    assert [line.outcome for line in lines(call)] == [None] * len(wanted)


def test_the_list_ends_with_the_seal_of_all(app: Flask) -> None:
    call = stage.call()
    assert last_seal(lines(call)) is None
    last = [stage.received(call, at=DURING + n * SECOND).receipt for n in range(3)][-1]
    head = session.get_one(Head, call.id)
    assert last
    assert last_seal(lines(call)) == last.seal == head.seal


def asked_for(call: Call) -> list[int]:
    session.expire_all()
    call.id, call.published_at  # noqa: B018 -- loaded before the count begins
    counts = []
    for read in (queue_of, places, lines):
        with questions() as asked:
            read(call)
        counts.append(len(asked))
    return counts


def test_the_number_of_questions_does_not_grow(app: Flask) -> None:
    call = stage.call()
    stage.received(call)
    few = asked_for(call)
    for number in range(1, 30):
        stage.received(call, at=DURING + number * SECOND)
    assert asked_for(call) == few == [1, 1, 1]


def forge(**changes: object) -> None:
    """Change the last receipt behind the application's back."""
    session.rollback()
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE receipt DISABLE TRIGGER ALL")
        else:
            for event in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER receipt_for_ever_{event}")
        last = sa.select(sa.func.max(Receipt.number)).scalar_subquery()
        connection.execute(sa.update(Receipt).where(Receipt.number == last).values(changes))
    session.expire_all()


@pytest.mark.parametrize(
    "change", [{"rank": Rank.STATE}, {"at": DURING}, {"fingerprint": "0" * 64}, {"signature": "A" * 86}]
)
def test_a_receipt_that_was_altered_is_found_out(app: Flask, change: dict[str, object]) -> None:
    call = stage.call()
    for number in range(3):
        stage.received(call, at=DURING + number * SECOND)
    assert faults_of_chain(call, stage.keyring()) == []
    seal = session.get_one(Receipt, (call.id, 3)).seal
    forge(**change)
    assert "Receipt 3 was changed after it was given." in map(str, faults_of_chain(call, stage.keyring()))
    assert verify(stage.keyring(), call.code, 3, seal) is None


def test_the_database_refuses_to_change_a_receipt(app: Flask) -> None:
    receipt = stage.received(stage.call()).receipt
    assert receipt
    with pytest.raises(sa.exc.DBAPIError, match="a receipt is never changed"), bookkeeping("tests"):
        receipt.at += timedelta(hours=1)


def test_who_holds_a_receipt_can_have_it_verified(app: Flask) -> None:
    call = stage.call()
    receipt = stage.received(call).receipt
    assert receipt
    for proof in (receipt.signature, receipt.seal, receipt.fingerprint, f" {receipt.seal} "):
        found = verify(stage.keyring(), "CND70-S", 1, proof)
        assert found
        assert (found.line.number, found.line.at, found.line.rank) == (1, DURING, Rank.OTHER)
        assert replace(found.line, outcome=None) == lines(call)[0]
        assert receipt.fingerprint in found.signed


@pytest.mark.parametrize(
    ("code", "number", "proof"),
    [
        ("CND70-S", 2, None),
        ("CND70-S", 0, None),
        ("CND70-S", -1, None),
        ("CND70-S", 2**31, None),
        ("CND70-P", 1, None),
        ("CND70", 1, None),
        ("", 1, None),
        ("-S", 1, None),
        ("CND70-S", 1, ""),
        ("CND70-S", 1, "0" * 64),
        ("CND70-S", 1, "é"),
        ("CND70-S", 1, "\udcff"),
    ],
)
def test_whoever_guesses_learns_nothing(app: Flask, code: str, number: int, proof: str | None) -> None:
    receipt = stage.received(stage.call()).receipt
    assert receipt
    assert verify(stage.keyring(), code, number, receipt.seal if proof is None else proof) is None
