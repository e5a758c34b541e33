"""Who may do what with thematic sessions."""

from typing import Any

from scheduler.kernel.permissions import Act, Visitor
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
WITH_THE_CHAIR = SECRETARIAT | {Role.CHAIR}
ONLY_THE_DESK = Sentence("Only the secretariat can do this.")
ONLY_ITS_AUTHOR = Sentence("Only its author can do this.")


def _is_author(who: Visitor, document: Any) -> bool:
    return who.person is not None and who.person == document.author_id


EDIT_SESSION = Act("edit a thematic session", ONLY_THE_DESK, SECRETARIAT)
SEE_SESSION = Act("see how a thematic session is prepared", ONLY_THE_DESK, WITH_THE_CHAIR)
SEE_DRAFT = Act(
    "see a document that is not public",
    ONLY_ITS_AUTHOR,
    WITH_THE_CHAIR,
    _is_author,
    hidden=True,
    whom="its author",
)
GIVE_CONSENT = Act(
    "agree to the publication of one's text",
    ONLY_ITS_AUTHOR,
    holds=_is_author,
    hidden=True,
    whom="its author",
)
ENTER_CONSENT = Act("enter an author's consent", ONLY_THE_DESK, SECRETARIAT)
RUN_FLOOR = Act(
    "run the list of speakers", Sentence("Only the secretariat and the Chair can do this."), WITH_THE_CHAIR
)
SET_FLOOR_TIMES = Act("set how long speakers from the floor have", ONLY_THE_DESK, SECRETARIAT)
