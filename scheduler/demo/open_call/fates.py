"""What can become of an application and of a co-sponsor in the demonstration, and how often."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.demo.people import NGO, STATE
from scheduler.kernel.terms import SideEventKind

APPLICATIONS = 150
"""So many are told of here; a smaller number takes a smaller share of each fate."""


class Fate(StrEnum):
    """What becomes of an application."""

    DRAFT = "it is written and not submitted"
    DISCARDED = "it is thrown away"
    RECEIVED = "it waits to be read"
    READ = "somebody at the desk reads it"
    CHANGED = "it was changed after its receipt"
    RETURNED = "it is returned"
    RESUBMITTED = "it was returned and came again"
    WAITING = "it is on the waiting list"
    ACCEPTED = "it is accepted"
    DECLINED = "it is declined"
    INELIGIBLE = "it is declined, as its organiser has no status"
    REOPENED = "it was declined and is looked at again"
    WITHDRAWN = "its organiser withdraws it"
    CALLED_OFF = "it is accepted, and its organiser cancels it"
    CANCELLED = "it is accepted, and the secretariat cancels it"
    JOINED = "it becomes one with the next one"
    OFFERED = "it waits whether the next one joins it"
    REFUSED = "the next one does not want to join it"
    DOUBLED = "its organiser has another one already"
    ON_BEHALF = "the secretariat enters it for a mission"
    LATE = "it comes after the close"


SIDE, SPECIAL, EXHIBITION = (
    SideEventKind.SIDE_EVENT,
    SideEventKind.SPECIAL_EVENT,
    SideEventKind.EXHIBITION,
)
FATES = (
    (SIDE, Fate.DRAFT, 12),
    (SIDE, Fate.DISCARDED, 3),
    (SIDE, Fate.RECEIVED, 18),
    (SIDE, Fate.READ, 11),
    (SIDE, Fate.CHANGED, 6),
    (SIDE, Fate.RETURNED, 8),
    (SIDE, Fate.RESUBMITTED, 7),
    (SIDE, Fate.WAITING, 8),
    (SIDE, Fate.ACCEPTED, 20),
    (SIDE, Fate.DECLINED, 4),
    (SIDE, Fate.INELIGIBLE, 2),
    (SIDE, Fate.REOPENED, 1),
    (SIDE, Fate.WITHDRAWN, 4),
    (SIDE, Fate.CALLED_OFF, 2),
    (SIDE, Fate.CANCELLED, 1),
    (SIDE, Fate.JOINED, 3),
    (SIDE, Fate.OFFERED, 2),
    (SIDE, Fate.REFUSED, 1),
    (SIDE, Fate.DOUBLED, 3),
    (SIDE, Fate.ON_BEHALF, 4),
    (SPECIAL, Fate.ACCEPTED, 5),
    (SPECIAL, Fate.DECLINED, 2),
    (SPECIAL, Fate.WAITING, 2),
    (SPECIAL, Fate.READ, 2),
    (SPECIAL, Fate.WITHDRAWN, 1),
    (SPECIAL, Fate.LATE, 2),
    (EXHIBITION, Fate.DRAFT, 4),
)
"""How many applications of each call have which fate; with those of `TOLD` they are 150."""
STATES_ONLY = frozenset({Fate.ON_BEHALF})
NGOS_ONLY = PAIRED = frozenset({Fate.JOINED, Fate.OFFERED, Fate.REFUSED})
"""These need another applicant."""
UNSENT = frozenset({Fate.DRAFT, Fate.DISCARDED})
DECIDED = frozenset(
    {
        Fate.RESUBMITTED, Fate.WAITING, Fate.ACCEPTED, Fate.DECLINED, Fate.INELIGIBLE, Fate.REOPENED,
        Fate.CALLED_OFF, Fate.CANCELLED, Fate.JOINED,
    }
)  # fmt: skip
"""What has gone so far that it came early."""
UNDISPUTED = frozenset({Fate.RECEIVED, Fate.READ, Fate.CHANGED, Fate.ACCEPTED})
"""To whose organiser a second application can come."""


class Answer(StrEnum):
    """What becomes of a co-sponsor."""

    NEVER_ASKED = "it is named only"
    NONE = "it does not answer"
    YES = "it confirms, through its contact where it has one"
    BY_ADDRESS = "somebody there confirms, and not its contact"
    NO = "it declines"
    ANOTHER = "somebody else is to be asked"
    TAKEN_BACK = "it confirms, and withdraws"
    OBJECTED = "somebody confirms, and its contact objects"
    ENTERED = "its answer reaches the desk by mail"
    REMOVED = "the organiser no longer names it"


ANSWERS = (
    *(Answer.NONE,) * 5, *(Answer.YES,) * 12, *(Answer.BY_ADDRESS,) * 2, *(Answer.NO,) * 2,
    *(Answer.NEVER_ASKED,) * 2, Answer.ANOTHER, Answer.TAKEN_BACK,
    Answer.OBJECTED, Answer.ENTERED, Answer.REMOVED,
)  # fmt: skip
COSPONSORS = (0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5)
"""How many an application names; some join later."""


@dataclass(frozen=True)
class Told:
    """An application that is there in every size: of those whose accounts are printed, or for them to see."""

    kind: SideEventKind
    fate: Fate
    lead: str
    names: tuple[str, Answer] | None = None
    """A co-sponsor that it names."""


TOLD = (
    Told(SIDE, Fate.RETURNED, NGO, (STATE, Answer.BY_ADDRESS)),
    Told(SPECIAL, Fate.READ, NGO),
    Told(EXHIBITION, Fate.DRAFT, NGO),
    Told(SIDE, Fate.DOUBLED, NGO),
    Told(SIDE, Fate.DRAFT, STATE),
    Told(SPECIAL, Fate.ACCEPTED, STATE, (NGO, Answer.NONE)),
)
