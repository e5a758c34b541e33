"""What stands in the way of a release: clashes of the public timetable that block it."""

from scheduler.audit.actions import record
from scheduler.audit.fact_words import CLASH_RULES
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.clashes.ground import Clash
from scheduler.timetable.clashes.terms import BLOCKS_RELEASE
from scheduler.timetable.entry_queries import named
from scheduler.timetable.facts import facts_of
from scheduler.timetable.queries import public_plan

IN_THE_WAY = Sentence(
    "So many clashes stand in the way: %(count)s. Nothing is released. Mend them, or say why it is released "
    "all the same."
)


def in_the_way(meeting: Meeting) -> tuple[Clash, ...]:
    """Clashes with which the programme is not released, the gravest first."""
    found = facts_of(meeting, public_plan(meeting)).clashes()
    return tuple(one for one in found if one.level in BLOCKS_RELEASE)


def require_reason(this: Decision, meeting: Meeting, clashes: tuple[Clash, ...], reason: str | None) -> None:
    """Write down why a release is made in spite of its clashes; nothing where there are none. Raises Refused
    without a reason. The history names entries by their codes, and nobody by name."""
    if not clashes:
        return
    if not (reason or "").strip():
        raise Refused(Sentence(IN_THE_WAY.text, count=len(clashes)))
    codes = {one.number: one.code for one in named(meeting)}
    told = [
        f"{CLASH_RULES[one.rule.value]}: {', '.join(codes[number] for number in one.entries)}"
        for one in clashes
    ]
    record(this, "force release", f"meeting {meeting.code}", why=reason, clashes=told)
