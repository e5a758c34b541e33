"""Who may do what with timetables."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
WITH_THE_CHAIR = SECRETARIAT | {Role.CHAIR}

SEE_TIMETABLE = Act(
    "see how a timetable is made",
    Sentence("Only the secretariat and the Chair can see this."),
    WITH_THE_CHAIR,
)
SET_RULES = Act("set the rules of a timetable", Sentence("Only the secretariat can do this."), SECRETARIAT)
EDIT_PLAN = Act("work on a timetable", Sentence("Only the secretariat can do this."), SECRETARIAT)
