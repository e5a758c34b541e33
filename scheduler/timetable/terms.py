"""The timetable's own terms as types."""

from enum import StrEnum


class Origin(StrEnum):
    """How a plan came to be."""

    BY_HAND = "by_hand"
    COPIED = "copied"
    IMPORTED = "imported"
    PROPOSED = "proposed"


class Hand(StrEnum):
    """Who put an entry where it stands, where a person did."""

    BY_HAND = "by_hand"
    CHAIR = "chair"
    """On the Chair's word."""


class StepKind(StrEnum):
    """What was done to a plan in one step."""

    MOVE = "move"
    SWAP = "swap"
    ROOM = "room"
    DAY = "day"
    PIN = "pin"
    UNPIN = "unpin"
    REASON = "reason"
    ADOPT = "adopt"
    IMPORT = "import"
    PROPOSE = "propose"
    UNDO = "undo"
    REDO = "redo"


class StepState(StrEnum):
    """Whether a step holds. Undo and redo are steps of the journal too, and have none."""

    DONE = "done"
    UNDONE = "undone"
    CUT = "cut"
    """It was undone, and another step was made after that: it cannot be done again."""


class Turn(StrEnum):
    """What a second plan makes of an entry that a first one has, or what time makes of it in one plan."""

    MOVED = "moved"
    GAINED = "gained"
    LOST = "lost"
    SAME = "same"


class RunState(StrEnum):
    """How far a run of the allocation is."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    """By somebody, who has the best so far; or because the worker went away."""
    DONE = "done"
    FAILED = "failed"
