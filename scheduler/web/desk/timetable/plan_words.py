"""What plans, their steps and their differences are called on pages."""

from flask_babel import lazy_gettext as later

from scheduler.timetable.terms import StepKind, StepState, Turn

STEPS = {
    StepKind.MOVE: later("Moved"),
    StepKind.SWAP: later("Swapped"),
    StepKind.ROOM: later("Moved a room"),
    StepKind.DAY: later("Moved a day"),
    StepKind.PIN: later("Pinned"),
    StepKind.UNPIN: later("Took pins off"),
    StepKind.REASON: later("Gave a reason"),
    StepKind.ADOPT: later("Adopted a draft"),
    StepKind.IMPORT: later("Took in a file"),
    StepKind.PROPOSE: later("Proposed"),
    StepKind.UNDO: later("Took a step back"),
    StepKind.REDO: later("Did a step again"),
}
STATES = {
    StepState.DONE: (later("Holds"), "good"),
    StepState.UNDONE: (later("Taken back"), "waits"),
    StepState.CUT: (later("Taken back for good"), ""),
}
"""With the shape of their marks."""
TURNS = {
    Turn.MOVED: (later("Moved"), "waits"),
    Turn.GAINED: (later("Gained a place"), "good"),
    Turn.LOST: (later("Lost its place"), "bad"),
    Turn.SAME: (later("As before"), ""),
}
VALUES = {
    "placed": later("Side events in a slot"),
    "preference": later("Points for wishes"),
    "theme_pairs": later("Pairs of one theme at the same time"),
    "room_waste": later("Seats and equipment that nobody needs"),
    "unfair": later("Events badly placed, beyond half of an organisation's"),
}
"""The levels of the allocation (docs/allocation.md)."""
MORE_IS_BETTER = frozenset({"placed", "preference"})
