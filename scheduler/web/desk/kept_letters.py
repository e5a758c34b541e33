"""Letters that the secretariat does not read: those of a body about a name that it has not forwarded. The
secretariat sees that there is such a letter and where it lies, and can let a held one go; all else is done by
the body, whose coordinator sees it whole."""

from flask import g

from scheduler.mail.models import Letter
from scheduler.mail.permissions import own_senders
from scheduler.nominations.queries import kept_from_desk
from scheduler.web.desk.permissions import SECRETARIAT
from scheduler.web.visitors import present


def unread() -> frozenset[str]:
    """The things about which the visitor reads no letters but those of their own body."""
    if not present().roles & SECRETARIAT:
        return frozenset()
    if "unread_letters" not in g:
        g.unread_letters = kept_from_desk()
    found: frozenset[str] = g.unread_letters
    return found


def is_unread(letter: Letter) -> bool:
    """Whether the visitor may not read it."""
    return letter.sender not in own_senders(present()) and letter.about in unread()
