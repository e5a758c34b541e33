"""Random small meetings for property tests."""

from datetime import timedelta

from hypothesis import strategies as st

from scheduler.kernel.terms import EntryKind, Equipment, Format
from scheduler.timetable.clashes.ground import Actor, Closure, Ground, Item, Settings, Slot, Spot, Tie, Wishes
from scheduler.timetable.clashes.terms import RANGES, Link, Rule
from tests.timetable.clashes.halls import DAYS, GROUND, ROOMS, SLOTS, at, span

MOST = 12
organisations = st.builds(Actor, st.integers(1, 4), st.just("Body"))
people = st.builds(Actor, st.integers(1, 4), st.just("Person"), st.just(True))
DOUBLE = tuple(Slot(100 + number, day, at(13, 10, day), at(15, 0, day)) for number, day in enumerate(DAYS))
"""For special events."""
slots = st.sampled_from([slot.number for slot in (*SLOTS, *DOUBLE)])
wishes = st.builds(
    Wishes,
    slots=st.lists(slots, unique=True, max_size=3).map(tuple),
    days=st.frozensets(st.sampled_from(DAYS), max_size=2),
    excluded=st.frozensets(slots, max_size=2),
)
spots = st.builds(
    lambda day, tens, minutes, room: span(at(0, day=day) + tens * timedelta(minutes=10), minutes, room),
    st.sampled_from([*DAYS, DAYS[-1] + timedelta(days=1)]),
    st.integers(54, 90),
    st.sampled_from([20, 50, 100]),
    st.sampled_from([None, *ROOMS]),
) | st.builds(Spot, st.sampled_from(DAYS), until=st.just(DAYS[-1]), room=st.sampled_from([None, *ROOMS]))
somewhere = st.none() | spots


def unlike(actors: list[Actor]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(actors))


@st.composite
def items(draw: st.DrawFn) -> dict[int, Item]:
    found = {}
    for number in range(1, draw(st.integers(2, MOST)) + 1):
        leads = unlike(draw(st.lists(organisations, max_size=2)))
        others = unlike(draw(st.lists(organisations, max_size=2)))
        found[number] = Item(
            number,
            f"E{number}",
            f"Event {number}",
            kind=draw(st.just(EntryKind.SIDE_EVENT) | st.sampled_from(EntryKind)),
            organisations=leads,
            supporters=tuple(one for one in others if one not in leads),
            people=unlike(draw(st.lists(people, max_size=2))),
            theme=draw(st.sampled_from([None, "Prevention", "prevention ", "Crops"])),
            format=draw(st.sampled_from([None, None, *Format])),
            attendance=draw(st.none() | st.integers(0, 250)),
            equipment=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(Equipment), max_size=2)),
            interpreted=draw(st.booleans()),
            wishes=draw(wishes),
            place=number,
            precedes=draw(st.booleans()),
        )
    return found


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    ties = st.builds(Tie, st.sampled_from(Link), st.integers(1, MOST), st.integers(1, MOST))
    levels = {
        rule: draw(st.sampled_from(RANGES[rule].levels))
        for rule in draw(st.lists(st.sampled_from(Rule), unique=True, max_size=6))
    }
    return Ground(
        DAYS[0],
        DAYS[-1],
        GROUND.zone,
        ROOMS,
        (*SLOTS, *DOUBLE),
        (Closure(1, DAYS[0], at(12), at(13)),),
        tuple(tie for tie in draw(st.lists(ties, max_size=4)) if tie.first != tie.second),
        Settings(
            levels, timedelta(minutes=draw(st.sampled_from([0, 15]))), draw(st.sampled_from([None, 0, 1]))
        ),
    )
