"""Answers: given, changed, entered by the desk, refused when it is too late; and reminders."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from scheduler.accounts.traces import traces
from scheduler.applications.facts import Faulty
from scheduler.audit.queries import Asked, history, page
from scheduler.jobs.tasks import tend_draft_programmes
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Source
from scheduler.organisations.models import Person
from scheduler.programmes.erasing import erase
from scheduler.timetable.draft_programmes import answering, queries, reminding, showing
from scheduler.timetable.draft_programmes.models import DraftAnswer
from scheduler.timetable.draft_programmes.rules import Said
from scheduler.timetable.draft_programmes.telling import ANSWER
from scheduler.timetable.draft_programmes.terms import Reply
from scheduler.timetable.own_data import held
from tests.conftest import BASE_URL
from tests.timetable.draft_programmes.play import (
    BY_MAIL,
    CANNOT,
    CLOSES,
    SHOWN,
    SUITS,
    Play,
    letters,
    links,
    play,
)
from tests.timetable.stage import do

SECOND = timedelta(seconds=1)
REMINDED = SHOWN + (CLOSES - SHOWN) / 2
"""They have four days and a half: half of them is less than three days before the end."""


@pytest.fixture
def here(app: Flask) -> Play:
    return play()


def test_an_answer_is_changed_until_the_day_is_over_and_each_change_is_recorded(here: Play) -> None:
    slot = answering.slots_of(here.meeting)[1]
    with clock.set_to(SHOWN):
        made = here.show()
        here.answer(made, 0, CANNOT)
    with clock.set_to(CLOSES - SECOND):
        here.answer(made, 0, Said(Reply.WOULD_SWAP, "With  Ports Union", [slot]), by="person 2")
    with clock.set_to(CLOSES), pytest.raises(Refused, match="The last day to answer is over"):
        here.answer(made, 0)
    session.expire_all()
    place = here.place(made, 0)
    assert place.answer
    now = place.answer
    assert (now.reply, now.said, now.given_by, now.source) == (
        Reply.WOULD_SWAP,
        "With  Ports Union",
        "person 2",
        None,
    )
    assert now.slots == ["2027-03-09T08:00:00+00:00/2027-03-09T08:50:00+00:00"]
    assert made.revision == 2
    told = [(one.act, one.content.facts) for one in history(place.thing) if one.content]
    assert [(act, facts["before"], facts["after"]) for act, facts in told] == [
        ("answer to a draft programme", None, "cannot"),
        ("answer to a draft programme", "cannot", "would_swap"),
    ]
    assert "minister" not in str(told)
    about = page(Asked(things=frozenset({here.applications[0].thing})), most=2)
    assert [one.act for one in about] == ["answer to a draft programme"] * 2


def test_what_is_not_said_well_is_refused_whole(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        with pytest.raises(Faulty) as faulty:
            here.answer(made, 0, Said(Reply.CANNOT, "  ", [(SHOWN, CLOSES)]))
    assert [field for field, _ in faulty.value.faults] == ["said", "slots"]
    session.expire_all()
    assert here.place(made, 0).answer is None


def test_nobody_answers_to_what_was_taken_back(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        do(showing.take_back, made, "A room was wrong.")
        with pytest.raises(Refused, match="took this draft programme back"):
            here.answer(made, 0)


def test_the_desk_enters_what_came_by_mail_and_its_organisers_are_told(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
    with clock.set_to(CLOSES + SECOND):
        with pytest.raises(Refused, match="how the answer reached you"):
            do(answering.enter, here.place(made, 0), CANNOT)
        with decision("account 1", BY_MAIL) as this:
            answering.enter(this, here.place(made, 0), CANNOT)
    session.expire_all()
    now = here.place(made, 0).answer
    assert now
    assert (now.reply, now.source, now.came_on) == (Reply.CANNOT, Source.EMAIL, BY_MAIL.came_on)
    (letter,) = letters("draft-programme-entered")
    assert (
        "came by e-mail on 23 February 2027: It cannot be there: Our minister leaves on Monday."
        in letter.text
    )


def test_who_has_not_answered_is_reminded_once(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        here.answer(made, 1)
    assert reminding.due(REMINDED - SECOND) == []
    waiting = [here.place(made, number).id for number in (0, 2)]
    assert reminding.due(REMINDED) == waiting
    with clock.set_to(REMINDED):
        tend_draft_programmes()
        tend_draft_programmes()
    session.expire_all()
    told = letters("draft-programme-reminder")
    assert [letter.about for letter in told] == [f"draft place {number}" for number in waiting]
    assert "until Fri 26 February 2027" in told[0].text
    assert len(links(ANSWER)) == 5
    assert reminding.due(REMINDED) == reminding.due(CLOSES) == []


def test_nobody_is_reminded_after_the_end_or_of_what_is_no_longer_shown(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        assert reminding.due(CLOSES) == []
        with clock.set_to(REMINDED):
            here.answer(made, 0)
            with pytest.raises(Refused, match="It was answered"):
                do(reminding.remind, here.place(made, 0).id)
        do(showing.take_back, made, "A room was wrong.")
    assert reminding.due(REMINDED) == []


def test_nobody_is_asked_about_an_event_that_was_cancelled_meanwhile(here: Play) -> None:
    who = Visitor(person=here.applications[0].person_id)
    with clock.set_to(SHOWN):
        made = here.show()
    (waiting,) = queries.unanswered(who, SHOWN)
    assert waiting == (here.place(made, 0), here.applications[0])
    with bookkeeping("tests"):
        here.entry(0).cancelled = True
    assert queries.unanswered(who, SHOWN) == []


@pytest.mark.parametrize("values", [{"said": None}, {"source": Source.EMAIL}])
def test_the_database_keeps_answers_whole(here: Play, values: dict[str, object]) -> None:
    with clock.set_to(SHOWN):
        here.answer(here.show(), 0, CANNOT)
    with pytest.raises(IntegrityError), bookkeeping("tests"):
        session.execute(update(DraftAnswer).values(values))


def test_an_answer_that_suits_needs_no_words(here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        here.answer(made, 0, SUITS)
    session.expire_all()
    now = here.place(made, 0).answer
    assert now
    assert (now.reply, now.said, now.slots) == (Reply.SUITS, None, [])


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_who_answered_can_take_it_along_and_be_erased(here: Play) -> None:
    person = here.applications[0].person_id
    name = session.get_one(Person, person).name
    with clock.set_to(SHOWN):
        made = here.show()
        here.answer(made, 0, Said(Reply.CANNOT, f"{name} is away"), by=f"person {person}")
        (told,) = held(traces(person), BASE_URL)["draft answers"]
        assert (told["draft programme"], told["reply"], told["said"]) == (1, "cannot", f"{name} is away")
        erase(person, actor="tests", base_url=BASE_URL)
    session.expire_all()
    now = here.place(made, 0).answer
    assert now
    assert (now.reply, now.said) == (Reply.CANNOT, "… is away")
