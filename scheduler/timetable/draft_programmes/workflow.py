"""What can happen to a draft programme, as a table (docs/workflows.md shows it). Pure."""

from scheduler.kernel.words import Sentence
from scheduler.kernel.workflow import Transition, Workflow
from scheduler.timetable.draft_programmes.permissions import SHOW_DRAFT
from scheduler.timetable.draft_programmes.terms import Showing

IS_SHOWN = frozenset({Showing.SHOWN})
DRAFT_PROGRAMME = Workflow(
    "draft programme",
    {
        Showing.SHOWN: Sentence("shown"),
        Showing.TAKEN_BACK: Sentence("taken back"),
        Showing.REPLACED: Sentence("replaced by a newer one"),
        Showing.RELEASED: Sentence("closed by a release"),
    },
    (
        Transition("take back", IS_SHOWN, Showing.TAKEN_BACK, SHOW_DRAFT, Sentence("Take back"), reason=True),
        Transition("replace", IS_SHOWN, Showing.REPLACED, SHOW_DRAFT, Sentence("Show a newer one")),
        Transition("release", IS_SHOWN, Showing.RELEASED, SHOW_DRAFT, Sentence("Make a release")),
    ),
)
