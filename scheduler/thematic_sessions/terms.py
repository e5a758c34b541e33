"""The words of thematic sessions as types."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a paper of a session is."""

    BACKGROUND_NOTE = "background_note"
    DISCUSSION_GUIDE = "discussion_guide"
    PRESENTATION = "presentation"
    STATEMENT = "statement"
    CHAIRS_SUMMARY = "chairs_summary"
    OTHER = "other"


AUTHORED = frozenset({DocumentKind.PRESENTATION, DocumentKind.STATEMENT})
"""What belongs to the person who gives it: public only while they agree."""


class DocumentStatus(StrEnum):
    """Who may see it."""

    DRAFT = "draft"
    """The secretariat, the Chair and its author."""
    PUBLIC = "public"
    """Everybody, from the next release on."""


class Turn(StrEnum):
    """Where a request for the floor stands."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    SPOKE = "spoke"
    NO_TIME = "no_time"
    """The time was over before their turn."""
    WITHDRAWN = "withdrawn"


class FloorKind(StrEnum):
    """The kinds of speakers to whom a house gives different times."""

    REGIONAL_GROUP = "regional_group"
    """Somebody who speaks on behalf of a whole group."""
    MEMBER_STATE = "member_state"
    UN_ENTITY = "un_entity"
    IGO = "igo"
    PARTNER = "partner"
    CIVIL_SOCIETY = "civil_society"


class Consent(StrEnum):
    """Whether an author agrees that the present version of their text is public."""

    NONE = "none"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
