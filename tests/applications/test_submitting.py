"""Submitting: what it takes, what it gives, and that it is done once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.applications.drafting import save
from scheduler.applications.facts import Facts, Faulty
from scheduler.applications.models import Application, Receipt, Version
from scheduler.applications.queries import differences, later_changes, versions
from scheduler.applications.rules import Rank
from scheduler.applications.submitting import correct_class, enter, publish
from scheduler.applications.terms import State
from scheduler.applications.verifying import faults_of_chain
from scheduler.applications.workflow import WORKFLOW
from scheduler.audit.queries import history
from scheduler.calls.actions import let_in_late, set_terms
from scheduler.calls.rules import Late
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import OrganisationKind, Source
from scheduler.links.actions import make
from scheduler.mail.models import Letter
from scheduler.organisations.models import Person
from tests.applications import stage
from tests.applications.stage import CLOSES, DURING, OPENS, SECOND


def letters(kind: str) -> list[str]:
    """To whom letters of a kind went, in order."""
    return list(session.scalars(select(Letter.address).where(Letter.kind == kind).order_by(Letter.id)))


def count(model: type[Receipt] | type[Version]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


def test_a_receipt_says_number_time_and_class(app: Flask) -> None:
    call, lead = stage.call(), stage.state()
    application = stage.received(call, lead, DURING)
    receipt = application.receipt
    assert receipt is not None
    assert (receipt.number, receipt.at, receipt.rank, receipt.doubled) == (1, DURING, Rank.STATE, False)
    assert application.state is State.RECEIVED
    assert (receipt.declared_at, receipt.source) == (None, None)
    assert [version.number for version in versions(application)] == [1]
    assert faults_of_chain(call, stage.keyring()) == []


def test_the_one_who_began_it_gets_one_letter(app: Flask) -> None:
    application = stage.received(stage.call())
    began = session.get_one(Person, application.person_id)
    assert letters("application-received") == [began.email]
    assert letters("second-application") == []


def test_the_history_tells_of_it_by_numbers(app: Flask) -> None:
    application = stage.received(stage.call())
    done = history(application.thing)[-1]
    assert done.act == "submit"
    assert done.content is not None
    assert done.content.facts == {"actor": "tests", "why": None, "receipt": 1, "version": 1, "doubled": False}


def test_all_that_is_missing_is_said_at_once(app: Flask) -> None:
    call = stage.call(required=("abstract", "speakers", "wishes"))
    with clock.set_to(DURING):
        application = stage.draft(call, title=None, theme="Health")
        with pytest.raises(Faulty) as caught:
            stage.hand_in(application, DURING)
    assert [field for field, _ in caught.value.faults] == [
        "organisation",
        "title",
        "abstract",
        "speakers",
        "wishes",
    ]
    assert str(caught.value.faults[1][1]) == "Write a title."
    assert (application.state, application.receipt, count(Receipt)) == (State.DRAFT, None, 0)


def test_a_slot_that_is_out_of_the_question_is_no_wish(app: Flask) -> None:
    call = stage.call(required=("wishes",))
    slot = call.meeting.slots[0].id
    with clock.set_to(DURING):
        application = stage.draft(call, stage.organisation(), wishes={slot: 0})
        with pytest.raises(Faulty) as caught:
            stage.hand_in(application, DURING)
    assert [field for field, _ in caught.value.faults] == ["wishes"]


def test_two_clicks_give_one_receipt(app: Flask) -> None:
    application = stage.received(stage.call())
    again = stage.hand_in(application, DURING + SECOND)
    assert (again.number, again.at) == (1, DURING)
    assert (count(Receipt), count(Version), len(letters("application-received"))) == (1, 1, 1)


@pytest.mark.parametrize(
    ("arrived", "late", "taken"),
    [
        (OPENS - SECOND, Late.CLOSED, False),
        (OPENS, Late.CLOSED, True),
        (CLOSES - SECOND, Late.CLOSED, True),
        (CLOSES - timedelta(microseconds=1), Late.CLOSED, True),
        (CLOSES, Late.CLOSED, False),
        (CLOSES, Late.LINK, False),
        (CLOSES, Late.QUEUE, True),
        (OPENS - SECOND, Late.QUEUE, False),
    ],
)
def test_only_the_arrival_decides_whether_the_call_is_open(
    app: Flask, arrived: datetime, late: Late, taken: bool
) -> None:
    call = stage.call(late=late)
    with clock.set_to(DURING):
        application = stage.draft(call, stage.organisation())
    with clock.set_to(CLOSES + timedelta(minutes=2)):  # handled long after it arrived
        if taken:
            receipt = stage.hand_in(application, arrived)
            assert receipt.rank is (Rank.LATE_OTHER if arrived >= CLOSES else Rank.OTHER)
            assert receipt.at == CLOSES + timedelta(minutes=2)
        else:
            with pytest.raises(Refused):
                stage.hand_in(application, arrived)
            assert count(Receipt) == 0


def test_a_late_link_lets_one_in_and_leaves_others_theirs(app: Flask) -> None:
    call = stage.call(late=Late.LINK)
    with clock.set_to(DURING):
        first, second = stage.draft(call, stage.organisation()), stage.draft(call, stage.organisation())
    with clock.set_to(CLOSES + SECOND):
        with decision("tests") as this:
            links = [let_in_late(this, call, somebody, timedelta(days=1))[0] for somebody in two()]
        assert stage.hand_in(first, CLOSES + SECOND, late_link=links[0]).rank is Rank.LATE_OTHER
        with pytest.raises(Refused):
            stage.hand_in(second, CLOSES + SECOND, late_link=links[0])
        assert stage.hand_in(second, CLOSES + SECOND, late_link=links[1]).number == 2
    assert [link.used_at is not None for link in links] == [True, True]


def two() -> list[Person]:
    return [stage.person(), stage.person()]


@pytest.mark.parametrize("wrong", ["purpose", "thing", "expired", "revoked"])
def test_another_link_lets_nobody_in(app: Flask, wrong: str) -> None:
    call = stage.call(late=Late.LINK)
    with clock.set_to(DURING):
        application = stage.draft(call, stage.organisation())
    with clock.set_to(CLOSES + SECOND):
        purpose = "own-page" if wrong == "purpose" else "late-entry"
        thing = "call 999" if wrong == "thing" else call.thing
        with bookkeeping("tests") as this:
            link, _ = make(this, purpose, thing, lasts=timedelta(hours=1))
            link.revoked_at = this.at if wrong == "revoked" else None
    with clock.set_to(CLOSES + timedelta(days=1 if wrong == "expired" else 0, seconds=2)):
        with pytest.raises(Refused):
            stage.hand_in(application, clock.now(), late_link=link)
        assert (link.used_at, count(Receipt)) == (None, 0)


def test_a_late_link_that_was_not_needed_still_holds(app: Flask) -> None:
    call = stage.call(late=Late.LINK)
    with clock.set_to(DURING):
        application = stage.draft(call, stage.organisation())
        somebody = stage.person()
        with decision("tests") as this:
            link, _ = let_in_late(this, call, somebody, timedelta(days=30))
        assert stage.hand_in(application, DURING, late_link=link).rank is Rank.OTHER
    assert link.used_at is None


def test_what_was_returned_keeps_its_receipt(app: Flask) -> None:
    call = stage.call()
    first, second = stage.received(call), stage.received(call, at=DURING + SECOND)
    turn(first, "return", why="Shorten the title")
    with clock.set_to(CLOSES + timedelta(days=3)):
        with decision("tests") as this:
            save(this, first, first.revision, Facts(title="Shorter"))
        again = stage.hand_in(first, clock.now())
    assert (again.number, again.at, count(Receipt)) == (1, DURING, 2)
    assert [(one.number, one.facts["title"]) for one in versions(first)][-1] == (2, "Shorter")
    assert (first.state, second.state) == (State.RECEIVED, State.RECEIVED)
    assert len(letters("application-received")) == 2
    assert letters("application-submitted-again") == [session.get_one(Person, first.person_id).email]
    assert faults_of_chain(call, stage.keyring()) == []


def turn(application: Application, act: str, why: str | None = None) -> None:
    """Bring it into another state, as the desk would."""
    with bookkeeping("tests"):
        application.state = WORKFLOW.to(act, application.state, why)


def test_a_second_application_of_a_lead_is_received_marked_and_told(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation("The Network")
    known = stage.contact(lead)
    stage.received(call, lead)
    second = stage.received(call, lead, DURING + SECOND)
    assert second.receipt is not None
    assert (second.receipt.number, second.receipt.doubled) == (2, True)
    assert letters("second-application") == [known.email]
    turn(second, "withdraw")
    third = stage.received(call, lead, DURING + 2 * SECOND)
    assert third.receipt is not None
    assert third.receipt.doubled


def test_what_was_withdrawn_makes_nothing_double(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation()
    turn(stage.received(call, lead), "withdraw")
    second = stage.received(call, lead, DURING + SECOND)
    assert second.receipt is not None
    assert (second.receipt.doubled, letters("second-application")) == (False, [])


def test_where_a_lead_may_hold_two_the_third_is_marked(app: Flask) -> None:
    call, lead = stage.call(most_per_lead=2), stage.organisation()
    found = [stage.received(call, lead, DURING + n * SECOND).receipt for n in range(3)]
    assert [one.doubled for one in found if one] == [False, False, True]


def test_the_clock_that_goes_back_moves_no_receipt_back(app: Flask) -> None:
    call = stage.call()
    stage.received(call, at=DURING)
    earlier = stage.received(call, at=DURING - timedelta(hours=1))
    assert earlier.receipt is not None
    assert (earlier.receipt.number, earlier.receipt.at) == (2, DURING)


def test_somebody_whose_kind_is_not_known_is_received(app: Flask) -> None:
    lead = stage.organisation("The Newcomers", None, verified=False)
    application = stage.received(stage.call(), lead)
    assert application.receipt is not None
    assert application.receipt.rank is Rank.OTHER


@pytest.mark.parametrize(
    ("came_on", "declared"),
    [
        (date(2027, 1, 14), datetime(2027, 1, 14, 22, 59, 59, 999999, tzinfo=UTC)),
        (date(2027, 1, 15), DURING),
        (date(2027, 1, 11), datetime(2027, 1, 11, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_what_the_desk_enters_counts_from_the_end_of_its_day(
    app: Flask, came_on: date, declared: datetime
) -> None:
    call = stage.call()
    stage.received(call, at=DURING - SECOND)
    wish = OnBehalf(Source.NOTE_VERBALE, came_on, "NV 12")
    entered = stage.received(call, stage.state(), DURING, wish)
    assert entered.receipt is not None
    assert (entered.receipt.number, entered.receipt.at) == (2, DURING)
    assert (entered.receipt.declared_at, entered.receipt.source) == (declared, Source.NOTE_VERBALE)


def test_what_came_in_time_is_not_late_when_it_is_entered(app: Flask) -> None:
    call = stage.call()
    wish = OnBehalf(Source.EMAIL, date(2027, 1, 22), "mail")
    entered = stage.received(call, at=CLOSES + timedelta(days=2), on_behalf=wish)
    assert entered.receipt is not None
    assert entered.receipt.rank is Rank.OTHER
    assert entered.receipt.declared_at == CLOSES - timedelta(microseconds=1)


@pytest.mark.parametrize("came_on", [date(2027, 1, 10), date(2027, 1, 16), date(2027, 2, 1)])
def test_what_came_before_the_opening_or_is_to_come_is_not_entered(app: Flask, came_on: date) -> None:
    call = stage.call()
    with pytest.raises(Refused):
        stage.received(call, on_behalf=OnBehalf(Source.EMAIL, came_on, "mail"))
    assert count(Receipt) == 0


def test_the_desk_enters_from_draft_to_receipt_in_one_decision(app: Flask) -> None:
    call, lead, somebody = stage.call(), stage.organisation(), stage.person()
    wish = OnBehalf(Source.TELEPHONE, date(2027, 1, 13), "call at noon")
    with clock.set_to(DURING), decision("account 1", wish) as this:
        for title in ("One", "Two"):
            enter(this, call, somebody, Facts(title=title, organisation=lead.id), stage.keyring())
    found = session.scalars(select(Receipt).order_by(Receipt.number)).all()
    assert [(one.number, one.source, one.doubled) for one in found] == [
        (1, Source.TELEPHONE, False),
        (2, Source.TELEPHONE, True),
    ]
    assert faults_of_chain(call, stage.keyring()) == []


def test_receipts_become_public_once_and_only_after_the_close(app: Flask) -> None:
    call = stage.call()
    last = stage.received(call).receipt
    assert last is not None
    with clock.set_to(CLOSES - SECOND), pytest.raises(Refused), decision("tests") as this:
        publish(this, call)
    with clock.set_to(CLOSES), decision("tests") as this:
        publish(this, call)
    assert call.published_at == CLOSES
    told = history(call.thing)[-1].content
    assert told is not None
    assert (told.facts["number"], told.facts["seal"]) == (1, last.seal)
    with clock.set_to(CLOSES + SECOND), pytest.raises(Refused), decision("tests") as this:
        publish(this, call)
    with pytest.raises(Refused), decision("tests") as this:
        set_terms(this, call.meeting, replace(call.terms, closes_at=CLOSES + SECOND))


def test_a_wrong_class_is_corrected_beside_the_receipt(app: Flask) -> None:
    call = stage.call()
    lead = stage.organisation("Ruritania", None, verified=False)
    application = stage.received(call, lead)
    receipt = application.receipt
    assert receipt is not None
    with decision("tests") as this:
        correct_class(this, application, True, "It is a Member State")
    assert (receipt.rank, application.of_state, faults_of_chain(call, stage.keyring())) == (
        Rank.OTHER,
        True,
        [],
    )
    with pytest.raises(Refused), decision("tests") as this:
        correct_class(this, application, True, "Again")
    with decision("tests") as this:
        correct_class(this, application, False, "It is none after all")
    assert application.of_state is None
    with pytest.raises(Refused), decision("tests") as this:
        correct_class(this, application, True, "")


def test_a_draft_has_no_class_to_correct(app: Flask) -> None:
    with clock.set_to(DURING):
        application = stage.draft(stage.call(), stage.organisation())
    with pytest.raises(Refused), decision("tests") as this:
        correct_class(this, application, True, "Why not")


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.RETURNED, State.RECEIVED}))
def test_nothing_else_can_be_submitted(app: Flask, state: State) -> None:
    application = stage.received(stage.call())
    with bookkeeping("tests"):
        application.state = state
    with pytest.raises(Refused):
        stage.hand_in(application, DURING)
    assert (application.state, count(Version)) == (state, 1)


def test_later_changes_are_marked_and_move_no_receipt(app: Flask) -> None:
    call = stage.call()
    application, other = stage.received(call), stage.received(call, at=DURING + SECOND)
    receipt = application.receipt
    assert receipt is not None
    before = (receipt.at, receipt.seal, receipt.fingerprint)
    with clock.set_to(DURING + timedelta(days=1)), decision("tests") as this:
        save(this, application, application.revision, Facts(contact="Ada, ada@body.example"))
    assert (receipt.at, receipt.seal, receipt.fingerprint) == before
    assert later_changes([application, other]) == {application.id: {"contact"}}
    assert differences(application) == {"contact": (None, "Ada, ada@body.example")}
    assert history(application.thing)[-1].act == "change after receipt"


def test_what_is_submitted_again_is_no_later_change(app: Flask) -> None:
    application = stage.received(stage.call())
    turn(application, "return", why="More")
    with clock.set_to(DURING + SECOND), decision("tests") as this:
        save(this, application, application.revision, Facts(abstract="More words"))
    assert later_changes([application]) == {application.id: {"abstract"}}
    stage.hand_in(application, DURING + SECOND)
    assert (later_changes([application]), differences(application)) == ({}, {})


def test_kinds_of_leads_and_their_classes(app: Flask) -> None:
    call = stage.call()
    kinds = sorted(stage.EVERYBODY)
    found = [
        stage.received(call, stage.organisation(kind=kind), DURING + n * SECOND).receipt
        for n, kind in enumerate(kinds)
    ]
    assert {kind: one.rank for kind, one in zip(kinds, found, strict=True) if one} == {
        OrganisationKind.IGO: Rank.OTHER,
        OrganisationKind.MEMBER_STATE: Rank.STATE,
        OrganisationKind.NGO: Rank.OTHER,
        OrganisationKind.UN_ENTITY: Rank.OTHER,
    }
