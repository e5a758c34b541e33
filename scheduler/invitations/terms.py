"""Words of calendar invitations."""

from enum import StrEnum


class Part(StrEnum):
    """As what somebody is invited."""

    PANELLIST = "panellist"
    FLOOR_SPEAKER = "floor_speaker"
    ORGANISER = "organiser"
    SPEAKER = "speaker"


class Answer(StrEnum):
    """What somebody's calendar answered (PARTSTAT, RFC 5545 3.2.12)."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


class Ending(StrEnum):
    """Why an invitation is taken back."""

    CANCELLED = "cancelled"
    UNPLACED = "unplaced"
    REFUSED = "refused"
    NOT_EXPECTED = "not_expected"
    """They withdrew, dropped out, or another address is theirs now."""


class Doubt(StrEnum):
    """Why an answer was not taken."""

    UNREADABLE = "unreadable"
    SEVERAL = "several"
    """Of events or of those who answer: it must be one of each."""
    UNKNOWN = "unknown"
    """No invitation has this UID."""
    OTHER_GUEST = "other_guest"
    OTHER_SENDER = "other_sender"
    PASSED_ON = "passed_on"
    NO_ANSWER = "no_answer"
    CALLED_OFF = "called_off"
    OUTDATED = "outdated"
    """To what the invitation said before its hours changed."""
    AHEAD = "ahead"
    """To an invitation, or at a time, that is yet to come."""
    OLDER = "older"
    """Than the answer that is kept."""
