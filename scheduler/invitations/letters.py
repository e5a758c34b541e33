"""The kinds of letters that bring a calendar along; their texts lie in scheduler/mail/texts."""

from scheduler.invitations.terms import Ending, Part
from scheduler.mail.letters import KINDS, LetterKind

OCCASION = {
    "title": "What it is",
    "when": "Day and hours, in the zone of the venue",
    "where": "Room and venue",
    "as": "As what the reader is there",
}
INVITED = LetterKind("calendar-invited", "An entry for somebody's calendar", OCCASION)
CHANGED = LetterKind("calendar-changed", "An entry in somebody's calendar has changed", OCCASION)
ENDED = LetterKind(
    "calendar-ended",
    "An entry is to leave somebody's calendar",
    {**OCCASION, "why": "Why"},
)
STILL_COMING = LetterKind(
    "calendar-still-coming",
    "A calendar declined; asks the person whether they come all the same",
    {"title": "What it is", "when": "Day and hours, in the zone of the venue"},
)
ALL = (INVITED, CHANGED, ENDED, STILL_COMING)
KINDS.update({kind.name: kind for kind in ALL})

AS = {
    Part.PANELLIST: "You sit on the panel.",
    Part.FLOOR_SPEAKER: "You speak from the floor.",
    Part.ORGANISER: "You are among its organisers.",
    Part.SPEAKER: "You speak there.",
}
WHY = {
    Ending.CANCELLED: "It is cancelled.",
    Ending.UNPLACED: "It has no date at the moment. When it has one again, a new letter tells you.",
    Ending.NOT_EXPECTED: "You are not expected there any more, or your letters go to another address now.",
    Ending.REFUSED: "You asked for no calendar invitations. Only your calendar is changed by this: whatever "
    "you agreed to do there stands.",
}
