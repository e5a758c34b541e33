"""Words of agendas that are stored."""

from enum import StrEnum


class Level(StrEnum):
    """How firmly an entry stands in an agenda.

    `GOING` and `PERHAPS` are stars that somebody gave. `FOLLOWS` is never stored: something that they follow
    brings the entry. `LEFT_OUT` is what they took out although they follow something that would bring it.
    """

    GOING = "going"
    PERHAPS = "perhaps"
    FOLLOWS = "follows"
    LEFT_OUT = "left_out"


class Followed(StrEnum):
    """What of a meeting's programme can be followed, beside organisations, which are followed in all
    meetings."""

    THEME = "theme"
    ROOM = "room"
    KIND = "kind"
    AGENDA_ITEM = "agenda_item"


class KeyKind(StrEnum):
    """Where a key to an agenda is kept: in a browser's cookie, or in the secret link."""

    BROWSER = "browser"
    LINK = "link"


class CoverState(StrEnum):
    """What became of asking a member of a delegation to cover an entry."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
