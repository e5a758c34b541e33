"""What is done at the desk as such."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
SEE_DESK = Act(
    "see the desk",
    Sentence("Only the secretariat may see these pages."),
    SECRETARIAT | {Role.CIVIL_SOCIETY_UNIT},
)
