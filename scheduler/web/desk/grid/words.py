"""Short words for what can be wrong, where a cell has no room for the whole sentence. Pure."""

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.terms import Level, Rule

SHORT = {
    Rule.ROOM_TWICE: Sentence("Room taken"),
    Rule.ROOM_CLOSED: Sentence("Room closed"),
    Rule.OUTSIDE_DAYS: Sentence("Outside the meeting"),
    Rule.SPEAKER_TWICE: Sentence("Speaker in two places"),
    Rule.ORGANISATION_TWICE: Sentence("Organisation in two places"),
    Rule.EXCLUDED_SLOT: Sentence("Organiser cannot then"),
    Rule.EQUIPMENT_LACKING: Sentence("Equipment lacking"),
    Rule.FORMAT_LACKING: Sentence("Not for this format"),
    Rule.NOT_PARALLEL: Sentence("Not at the same time"),
    Rule.MUST_FOLLOW: Sentence("Wrong order"),
    Rule.ROOM_TOO_SMALL: Sentence("Room too small"),
    Rule.CAPACITY_UNKNOWN: Sentence("Seats not known"),
    Rule.OUTSIDE_SLOTS: Sentence("Outside the slots"),
    Rule.SPECIAL_TOO_SHORT: Sentence("Special event in one slot"),
    Rule.SET_UP_TIME: Sentence("Too little time to set up"),
    Rule.INTERPRETATION: Sentence("Too few interpreters"),
    Rule.SAME_THEME: Sentence("Same theme"),
    Rule.NAME_LENT_TWICE: Sentence("Co-sponsor named twice"),
}
LEVELS = {
    Level.BLOCKS_PLACING: Sentence("Cannot be"),
    Level.BLOCKS_RELEASE: Sentence("Blocks the release"),
    Level.WARNS: Sentence("Warning"),
}
