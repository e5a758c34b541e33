"""When nothing fits: the smallest set of demands that cannot all hold, and what leaves no place to one."""

from scheduler.timetable.allocation.conflicts import of_pins
from scheduler.timetable.allocation.levels import Policy, allocate
from tests.timetable.allocation.files import Record, event, problem, room, small


def conflict(events: list[Record], **more: object) -> list[str]:
    found = of_pins(problem({**small(events), **more}))
    return list(map(str, found.demands)) if found else []


def pinned(number: int, slot: str, room: str = "R1", **more: object) -> Record:
    return event(number, pinned={"slot": slot, "room": room}, **more)


def test_pins_that_are_possible_are_in_no_conflict() -> None:
    assert conflict([pinned(1, "s1"), pinned(2, "s2"), event(3)]) == []


def test_a_pin_against_a_rule() -> None:
    events = [pinned(1, "s1", attendance=70, excluded_slots=["s2"]), pinned(2, "s2")]
    assert conflict(events) == ["E1 expects 70 people.", "E1 is pinned into R1 at s1."]
    closed = {"rooms": [room("R1", unavailable=["s1"])]}
    assert conflict([pinned(1, "s1")], **closed) == ["R1 is closed at s1.", "E1 is pinned into R1 at s1."]


def test_two_pins_against_a_link() -> None:
    events = [pinned(1, "s2"), pinned(2, "s1"), pinned(3, "s1", room="R2")]
    more = {"rooms": [room("R1"), room("R2")], "after": [["E1", "E2"]], "not_parallel": [["E1", "E3"]]}
    assert conflict(events, **more) == [
        "E2 must come later than E1.",
        "E1 is pinned into R1 at s2.",
        "E2 is pinned into R1 at s1.",
    ]


def test_who_is_left_out_learns_who_is_in_the_way_and_why() -> None:
    """There are rooms enough; the speakers are what is short."""
    events = [
        event(1, speakers=["P1"], excluded_slots=["s2"]),
        event(2, speakers=["P2"], excluded_slots=["s1"]),
        event(3),
        event(4, speakers=["P1", "P2"]),
    ]
    found = allocate(problem(small(events, rooms=3)))
    proof = found.proofs["E4"]
    assert (str(proof.sentence), proof.beside) == (
        "It cannot be placed together with E1, E2: every way was looked at, and there is none.",
        ("E1", "E2"),
    )
    assert list(map(str, proof.demands)) == [
        "E1 must not be at s2.",
        "E2 must not be at s1.",
        "P1 is needed by each of E1, E4.",
        "P2 is needed by each of E2, E4.",
        "E1 has a place.",
        "E2 has a place.",
        "E4 has a place.",
    ]


def test_too_few_places_for_all_are_counted() -> None:
    many = small([event(number) for number in range(1, 16)], slots=7, rooms=2)
    sentence = "It and 14 events that %s need 15 places, and only 14 places would do for them."
    ruled = allocate(problem(many)).proofs["E15"]
    assert str(ruled.sentence) == sentence % "come before it in the order"
    assert len(ruled.beside) == 14
    (most,) = allocate(problem(many), Policy.MOST_EVENTS).proofs.values()
    assert str(most.sentence) == sentence % "have places"


def test_links_that_contradict_each_other_leave_one_out_and_say_why() -> None:
    circle = small([event(1), event(2)], slots=3, after=[["E1", "E2"], ["E2", "E1"]])
    found = allocate(problem(circle))
    assert set(found.plan) == {"E1"}
    assert list(map(str, found.proofs["E2"].demands)) == [
        "E2 must come later than E1.",
        "E1 must come later than E2.",
        "E1 has a place.",
        "E2 has a place.",
    ]
