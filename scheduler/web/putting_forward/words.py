"""What nominations, their fields and their choices are called."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as later

from scheduler.formats.describe import language_name
from scheduler.kernel.terms import SegmentMode
from scheduler.kernel.words import Sentence
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.terms import CivilConstituency, Contribution, Field, NamedAs, Part, State
from scheduler.nominations.ways import sessions
from scheduler.web import times
from scheduler.web.languages import gettext, say

PARTS = {Part.PANELLIST: Sentence("On the panel"), Part.FLOOR_SPEAKER: Sentence("From the floor")}
MODES = {
    SegmentMode.IN_PERSON: Sentence("In the room"),
    SegmentMode.ONLINE: Sentence("Online"),
    SegmentMode.VIDEO: Sentence("By a video that is shown"),
}
NAMED = {
    NamedAs.IN_FULL: Sentence("With the full name"),
    NamedAs.FIRST_NAME: Sentence("With the first name only"),
    NamedAs.ORGANISATION: Sentence("With the organisation only"),
}
CIVIL = {
    CivilConstituency.YOUTH: Sentence("Youth"),
    CivilConstituency.PEOPLE_WHO_USE_DRUGS: Sentence("People who use drugs"),
    CivilConstituency.FAMILIES: Sentence("Families"),
    CivilConstituency.FARMERS: Sentence("Farmers"),
    CivilConstituency.RECOVERED_USERS: Sentence("People who used drugs and recovered"),
    CivilConstituency.OTHER: Sentence("Others"),
}
CONTRIBUTIONS = {
    Contribution.NONE: Sentence("Nothing"),
    Contribution.STATEMENT: Sentence("A written statement"),
    Contribution.VIDEO: Sentence("A video with its transcript"),
}
LABELS = {
    Field.PERSON: later("Name"),
    Field.EMAIL: later("E-mail address"),
    Field.ORGANISATION: later("Put forward by"),
    Field.AFFILIATION: later("What they do, and where"),
    Field.PART: later("From where they speak"),
    Field.SESSIONS: later("Sessions, the one most wanted first"),
    Field.ABSTRACT: later("What will be said"),
    Field.BIOGRAPHY: later("About the person"),
    Field.LANGUAGE: later("Language"),
    Field.MODE: later("How they speak"),
    Field.AVAILABILITY: later("Days on which they can come"),
    Field.REGION: later("Region"),
    Field.FIRST_TIME: later("Speaks at such a meeting for the first time"),
    Field.NAMED_AS: later("How the public reads their name"),
    Field.SHOWN: later("May be shown in pictures and streams"),
    Field.RECORDED: later("May be recorded"),
    Field.INTERPRETATION: later("Interpretation that you need"),
    Field.ACCESSIBILITY: later("What you need to take part, such as a place for a wheelchair"),
    Field.TRAVEL: later("Help with travel that you need"),
    Field.VISA_LETTER: later("Letter for a visa: your nationality and where you apply"),
    Field.GENDER: later("Gender"),
    Field.CONSTITUENCY: later("For whom in civil society you speak"),
    Field.LIVED_EXPERIENCE: later("Experience of your own that you speak from"),
}
"""In the order of pages."""
MARKS = {
    State.PUT_FORWARD: "waits",
    State.RETURNED: "waits",
    State.INVITED: "waits",
    State.ENDORSED: "good",
    State.FORWARDED: "good",
    State.SEATED: "good",
    State.ACCEPTED: "good",
    State.DELIVERED: "good",
    State.NOT_ENDORSED: "bad",
    State.NOT_CHOSEN: "bad",
    State.NOT_DELIVERED: "bad",
}
"""How a state is marked."""


def told(facts: dict[Field, Any], call: SpeakerCall) -> list[tuple[str, str]]:
    """Labels and words of the facts that say something, in the order of pages."""
    titles = {one.id: one.title for one in sessions(call.meeting)} if facts.get(Field.SESSIONS) else {}
    known = [field for field in LABELS if field in facts]
    found = [(str(LABELS[field]), in_words(field, facts[field], titles)) for field in known]
    return [(label, said) for label, said in found if said]


def in_words(field: Field, value: Any, titles: dict[int, str]) -> str:
    """A field's value as pages say it; empty for what is not said. `titles`: of sessions, by number."""
    if value is None or value in ("", [], ()):
        return ""
    match field:
        case Field.SESSIONS:
            return "\n".join(titles[one] for one in value if one in titles)
        case Field.AVAILABILITY:
            return ", ".join(_day(one) for one in value)
        case Field.LANGUAGE:
            return say(language_name(value))
        case Field.SHOWN | Field.RECORDED | Field.FIRST_TIME:
            return gettext("yes") if value else gettext("no")
    chosen = _CHOICES.get(field, {}).get(value)
    return say(chosen) if chosen else str(value)


_CHOICES: dict[Field, Any] = {
    Field.PART: PARTS,
    Field.MODE: MODES,
    Field.NAMED_AS: NAMED,
    Field.CONSTITUENCY: CIVIL,
}


def _day(written: str) -> str:
    """Days as pages write them; other words as they were written."""
    try:
        return times.short_day(date.fromisoformat(written))
    except ValueError:
        return written
