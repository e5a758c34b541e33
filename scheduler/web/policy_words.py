"""What the rules by which places are given are called on pages, and what they mean."""

from flask_babel import lazy_gettext as later

from scheduler.timetable.allocation.levels import Policy

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
            "Those take part that the published rule lets in. Then each in turn gets the best place that it "
            "can have without worsening that of an earlier one. Fewer wishes are met in all."
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


def of_policy(policy: str | None) -> tuple[object, object] | None:
    """Name and meaning of a rule in the words of allocation files; None where there is none."""
    return POLICIES[Policy(policy)] if policy else None


def policy_name(policy: str) -> str:
    """The name alone, also of what is no rule that can be chosen."""
    return str(POLICIES[Policy(policy)][0] if policy in set(Policy) else FIRST_COME[0])
