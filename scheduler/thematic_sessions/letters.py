"""The kinds of letters about thematic sessions; their texts lie in scheduler/mail/texts."""

from scheduler.mail.letters import KINDS, LetterKind

DOCUMENT = {"title": "The document's title", "session": "The session's title"}

CONSENT_ASKED = LetterKind(
    "consent-asked", "An author is asked whether their text may be published", DOCUMENT
)
CONSENT_GIVEN = LetterKind(
    "consent-given", "An author agreed that their text is published; with a way back", DOCUMENT
)
KINDS.update({kind.name: kind for kind in (CONSENT_ASKED, CONSENT_GIVEN)})
