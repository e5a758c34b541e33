"""What is done with letters. Those of a body's own are seen by those who act for it."""

from scheduler.kernel.permissions import Act, Visitor
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

DESK = frozenset({Role.SECRETARIAT, Role.ADMIN})


def own_senders(who: Visitor) -> frozenset[str]:
    """The bodies whose letters a visitor who is not of the desk may see: their codes as correspondents."""
    channels = {channel for role, channel in who.channels if role is Role.CHANNEL_COORDINATOR}
    unit = {"civil_society_unit"} if Role.CIVIL_SOCIETY_UNIT in who.roles else set()
    return frozenset(code.lower().replace("-", "_") for code in channels | unit)


def _has_senders(who: Visitor, _thing: object) -> bool:
    return bool(own_senders(who))


def _is_of_own_sender(who: Visitor, letter: object) -> bool:
    return getattr(letter, "sender", None) in own_senders(who)


SEE_LETTERS = Act(
    "see letters",
    Sentence("Only the secretariat, and bodies that write letters themselves, may see letters here."),
    DESK,
    _has_senders,
    whom="bodies that write letters themselves, theirs only: civil society unit, channel coordinators",
)
"""The list: whoever is not of the desk finds the letters of their own body in it."""
SEE_LETTER = Act(
    "see a letter",
    Sentence("Only the secretariat, and the body that wrote it, may see this letter."),
    DESK,
    _is_of_own_sender,
    hidden=True,
    whom="who acts for the body that wrote it",
)
RELEASE_LETTERS = Act(
    "release letters",
    Sentence("Only the secretariat, and the body that wrote it, may let this letter go out."),
    DESK,
    _is_of_own_sender,
    hidden=True,
    whom="who acts for the body that wrote it",
)
EDIT_TEXTS = Act("edit texts of letters", Sentence("Only the secretariat may change what letters say."), DESK)
