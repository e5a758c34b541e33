"""Every kind of letter that the program writes. Their texts lie in texts/, one file for each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scheduler.mail.rules import Text, read

TEXTS = Path(__file__).parent / "texts"
ENGLISH = "en"

PLACES = {
    "name": "The reader's name",
    "meeting": "The meeting's title",
    "sender": "The body that writes",
    "link": "The reader's personal link",
    "page": "The address of the page that the letter speaks of",
}
"""What every letter may say."""


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter. `places` are those that it has besides the ones of every letter, with what they
    stand for. `urgent` ones are never held. `can_stop`: their personal link can end such letters, and mail
    programs are told so."""

    name: str
    about: str
    places: Mapping[str, str] = field(default_factory=dict, hash=False)
    sender: str = "secretariat"
    urgent: bool = False
    can_stop: bool = False

    @property
    def all_places(self) -> dict[str, str]:
        return {**PLACES, **self.places}


ACCOUNT_CONFIRM = LetterKind("account-confirm", "An address has to be confirmed", urgent=True)
ACCOUNT_EXISTS = LetterKind(
    "account-exists", "Somebody registered with an address that has an account", urgent=True
)
ACCOUNT_RESET = LetterKind("account-reset", "A new password was asked for", urgent=True)
ACCOUNT_CHANGED = LetterKind(
    "account-changed", "Something about signing in was changed", {"change": "What was changed"}, urgent=True
)
ACCOUNT_ROLE = LetterKind(
    "account-role", "A role was given or taken", {"change": "What was changed"}, urgent=True
)
ACCOUNT_ADDRESS = LetterKind("account-address", "A new address has to be confirmed", urgent=True)

ORGANISATION = {"organisation": "The organisation's name"}
SPEAK_ASKED = LetterKind(
    "speak-asked",
    "Somebody asks to speak for an organisation; to its contacts",
    {
        **ORGANISATION,
        "person": "Who asks",
        "position": "What they say they are there",
        "warning": "That their address only looks like one of the organisation's",
    },
    urgent=True,
)
SPEAK_AGREED = LetterKind(
    "speak-agreed", "Somebody may speak for an organisation now", ORGANISATION, urgent=True
)
SPEAK_REFUSED = LetterKind(
    "speak-refused",
    "Somebody may not speak for an organisation",
    {**ORGANISATION, "why": "The reason"},
    urgent=True,
)
SPEAK_ENDED = LetterKind(
    "speak-ended", "Somebody no longer speaks for an organisation", ORGANISATION, urgent=True
)
CONTACT_OFFERED = LetterKind(
    "contact-offered",
    "Somebody is asked to become an organisation's contact",
    {**ORGANISATION, "person": "Who hands over"},
    urgent=True,
)
CONTACT_CHANGED = LetterKind(
    "contact-changed",
    "An organisation has a new contact",
    {**ORGANISATION, "person": "The new contact"},
    urgent=True,
)
ON_BEHALF = LetterKind(
    "on-behalf",
    "The desk entered something for somebody",
    {"what": "What was entered", "source": "How it came", "came": "The day it came"},
)
OWN_PAGE = LetterKind("own-page", "A link to one's own page, without an account", urgent=True)

KINDS = {
    kind.name: kind
    for kind in (
        ACCOUNT_CONFIRM,
        ACCOUNT_EXISTS,
        ACCOUNT_RESET,
        ACCOUNT_CHANGED,
        ACCOUNT_ADDRESS,
        ACCOUNT_ROLE,
        SPEAK_ASKED,
        SPEAK_AGREED,
        SPEAK_REFUSED,
        SPEAK_ENDED,
        CONTACT_OFFERED,
        CONTACT_CHANGED,
        ON_BEHALF,
        OWN_PAGE,
    )
}


@cache
def delivered_text(kind: str, language: str) -> Text | None:
    """The text that comes with the program; None where there is none in this language."""
    file = TEXTS / f"{kind}.{language}.txt"
    return read(file.read_text(encoding="utf-8")) if file.is_file() else None
