"""What the facts of records are called in words: their fields, and values that are codes of ours. Pure.

Texts that people wrote, names and numbers stand as they are.
"""

from collections.abc import Mapping
from datetime import datetime

from scheduler.kernel.words import Sentence

CLASH_RULES = {
    "room_twice": Sentence("Room given twice"),
    "room_closed": Sentence("Room closed"),
    "outside_days": Sentence("Outside the meeting"),
    "speaker_twice": Sentence("Speaker in two places"),
    "organisation_twice": Sentence("Organisation in two places"),
    "excluded_slot": Sentence("Slot that the organiser cannot have"),
    "equipment_lacking": Sentence("Equipment lacking"),
    "format_lacking": Sentence("Equipment for online lacking"),
    "not_parallel": Sentence("Linked: not at the same time"),
    "must_follow": Sentence("Linked: one after the other"),
    "room_too_small": Sentence("Room too small"),
    "capacity_unknown": Sentence("Capacity not recorded"),
    "outside_slots": Sentence("Outside the slots"),
    "special_too_short": Sentence("Special event in one slot"),
    "set_up_time": Sentence("Time to set up"),
    "interpretation": Sentence("Too few interpreters"),
    "same_theme": Sentence("Same theme at the same time"),
    "name_lent_twice": Sentence("Supporter of two at the same time"),
}
"""The rules of a timetable, in its room's words."""
LEVELS = {
    "blocks_placing": Sentence("blocks placing"),
    "blocks_release": Sentence("blocks the release"),
    "warns": Sentence("warns"),
    "off": Sentence("off"),
}
FIELDS = {
    # In many records
    "state": Sentence("State"),
    "name": Sentence("Name"),
    "names": Sentence("Names"),
    "kind": Sentence("Kind"),
    "source": Sentence("Source"),
    "count": Sentence("Number"),
    "number": Sentence("Number"),
    "changed": Sentence("Changed"),
    "new": Sentence("New"),
    "kept": Sentence("Kept"),
    "before": Sentence("Before"),
    "after": Sentence("Now"),
    "role": Sentence("Role"),
    "channel": Sentence("Channel"),
    # Programmes
    "cancelled": Sentence("Cancelled"),
    "revived": Sentence("Takes place after all"),
    "draft": Sentence("Draft plan"),
    "entries": Sentence("Entries"),
    "policy": Sentence("Rule"),
    "seed": Sentence("Seed"),
    # Accounts, links and letters
    "browsers": Sentence("Browsers"),
    "did": Sentence("What was done"),
    "purpose": Sentence("Purpose"),
    "language": Sentence("Language"),
    "left": Sentence("Recovery codes left"),
    "link": Sentence("Link"),
    # Organisations and people
    "alias": Sentence("Other name"),
    "completed": Sentence("Completed"),
    "contact": Sentence("Contact"),
    "doubtful": Sentence("To be looked at"),
    "ecosoc_status": Sentence("Status with ECOSOC"),
    "merger": Sentence("Merger"),
    "letters": Sentence("Letters"),
    "notes": Sentence("Notes"),
    "records": Sentence("Records"),
    "released": Sentence("Released anew"),
    # Calls
    "opens_at": Sentence("Opening"),
    "closes_at": Sentence("Closing"),
    "late": Sentence("After the close"),
    "links_until": Sentence("Links due"),
    "material_until": Sentence("Promotional material due"),
    "support_until": Sentence("Co-sponsors due"),
    "most_per_lead": Sentence("Events for each organiser"),
    "ngos_need_status": Sentence("NGOs need status with ECOSOC"),
    "organisers": Sentence("Organisers"),
    "required": Sentence("To be filled"),
    "second_reader": Sentence("Second reader"),
    "states_by_contact": Sentence("States only by their contact"),
    "seal": Sentence("Last seal"),
    # Applications
    "applications": Sentence("Applications"),
    "check": Sentence("Point"),
    "copied_from": Sentence("Copied from"),
    "digest": Sentence("Fingerprint"),
    "doubled": Sentence("Second one of its organiser"),
    "fields": Sentence("Parts"),
    "file": Sentence("File"),
    "is_fine": Sentence("Fine"),
    "joined": Sentence("Joined"),
    "receipt": Sentence("Receipt"),
    "nominations": Sentence("Nominations"),
    "rows": Sentence("Rows"),
    "size": Sentence("Bytes"),
    "takes_part": Sentence("Takes part"),
    "version": Sentence("Version"),
    "way": Sentence("How"),
    # Calendars
    "answer": Sentence("Answer"),
    "doubt": Sentence("Why it was not taken"),
    # Thematic sessions and nominations
    "body": Sentence("Body"),
    "code": Sentence("Code"),
    "lapse": Sentence("Lapse"),
    "order": Sentence("Order"),
    "place": Sentence("Place"),
    "revision": Sentence("Revision"),
    "given": Sentence("A link was given"),
    "seat": Sentence("Seat"),
    "seat_before": Sentence("Seat before"),
    "session": Sentence("Session"),
    "step": Sentence("Step"),
    "steps": Sentence("Steps"),
    "template": Sentence("Template"),
    "tentative": Sentence("Tentative"),
    "waiting": Sentence("Waiting"),
    # The timetable
    "link_kind": Sentence("Link"),
    "set_up_minutes": Sentence("Minutes to set up"),
    "teams": Sentence("Teams of interpreters"),
    "audience": Sentence("Shown to"),
    "last_day": Sentence("Answers until"),
    "plan": Sentence("Plan"),
    "slots": Sentence("Slots liked better"),
    "clashes": Sentence("Clashes"),
    **CLASH_RULES,
    # Parts of an application
    "abstract": Sentence("Abstract"),
    "attendance": Sentence("Expected attendance"),
    "cosponsors": Sentence("Co-sponsors"),
    "days": Sentence("Days"),
    "equipment": Sentence("Equipment"),
    "format": Sentence("Format"),
    "languages": Sentence("Languages"),
    "links": Sentence("Links"),
    "note": Sentence("Note for the secretariat"),
    "open_to_joining": Sentence("Open to joining"),
    "organisation": Sentence("Organisation"),
    "speakers": Sentence("Speakers"),
    "theme": Sentence("Theme"),
    "title": Sentence("Title"),
    "wishes": Sentence("Slots"),
}

STATES = {
    # Of applications
    "draft": Sentence("draft"),
    "received": Sentence("received"),
    "returned": Sentence("returned for changes"),
    "waiting": Sentence("on the waiting list"),
    "accepted": Sentence("accepted"),
    "declined": Sentence("declined"),
    "withdrawn": Sentence("withdrawn"),
    "cancelled": Sentence("cancelled"),
    "joined": Sentence("joined with another"),
    # Of co-sponsors
    "named": Sentence("named, not asked yet"),
    "asked": Sentence("asked"),
    "confirmed": Sentence("confirmed"),
    "objected": Sentence("its contact objected"),
    "removed": Sentence("no longer named"),
    # Of representatives
    "nobody": Sentence("nobody"),
    "agreed": Sentence("speaks for it"),
    "contact": Sentence("contact"),
    "refused": Sentence("refused"),
    "ended": Sentence("ended"),
}
FLYERS = {
    "waiting": Sentence("waits for its review"),
    "returned": Sentence("returned"),
    "cleared": Sentence("cleared"),
}
CLASSES = {
    "state": Sentence("Member State"),
    "other": Sentence("other organiser"),
    "late_state": Sentence("Member State, late"),
    "late_other": Sentence("other organiser, late"),
}
KINDS = {
    "member_state": Sentence("Member State"),
    "un_entity": Sentence("UN entity"),
    "igo": Sentence("intergovernmental organization"),
    "ngo": Sentence("NGO"),
    "other": Sentence("other"),
    "side_event": Sentence("side event"),
    "special_event": Sentence("special event"),
    "exhibition": Sentence("exhibition"),
}
CALENDARS = {
    "ACCEPTED": Sentence("accepted"),
    "DECLINED": Sentence("declined"),
    "TENTATIVE": Sentence("perhaps"),
}
DOUBTS = {
    "unreadable": Sentence("It could not be read."),
    "several": Sentence("It does not name just one event and one person."),
    "unknown": Sentence("It is about no invitation of ours."),
    "other_guest": Sentence("It answers for somebody else than who was invited."),
    "other_sender": Sentence("It came from another address than the invitation was sent to."),
    "passed_on": Sentence("It passes the invitation on to somebody else."),
    "no_answer": Sentence("It says neither yes, no nor perhaps, or not when."),
    "called_off": Sentence("The invitation was taken back before it came."),
    "outdated": Sentence("It answers what the invitation said before the hours changed."),
    "ahead": Sentence("It bears a number or a time that is still to come."),
    "older": Sentence("A later answer is there already."),
}
"""Why an answer of a calendar was not taken."""
VALUES: Mapping[str, Mapping[str, Sentence]] = {
    **dict.fromkeys(CLASH_RULES, LEVELS),
    "answer": CALENDARS,
    "doubt": DOUBTS,
    "link_kind": {
        "not_parallel": Sentence("not at the same time"),
        "must_follow": Sentence("the second after the first"),
    },
    "state": STATES,
    "kind": KINDS,
    "organisers": KINDS,
    "fields": FIELDS,
    "required": FIELDS,
    "check": {
        "eligibility": Sentence("eligibility"),
        "relevance": Sentence("relevance"),
        "states_named": Sentence("States named"),
        "content": Sentence("content"),
        "equipment": Sentence("equipment"),
    },
    "way": {
        "contact": Sentence("through its verified contact"),
        "address": Sentence("through an address that the applicant gave"),
        "desk": Sentence("entered by the desk"),
    },
    "audience": {"organisers": Sentence("organisers only"), "all": Sentence("all")},
    "late": {
        "closed": Sentence("nothing is taken"),
        "queue": Sentence("taken, behind all others"),
        "link": Sentence("by personal link only"),
    },
    "ecosoc_status": {
        "general": Sentence("general"),
        "special": Sentence("special"),
        "roster": Sentence("roster"),
    },
}
"""By the field in which they stand."""
MOMENTS = {"opens_at", "closes_at", "links_until", "material_until", "support_until"}
"""Fields that hold a time in UTC."""

_REPLIES = {
    "suits": Sentence("it suits"),
    "cannot": Sentence("it cannot be there"),
    "would_swap": Sentence("would swap"),
}
_STEPS = {
    "answer to a draft programme": (Sentence("Answer"), _REPLIES),
    "enter an answer to a draft programme": (Sentence("Answer"), _REPLIES),
    "correct the class": (Sentence("Class"), CLASSES),
    "move on the waiting list": (Sentence("Rank on the waiting list"), {}),
    "return flyer": (Sentence("Flyer"), FLYERS),
    "clear flyer": (Sentence("Flyer"), FLYERS),
    "set text": (Sentence("Text"), {}),
    "hold letters": (Sentence("Letters are held"), {}),
    "introduce": (Sentence("Name and address"), {}),
}


def step_of(act: str) -> tuple[Sentence, Mapping[str, Sentence]]:
    """What changed in an act whose record says only what was before and what is after it, and what its
    values are called."""
    return _STEPS.get(act, (FIELDS["state"], STATES))


def field_name(field: str) -> Sentence | str:
    """A field in words; readable where nobody has found words for it."""
    return FIELDS.get(field, field.replace("_", " ").capitalize())


def value_name(field: str, value: str) -> Sentence | str:
    """A value of the field in words; as it stands where it is no word of the program."""
    if field in MOMENTS:
        return Sentence("%(time)s UTC", time=f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M:%S}")
    return VALUES.get(field, {}).get(value, value)
