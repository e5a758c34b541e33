"""What letters, their states and their kinds are called at the desk."""

from flask import Flask, current_app
from flask_babel import lazy_gettext as later

from scheduler.kernel.terms import LetterState, Outcome
from scheduler.mail.letters import KINDS
from scheduler.mail.models import Letter
from scheduler.mail.permissions import EDIT_TEXTS, RELEASE_LETTERS
from scheduler.mail.rules import LINK, SITE
from scheduler.mail.search import Pile
from scheduler.web.languages import direction, gettext

PILES = {
    Pile.WAITING: later("Waiting"),
    Pile.HELD: later("Held"),
    Pile.SENT: later("Sent"),
    Pile.FAILED: later("Did not arrive"),
    Pile.DOUBTFUL: later("Doubtful"),
    Pile.DISCARDED: later("Discarded"),
}
STATES = {
    LetterState.HELD: (later("Held"), "waits"),
    LetterState.WAITING: (later("Waiting"), ""),
    LetterState.SENDING: (later("Being sent"), ""),
    LetterState.SENT: (later("Sent"), "good"),
    LetterState.FAILED: (later("Could not be sent"), "bad"),
    LetterState.DISCARDED: (later("Discarded"), ""),
}
CAME_BACK = (later("Came back"), "bad")
OUTCOMES = {
    Outcome.SENT: later("Handed on"),
    Outcome.DEFERRED: later("Not yet; it is tried again"),
    Outcome.REFUSED: later("Refused for good"),
    Outcome.UNSURE: later("Broke off; it may have arrived"),
    Outcome.BOUNCED: later("Came back"),
}


def furnish(app: Flask) -> None:
    app.jinja_env.globals.update(
        letter_state=state,
        letter_text=readable,
        letter_outcome=OUTCOMES.get,
        direction_of=direction,
        release_letters=RELEASE_LETTERS,
        edit_texts=EDIT_TEXTS,
    )


def state(letter: Letter) -> tuple[str, str]:
    """What a letter's state is called, and how it is marked."""
    return CAME_BACK if letter.bounced_at else STATES[letter.state]


def of_kind(name: str) -> str:
    """What a kind of letter is for; its name where this version of the program knows none such."""
    return gettext(KINDS[name].about) if name in KINDS else name


def readable(text: str) -> str:
    """A letter's text as the desk may read it: nobody but its reader sees the personal link."""
    link = gettext("[your personal link]")
    return text.replace(LINK, link).replace(SITE, current_app.config["BASE_URL"])
