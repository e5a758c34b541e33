"""What can become of a nomination in the demonstration, and how often."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from scheduler.demo.people import ASIA_PACIFIC, NGO, SPEAKER, STATE


class Call(StrEnum):
    """The calls for speakers, by their titles. The first is over and being decided on, two are open, the last
    was for today."""

    FIRST = "Panels of the first day"
    SECOND = "Panel of the second day"
    FLOOR = "Speakers from the floor"
    TODAY = "Panel and floor of the day"


class Act(Enum):
    """What is done with a nomination, in the order in which it happens."""

    PUT = 0
    CONFIRM = 1
    SCORE = 2
    SCORE_TOO = 3
    STEP_ASIDE = 4
    TAKE_BACK = 5
    RETURN = 6
    NOT_ENDORSE = 7
    ENDORSE = 8
    ADVISE = 9
    FORWARD = 10
    NOT_CHOOSE = 11
    HOLD = 12
    SEAT = 13
    INVITE = 14
    ACCEPT = 15
    DECLINE = 16
    DROP_OUT = 17
    OFFER = 18
    DELIVER = 19
    NOT_DELIVER = 20


A = Act
PUT = (A.PUT,)
CONFIRMED = (*PUT, A.CONFIRM)
CHANNELS = {
    "VNGOC": (*CONFIRMED, A.SCORE, A.SCORE_TOO, A.ENDORSE, A.ADVISE, A.FORWARD),
    "DIRECT": CONFIRMED,
}
"""What happens in a channel before the secretariat decides; in those of the Regional Groups `GROUP`."""
GROUP = (*CONFIRMED, A.ENDORSE)


class Fate(StrEnum):
    """What becomes of a nomination."""

    PUT_FORWARD = "the person has not answered"
    CONFIRMED = "nobody has looked at it"
    HALF = "one of two reviewers has scored it"
    ASIDE = "one reviewer has stepped aside, and one has scored it"
    REVIEWED = "it waits for the coordinator"
    RETURNED = "it is returned for changes"
    NOT_ENDORSED = "it is not endorsed"
    ENDORSED = "it is endorsed"
    ADVISED = "it waits to be forwarded"
    FORWARDED = "it waits for the secretariat"
    WITHDRAWN = "the person takes it back"
    NOT_CHOSEN = "it is not chosen"
    RESERVE = "it is held in reserve"
    SEATED = "it has a place"
    INVITED = "the invitation is not answered"
    ACCEPTED = "the person will speak"
    DECLINED = "the person declines"
    REPLACED = "the person drops out, and a reserve is invited"
    STEPS_IN = "a reserve who is invited in place of that one"
    DELIVERED = "they spoke"
    NOT_DELIVERED = "they did not get the floor"


SEATED = (A.SEAT,)
ACCEPTED = (A.SEAT, A.INVITE, A.ACCEPT)
BROKEN_OFF = {
    Fate.PUT_FORWARD: PUT,
    Fate.CONFIRMED: CONFIRMED,
    Fate.HALF: (*CONFIRMED, A.SCORE_TOO),
    Fate.ASIDE: (*CONFIRMED, A.SCORE_TOO, A.STEP_ASIDE),
    Fate.REVIEWED: (*CONFIRMED, A.SCORE, A.SCORE_TOO),
    Fate.WITHDRAWN: (*CONFIRMED, A.TAKE_BACK),
}
"""All that happens, where the channel's bodies have not decided."""
BY_BODY = {
    Fate.RETURNED: (A.ENDORSE, (A.RETURN,)),
    Fate.NOT_ENDORSED: (A.ENDORSE, (A.NOT_ENDORSE,)),
    Fate.ENDORSED: (A.ADVISE, ()),
    Fate.ADVISED: (A.FORWARD, ()),
}
"""Before which act of the channel it stops, and what happens instead."""
DECIDED = {
    Fate.FORWARDED: (),
    Fate.NOT_CHOSEN: (A.NOT_CHOOSE,),
    Fate.RESERVE: (A.HOLD,),
    Fate.STEPS_IN: (A.HOLD,),
    Fate.SEATED: SEATED,
    Fate.INVITED: (*SEATED, A.INVITE),
    Fate.ACCEPTED: ACCEPTED,
    Fate.DECLINED: (*SEATED, A.INVITE, A.DECLINE),
    Fate.REPLACED: (*ACCEPTED, A.DROP_OUT, A.OFFER),
    Fate.DELIVERED: (*ACCEPTED, A.DELIVER),
    Fate.NOT_DELIVERED: (*ACCEPTED, A.NOT_DELIVER),
}
"""What the secretariat and the person do once the channel is done."""


def acts(channel: str, fate: Fate) -> tuple[Act, ...]:
    """All that happens to a nomination of this channel and fate, in order."""
    if fate in BROKEN_OFF:
        return BROKEN_OFF[fate]
    route = CHANNELS.get(channel, GROUP)
    if fate in DECIDED:
        return route + DECIDED[fate]
    before, instead = BY_BODY[fate]
    return route[: route.index(before) if before in route else len(route)] + instead


@dataclass(frozen=True)
class Told:
    """So many nominations of one kind. `channel`: the code; `session`: which one of the meeting, from 0;
    `of`, `name`: an organisation, or one of the people, whose accounts are printed."""

    call: Call
    channel: str
    fate: Fate
    session: int = 0
    count: int = 1
    floor: bool = False
    of: str | None = None
    name: str | None = None


ISLANDS = "Example Union of Island States"
"""Asked to name somebody, as `AGENCY` is; it has no nominee."""
AFRICAN, ASIAN, EASTERN, LATIN, WESTERN = (
    "AFRICAN", ASIA_PACIFIC, "EASTERN-EUROPEAN", "LATIN-AMERICAN-AND-CARIBBEAN",
    "WESTERN-EUROPEAN-AND-OTHERS",
)  # fmt: skip
FIRST, SECOND, FLOOR, TODAY = Call

OWN = (
    Told(FIRST, "VNGOC", Fate.INVITED, 1, of=NGO, name=SPEAKER),
    Told(FLOOR, "VNGOC", Fate.PUT_FORWARD, 2, of=NGO, name=SPEAKER, floor=True),
    Told(FIRST, "VNGOC", Fate.ADVISED, 0),
    Told(FIRST, "VNGOC", Fate.ADVISED, 1),
    Told(SECOND, "VNGOC", Fate.HALF, 2),
    Told(SECOND, "VNGOC", Fate.ENDORSED, 2),
    Told(FIRST, ASIAN, Fate.DECLINED, 0, of=STATE),
    Told(SECOND, ASIAN, Fate.CONFIRMED, 2),
)
"""For those whose accounts are printed: they are there first."""
OTHERS = (
    Told(FIRST, "VNGOC", Fate.STEPS_IN, 0),
    Told(FIRST, "VNGOC", Fate.REPLACED, 0),
    Told(FIRST, "VNGOC", Fate.RESERVE, 0),
    Told(FIRST, "VNGOC", Fate.RESERVE, 1),
    Told(FIRST, "VNGOC", Fate.NOT_CHOSEN, 0),
    Told(FIRST, "VNGOC", Fate.FORWARDED, 1),
    Told(FIRST, "VNGOC", Fate.NOT_ENDORSED, 0),
    Told(FIRST, "VNGOC", Fate.WITHDRAWN, 1),
    Told(FIRST, "VNGOC", Fate.PUT_FORWARD, 0),
    Told(FIRST, AFRICAN, Fate.ACCEPTED, 0),
    Told(FIRST, ASIAN, Fate.ACCEPTED, 0),
    Told(FIRST, EASTERN, Fate.SEATED, 0),
    Told(FIRST, LATIN, Fate.ACCEPTED, 0, 2),
    Told(FIRST, LATIN, Fate.RESERVE, 0),
    Told(FIRST, WESTERN, Fate.INVITED, 0),
    Told(FIRST, AFRICAN, Fate.INVITED, 1),
    Told(FIRST, ASIAN, Fate.RETURNED, 1),
    Told(FIRST, LATIN, Fate.CONFIRMED, 1),
    Told(FIRST, "DIRECT", Fate.ACCEPTED, 0),
    Told(FIRST, "DIRECT", Fate.INVITED, 0),
    Told(FIRST, "DIRECT", Fate.ACCEPTED, 1),
    Told(FIRST, "DIRECT", Fate.SEATED, 1),
    Told(FIRST, "DIRECT", Fate.CONFIRMED, 1),
    Told(FIRST, "DIRECT", Fate.PUT_FORWARD, 1),
    Told(SECOND, "VNGOC", Fate.PUT_FORWARD, 2),
    Told(SECOND, "VNGOC", Fate.CONFIRMED, 2),
    Told(SECOND, "VNGOC", Fate.ASIDE, 2),
    Told(SECOND, "VNGOC", Fate.REVIEWED, 2),
    Told(SECOND, "VNGOC", Fate.RETURNED, 2),
    Told(SECOND, AFRICAN, Fate.PUT_FORWARD, 2),
    Told(SECOND, WESTERN, Fate.ENDORSED, 2),
    Told(FLOOR, "VNGOC", Fate.CONFIRMED, 2, floor=True),
    Told(FLOOR, "VNGOC", Fate.ACCEPTED, 0, floor=True),
    Told(FLOOR, "VNGOC", Fate.INVITED, 1, floor=True),
    Told(TODAY, "VNGOC", Fate.DELIVERED, 0),
    Told(TODAY, "VNGOC", Fate.DELIVERED, 0, floor=True),
    Told(TODAY, "VNGOC", Fate.NOT_DELIVERED, 0, floor=True),
    Told(TODAY, AFRICAN, Fate.DELIVERED, 0),
    Told(TODAY, WESTERN, Fate.DELIVERED, 0),
    Told(TODAY, "DIRECT", Fate.DELIVERED, 0),
)
"""In the whole demonstration besides."""
