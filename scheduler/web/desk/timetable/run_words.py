"""What runs of the allocation, their rules and levels are called on pages."""

from flask_babel import lazy_gettext as later

from scheduler.timetable.terms import RunState

STATES = {
    RunState.WAITING: (later("Waits for the worker"), "waits"),
    RunState.RUNNING: (later("Is being made"), "waits"),
    RunState.STOPPING: (later("Is being stopped"), "waits"),
    RunState.STOPPED: (later("Stopped"), "bad"),
    RunState.DONE: (later("Done"), "good"),
    RunState.FAILED: (later("Failed"), "bad"),
}
"""With the shape of their marks."""
LEVELS = {
    "admission": later("Who takes part"),
    "placed": later("Side events in a slot"),
    "slot_moves": later("Events that change their slot"),
    "room_moves": later("Events that change only their room"),
    "preference": later("Points for wishes"),
    "wishes": later("Points for wishes, one event after the other"),
    "theme_pairs": later("Pairs of one theme at the same time"),
    "preference_kept": later("Points for wishes that are won back"),
    "room_waste": later("Seats and equipment that nobody needs"),
    "unfair": later("Events badly placed, beyond half of an organisation's"),
}
"""What is made as good as can be, in this order."""
