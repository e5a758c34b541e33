"""What is done at the desk as such."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
DESK = SECRETARIAT | {
    Role.CIVIL_SOCIETY_UNIT,
    Role.CHAIR,
    Role.CHANNEL_COORDINATOR,
    Role.CHANNEL_REVIEWER,
}
"""Everybody who has something to do at the desk, if only a little."""

SEE_DESK = Act(
    "see the desk",
    Sentence("Only the secretariat and the bodies that work with it may see the desk."),
    DESK,
)
SEARCH = Act("search at the desk", Sentence("Only those who work at the desk may search here."), DESK)
ENTER_ON_BEHALF = Act(
    "enter something on somebody's behalf",
    Sentence("Only the secretariat may enter something for somebody else."),
    SECRETARIAT,
)
SEE_LINKS = Act(
    "see who has personal links", Sentence("Only the secretariat may see who has links."), SECRETARIAT
)
REVOKE_LINKS = Act("end a personal link", Sentence("Only the secretariat may end a link."), SECRETARIAT)
