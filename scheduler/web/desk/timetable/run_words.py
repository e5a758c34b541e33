"""What runs of the allocation, their rules and levels are called on pages."""

from flask_babel import lazy_gettext as later

from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.terms import RunState

POLICIES = {
    Policy.PUBLISHED_RULE: (
        later("The published rule"),
        later(
            "Member States first, then all others, each by the time of receipt: whoever can have a place "
            "beside all before it takes part. Among them it is the plan in which most wishes are met."
        ),
    ),
    Policy.WISHES_IN_ORDER: (
        later("Wishes in order"),
        later(
            "The same events take part. Then each in turn gets the best place that it can have without "
            "worsening that of an earlier one. Fewer wishes are met in all."
        ),
    ),
    Policy.MOST_EVENTS: (
        later("Most events"),
        later("As many events as can be, whoever they are of and whenever they came; then most wishes."),
    ),
}
"""Their names, and what they mean."""
FIRST_COME = (
    later("First come, first served"),
    later("Member States first, then all others, by the time of receipt: each takes its best free place."),
)
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


def policy_name(policy: str) -> str:
    """Of a rule in the words of allocation files."""
    known = {rule.value: name for rule, (name, _) in POLICIES.items()}
    return str(known.get(policy, FIRST_COME[0]))
