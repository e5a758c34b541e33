"""Why events are where they are: as proposed, as long as nobody moved them, also once that is adopted."""

import pytest
from flask import Flask

from scheduler.kernel.decision import bookkeeping
from scheduler.timetable import moving, plans, queries
from scheduler.timetable.adopting import adopt
from scheduler.timetable.models import Plan
from scheduler.timetable.proposals import asking, pricing, solving
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import Options
from scheduler.timetable.proposals.reasons import Card, cards, worded
from tests.timetable.stage import HOURS, WEDNESDAY, Stage, do, event, stage


def proposal(play: Stage) -> Plan:
    run: AllocationRun = do(asking.ask, play.meeting, Options(), by="account 7")
    solving.solve(run.id)
    return queries.plans(play.meeting)[1]


def by_title(play: Stage, plan: Plan) -> dict[str, Card]:
    return {card.item.title: card for card in cards(play.meeting, plan)}


def explained(play: Stage, plan: Plan) -> list[bool]:
    return [card.is_explained for card in cards(play.meeting, plan)]


def test_who_is_left_out_is_told_the_proof_with_names(app: Flask) -> None:
    play = stage(events=10, rooms=1)
    plan = proposal(play)
    found = by_title(play, plan)
    (out,) = [card for card in found.values() if card.spot is None]
    assert out.because
    assert "need 10 places, and only 9 would do for them: " in out.because
    assert "M1 at Mon 8 March 2027, 09:00 to 09:50" in out.because
    assert len(out.better) == 3 * len(HOURS)
    assert all(card.points == 10 for card in found.values() if card.spot)
    assert [card.item.code for card in found.values() if card.is_meant(out.item.code)] == [out.item.code]


def test_what_was_moved_since_has_the_reason_of_who_moved_it(app: Flask) -> None:
    play = stage(events=3)
    plan = proposal(play)
    assert explained(play, plan) == [True, True, True]
    first = play.events[0]
    do(moving.move, plan, {first: play.at(WEDNESDAY, HOURS[2])}, seen=0, why="They fly home on Thursday")
    assert explained(play, plan) == [False, True, True]
    copy = do(plans.make_draft, play.meeting, "A copy", plan)
    assert explained(play, copy) == [False, True, True]
    assert explained(play, play.plan) == [False, False, False]


def test_reasons_are_adopted_with_the_places(app: Flask) -> None:
    play = stage(events=3)
    plan = proposal(play)
    first, second, third = play.events
    do(adopt, plan, {first.id, second.id}, seen=0, seen_draft=0)
    assert explained(play, play.plan) == [True, True, False]
    do(moving.move, play.plan, {second: play.at(WEDNESDAY, HOURS[2], 1)}, seen=1)
    assert explained(play, play.plan) == [True, False, False]
    assert third.id not in queries.placements(play.plan)


def test_a_price_is_told_or_why_there_is_none(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    play = stage(events=10, rooms=1)
    plan = proposal(play)
    (out,) = [card for card in cards(play.meeting, plan) if card.spot is None]
    slot = out.better[0].slot

    def told(plan: Plan = plan, code: str = out.item.code) -> str:
        return " ".join(map(str, pricing.price_of(play.meeting, plan, code, slot)))

    place = "Mon 8 March 2027, 09:00 to 09:50"
    assert told().startswith(f"“{out.item.title}” ({out.item.code}) at {place}: no level")
    assert told(code="XXXXX") == pricing.UNKNOWN.text
    assert told(play.plan) == pricing.NO_PROPOSAL.text
    monkeypatch.setattr(pricing, "LARGEST", 89)
    assert told().startswith("This meeting is too large")
    with bookkeeping("tests"):
        event(play.meeting, "One more")
    assert told() == pricing.CHANGED.text


def test_ids_in_sentences_become_names() -> None:
    names = {"room 3": "M3", "slot 12": "Tue", "person 4": "Ada", "BCD23": "“Crops” (BCD23)"}
    said = "person 4 is needed by BCD23 in room 3 at slot 12, not in room 33."
    assert worded(said, names) == "Ada is needed by “Crops” (BCD23) in M3 at Tue, not in room 33."
