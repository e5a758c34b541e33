"""Who may do what with draft programmes."""

from typing import Any

from scheduler.kernel.permissions import Act, Visitor
from scheduler.kernel.words import Sentence
from scheduler.timetable.draft_programmes.terms import Audience
from scheduler.timetable.permissions import SECRETARIAT, WITH_THE_CHAIR


def _may_see(who: Visitor, shown: Any) -> bool:
    """`shown`: a draft programme with whom it concerns."""
    if shown.draft.audience is Audience.ALL:
        return True
    return bool(who.organisations & shown.organisations) or who.person in shown.people


SEE_DRAFT = Act(
    "see a draft programme",
    Sentence("Only those whose events are in it can see this draft programme."),
    WITH_THE_CHAIR,
    _may_see,
    hidden=True,
    whom="who organises an event in it, or confirmed to co-sponsor one; everybody where it is shown to all",
)
SHOW_DRAFT = Act("show a draft programme", Sentence("Only the secretariat can do this."), SECRETARIAT)
ENTER_ANSWER = Act(
    "enter an answer to a draft programme", Sentence("Only the secretariat can do this."), SECRETARIAT
)
