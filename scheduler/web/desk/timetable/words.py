"""What the rules of a timetable, their levels and links are called on pages."""

from flask_babel import lazy_gettext as later

from scheduler.timetable.clashes.terms import Level, Link, Rule

LEVELS = {
    Level.BLOCKS_PLACING: (later("Blocks placing"), "bad"),
    Level.BLOCKS_RELEASE: (later("Blocks the release"), "bad"),
    Level.WARNS: (later("Warns"), "waits"),
    Level.OFF: (later("Off"), ""),
}
"""With the shape of their marks."""
MEANINGS = {
    Level.BLOCKS_PLACING: later("Nothing can be put there, and no proposal puts it there."),
    Level.BLOCKS_RELEASE: later("It may stand in a plan, but the programme is not released with it."),
    Level.WARNS: later("It is shown, and stops nothing."),
    Level.OFF: later("Nobody looks for it."),
}
RULES = {
    Rule.ROOM_TWICE: (later("Room given twice"), later("Two entries are in one room at the same time.")),
    Rule.ROOM_CLOSED: (later("Room closed"), later("The meeting cannot have the room at these hours.")),
    Rule.OUTSIDE_DAYS: (later("Outside the meeting"), later("Before its first day, or after its last.")),
    Rule.SPEAKER_TWICE: (
        later("Speaker in two places"),
        later("Somebody speaks, or sits on a panel, at two entries at the same time."),
    ),
    Rule.ORGANISATION_TWICE: (
        later("Organisation in two places"),
        later("It leads two events at the same time, or takes part in them as a co-sponsor with its people."),
    ),
    Rule.EXCLUDED_SLOT: (
        later("Slot that the organiser cannot have"),
        later("The application says so."),
    ),
    Rule.EQUIPMENT_LACKING: (
        later("Equipment lacking"),
        later("The room does not have what the application asks for."),
    ),
    Rule.FORMAT_LACKING: (
        later("Equipment for online lacking"),
        later("The event is online, or in person and online, and the room is not equipped for that."),
    ),
    Rule.NOT_PARALLEL: (
        later("Linked: not at the same time"),
        later("The secretariat linked two entries that must not be at the same time."),
    ),
    Rule.MUST_FOLLOW: (
        later("Linked: one after the other"),
        later("The secretariat linked two entries of which the second must come after the first."),
    ),
    Rule.ROOM_TOO_SMALL: (
        later("Room too small"),
        later("The application expects more people than the room holds."),
    ),
    Rule.CAPACITY_UNKNOWN: (
        later("Capacity not recorded"),
        later("Nobody wrote down how many people the room holds, so everything fits."),
    ),
    Rule.OUTSIDE_SLOTS: (
        later("Outside the slots"),
        later("A side event does not begin in a slot of its day, or does not end in one."),
    ),
    Rule.SPECIAL_TOO_SHORT: (
        later("Special event in one slot"),
        later("A special event takes two slots; here it has one."),
    ),
    Rule.SET_UP_TIME: (
        later("Time to set up"),
        later("Between two entries in a room there are fewer minutes than are wanted."),
    ),
    Rule.INTERPRETATION: (
        later("Too few interpreters"),
        later(
            "More entries need a team of the meeting at the same time than there are: plenaries, the "
            "Committee of the Whole, sessions with languages. Organisers of side events bring their own."
        ),
    ),
    Rule.SAME_THEME: (
        later("Same theme at the same time"),
        later("Two side events of one theme draw the same people."),
    ),
    Rule.NAME_LENT_TWICE: (
        later("Supporter of two at the same time"),
        later("An organisation stands behind two events, and need not be at one of them, as far as we know."),
    ),
}
"""Their names, and when they are broken."""
LINKS = {
    Link.NOT_PARALLEL: later("must not be at the same time as"),
    Link.MUST_FOLLOW: later("must be over before the beginning of"),
}
"""Between the first entry and the second."""
