"""What is possible, in which order events come, and which pins break rules."""

import pytest

from scheduler.timetable.allocation.problem import Impossible, require_possible
from tests.timetable.allocation.files import Record, event, problem, room, small


def test_member_states_come_first_and_pinned_and_published_ones_before_them() -> None:
    events = [
        event(1),
        event(2, group="member-state"),
        event(3),
        event(4, pinned={"slot": "s1", "room": "R1"}),
    ]
    previous = {"E3": {"slot": "s2", "room": "R1"}}
    again = small(events, kind="reallocate", previous=previous)
    assert [one.id for one in problem(again).order] == ["E4", "E3", "E2", "E1"]
    assert [one.id for one in problem(small(events)).order] == ["E4", "E2", "E1", "E3"]


def test_points_follow_the_wishes() -> None:
    slots: list[Record] = [
        {"id": f"s{number}", "day": 1 + number // 7, "order": number} for number in range(1, 9)
    ]
    wishes = event(1, preferred_slots=["s3", "s1", "s2", "s4", "s5"], preferred_days=[2])
    found = problem({**small([wishes, event(2)]), "slots": slots})
    one, other = found.events
    assert [found.points(one, slot["id"]) for slot in slots] == [8, 7, 10, 6, 6, 1, 4, 4]
    assert {found.points(other, slot["id"]) for slot in slots} == {10}


def test_the_rooms_that_are_open_and_what_shuts_the_others() -> None:
    events = [
        event(1, attendance=80, excluded_slots=["s2"]),
        event(2, equipment=["screen"], speakers=["P1"]),
        event(3, pinned={"slot": "s1", "room": "Hall"}),
    ]
    rooms = [room("Small", 20), room("Hall", 100, unavailable=["s3"])]
    found = problem({**small(events, slots=3), "rooms": rooms, "busy": [{"actor": "P1", "slot": "s1"}]})
    large, equipped, _ = found.events
    assert found.open["E1"] == {}
    assert found.open["E3"] == {"s1": frozenset({"Hall"})}
    said = [str(found.why_shut(large, slot.id) or found.why_no_room(large, slot.id)) for slot in found.slots]
    assert said == [
        "Every room that would do is closed, or another event is pinned into it.",
        "The organiser excluded it.",
        "Every room that would do is closed.",
    ]
    assert str(found.why_shut(equipped, "s1")) == "P1 is needed elsewhere."
    assert str(found.why_no_room(equipped, "s2")) == "The room lacks: screen."


def pinned(number: int, slot: str = "s1", room: str = "R1", **more: object) -> Record:
    return event(number, pinned={"slot": slot, "room": room}, **more)


@pytest.mark.parametrize(
    ("events", "more", "said"),
    [
        (
            [pinned(1, attendance=70)],
            {},
            "E1 cannot be pinned into R1 at s1: It expects 70 people, and the room holds 50.",
        ),
        (
            [pinned(1)],
            {"rooms": [room("R1", unavailable=["s1"])]},
            "E1 cannot be pinned into R1 at s1: The room is closed then.",
        ),
        (
            [pinned(1), pinned(2)],
            {},
            "E1 and E2 are pinned into one room at one time.",
        ),
        (
            [pinned(1), pinned(2, room="R2", lead="O1")],
            {"rooms": [room("R1"), room("R2")]},
            "E1 and E2 are pinned into one slot, and cannot share it.",
        ),
        (
            [pinned(1, slot="s2"), pinned(2)],
            {"after": [["E1", "E2"]]},
            "E2 must come after E1, and is pinned before it.",
        ),
    ],
    ids=["too small", "closed", "one room", "one actor", "order"],
)
def test_pins_that_break_rules_are_refused(events: list[Record], more: Record, said: str) -> None:
    with pytest.raises(Impossible) as refused:
        require_possible(problem({**small(events), **more}))
    assert list(map(str, refused.value.sentences)) == [said]
