"""What is done with calendar invitations."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
SEE_ANSWERS = Act(
    "see what calendars answered",
    Sentence("Only the secretariat may see what calendars answered."),
    SECRETARIAT,
)
SETTLE_ANSWERS = Act(
    "settle answers of calendars that were not taken",
    Sentence("Only the secretariat may do this."),
    SECRETARIAT,
)
ASK_WHO_DECLINED = Act(
    "ask whose calendar declined",
    Sentence("Only the secretariat may ask whether somebody still comes."),
    SECRETARIAT,
)
CHOOSE_INVITATIONS = Act(
    "choose whether to get calendar invitations",
    Sentence("Sign in to choose whether you get calendar invitations."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
