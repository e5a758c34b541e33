"""docs/workflows.md shows the tables by which things move.

To write the page anew: SCHEDULER_TEST_WRITE_DOCS=1 python3 dev.py test tests/house -k docs
"""

from collections.abc import Iterable, Iterator
from typing import Any

from scheduler.applications.workflow import MATERIAL, SUPPORT, WORKFLOW
from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.workflow import Workflow
from scheduler.nominations import channels
from scheduler.nominations.terms import Lapse, Party
from scheduler.nominations.workflow import WORKFLOW as NOMINATION
from scheduler.organisations import standing
from scheduler.thematic_sessions.workflow import CONSENT, DOCUMENT, FLOOR
from scheduler.timetable.draft_programmes.workflow import DRAFT_PROGRAMME
from tests.house.pages import require_same

HEAD = """# Workflows

What can happen to things that are decided upon, made from the tables that the program itself obeys. What does
not stand here is refused with a sentence. Every step is written into the history.
"""
AFTERWARDS = """The secretariat can undo its last decision on an application as long as nothing was
released since. Both organisers can undo that they joined as long as nothing was decided. Then everything goes
back to where it was.
"""
CONSENTS = """A presentation or a statement is public only while its author agrees, and only in the version
that they saw. Another version is a draft to which they have to agree anew. What they no longer agree to is
taken down at once, from earlier releases too.
"""
TABLES: tuple[Workflow[Any], ...] = (
    WORKFLOW,
    SUPPORT,
    MATERIAL,
    DOCUMENT,
    CONSENT,
    FLOOR,
    NOMINATION,
    DRAFT_PROGRAMME,
)
CHANNELS = """The steps of the channel say besides whose turn it is. The desk adds a channel that is like
another one, and changes its steps one by one (`scheduler/nominations/channels.json` holds the delivered
ones); each call sets the deadlines. Once a call uses a channel, only reminders and what a missed deadline
means can change, and a step can see less. The five Regional Groups have the same steps. A body keeps its
scores and the names that it did not forward to itself: each party sees a nomination once it has reached its
step, and of it the fields that the step names.
"""
DRAFTS = """One draft programme at a time is shown for each meeting, to organisers only or to all. Until
the end of its last day at the venue, the organisers of each event answer that the place
suits, that the event cannot be there (with a reason), or that they would swap; by the link in
the letter, by account, or through the desk. They can change that until then, and the history
keeps each change. A newer draft programme takes over answers to a place that is still the
same, and asks anew for all others. A release closes the draft programme.
"""
STANDING = """## Who speaks for an organisation

From `scheduler/organisations/standing.py`.

| step | from | to |
|---|---|---|
"""


def whose(act: Act) -> str:
    """Who may do it."""
    roles = [role.replace("_", " ") for role in Role if role in act.roles]
    others = [act.whom or f"who can {act.name}"] if act.holds else []
    return ", ".join(others + roles)


def rows(table: Workflow[Any]) -> Iterator[str]:
    for step in table:
        from_ = "; ".join(str(table.names[state]) for state in table.names if state in step.from_)
        reason = "yes" if step.reason else ""
        letter = f"`{step.letter}`" if step.letter else ""
        to = str(table.names[step.to])
        yield f"| {step.says} | {from_} | {to} | {whose(step.act)} | {reason} | {letter} |"


def chapter(title: str, table: Workflow[Any]) -> str:
    heads = "| step | from | to | who | reason wanted | letter |\n|---|---|---|---|---|---|"
    return "\n".join([f"## {title}", "", heads, *rows(table)]) + "\n"


def standings() -> Iterable[str]:
    for act in standing.Act:
        found = [(from_, to) for (from_, how), to in standing.TABLE.items() if how is act]
        for to in dict.fromkeys(to for _, to in found):
            states = "; ".join(from_ for from_, other in found if other is to)
            yield f"| {act} | {states} | {to} |"


def channel_rows() -> Iterator[str]:
    """The steps of the delivered channels; of the Regional Groups those of the first."""
    for code in ("VNGOC", "AFRICAN", "DIRECT"):
        for step in channels.delivered()[code].steps:
            doings = "; ".join(str(said) for doing, said in channels.DOINGS.items() if doing in step.may)
            lapse = str(channels.LAPSES[step.lapse])
            if step.lapse is Lapse.PASSES:
                lapse += f" ({channels.PARTIES[step.passes_to or Party.SECRETARIAT]})"
            yield f"| {code} | {step.name} | {channels.called(step)} | {doings} | {lapse} |"


def nominations() -> str:
    heads = "| channel | step | who | what | lapse |\n|---|---|---|---|---|"
    table = ["### The steps of the channels", "", heads, *channel_rows()]
    return "\n".join([chapter("A nomination", NOMINATION), CHANNELS, *table]) + "\n"


def page() -> str:
    return "\n".join(
        [
            HEAD,
            chapter("An application", WORKFLOW),
            AFTERWARDS,
            chapter("A co-sponsor's support", SUPPORT),
            chapter("A flyer", MATERIAL),
            chapter("A document of a session", DOCUMENT),
            chapter("An author's consent to its publication", CONSENT),
            CONSENTS,
            chapter("A request for the floor", FLOOR),
            nominations(),
            chapter("A draft programme", DRAFT_PROGRAMME),
            DRAFTS,
            STANDING + "\n".join(standings()) + "\n",
        ]
    )


def test_the_page_shows_the_tables() -> None:
    require_same("workflows.md", page())


def test_every_act_of_the_tables_can_be_done_by_somebody() -> None:
    acts = {step.act.name: whose(step.act) for table in TABLES for step in table}
    assert [name for name, who in acts.items() if not who] == []
