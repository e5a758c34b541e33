"""Who is erased goes out of the reasons why their events stand where they do."""

import pytest

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.text import fold
from scheduler.organisations.models import Person
from scheduler.programmes.erasing import erase
from scheduler.timetable import plans
from scheduler.timetable.clash_models import EntryLink
from scheduler.timetable.clash_settings import link_entries
from scheduler.timetable.clashes.terms import Link
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.models import PlanStep
from scheduler.timetable.moving import move
from scheduler.timetable.queries import placements
from scheduler.timetable.undoing import redo, undo
from tests.conftest import BASE_URL
from tests.programmes import zelda
from tests.timetable.draft_programmes.play import MONDAY, SHOWN, TUESDAY, Play, play
from tests.timetable.stage import at, do


@pytest.fixture
def here(app: object) -> Play:
    return play()


def test_nothing_in_timetables_names_who_is_erased(here: Play) -> None:
    person = session.get_one(Person, here.applications[0].person_id)
    with bookkeeping("tests"):
        person.name, person.folded = zelda.NAME, fold(zelda.NAME)
    why = f"{zelda.NAME} arrives late"
    with clock.set_to(SHOWN):
        here.put(0, MONDAY, 12, why=why)
        draft = do(plans.make_draft, here.meeting, "Draft", here.plan)
        here.put(1, TUESDAY, 12, why="So does nobody")
        do(link_entries, here.meeting, Link.NOT_PARALLEL, here.entry(0), here.entry(1), why)
        do(undo, here.plan, seen=here.plan.revision)
        erase(person.id, actor="tests", base_url=BASE_URL)
    assert zelda.left() == []
    for plan in (here.plan, draft):
        assert placements(plan)[here.entry(0).id].reason == "… arrives late"
    assert {step.why for step in session.query(PlanStep)} >= {"… arrives late", "So does nobody"}
    assert [link.reason for link in session.query(EntryLink)] == ["… arrives late"]
    do(redo, here.plan, seen=here.plan.revision)
    assert placements(here.plan)[here.entry(1).id].reason == "So does nobody"


def test_who_was_moved_together_with_theirs_can_still_be_moved_back(here: Play) -> None:
    person = session.get_one(Person, here.applications[0].person_id)
    with bookkeeping("tests"):
        person.name, person.folded = zelda.NAME, fold(zelda.NAME)
    wanted = {here.entry(n): at(MONDAY, 12, here.rooms[n]) for n in (0, 1)}
    with clock.set_to(SHOWN):
        do(move, here.plan, wanted, seen=here.plan.revision, why=f"{zelda.NAME} arrives late")
        here.show()
        erase(person.id, actor="tests", base_url=BASE_URL)
    places = [place for place in session.query(DraftPlace) if place.entry_id in {one.id for one in wanted}]
    assert [place.reason for place in places] == ["… arrives late"] * 2
    do(undo, here.plan, seen=here.plan.revision)
    do(redo, here.plan, seen=here.plan.revision)
    assert {placements(here.plan)[here.entry(n).id].reason for n in (0, 1)} == {"… arrives late"}
    steps = [step.changes for step in session.query(PlanStep)]
    assert zelda.NAME not in str(steps)
