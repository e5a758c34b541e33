"""How pages and tables of a body's desk name things."""

from typing import Any

from flask_babel import lazy_gettext as later

from scheduler.formats.describe import language_name, mode_name
from scheduler.nominations.terms import CivilConstituency, Doing, Field, NamedAs, Part
from scheduler.nominations.workflow import NAMES
from scheduler.web.languages import gettext, say

FIELDS = {
    Field.PERSON: later("Name"),
    Field.ORGANISATION: later("Put forward by"),
    Field.AFFILIATION: later("What the person does, and where"),
    Field.STATE: later("State"),
    Field.REASON: later("Reason given at the last decision"),
    Field.PART: later("To speak"),
    Field.SESSIONS: later("Sessions wished"),
    Field.ABSTRACT: later("What will be said"),
    Field.BIOGRAPHY: later("About the person"),
    Field.LANGUAGE: later("Language"),
    Field.MODE: later("How"),
    Field.AVAILABILITY: later("Can come"),
    Field.REGION: later("Region"),
    Field.FIRST_TIME: later("First time at the Commission"),
    Field.EMAIL: later("E-mail"),
    Field.NAMED_AS: later("Wants to be named"),
    Field.SHOWN: later("May be shown"),
    Field.RECORDED: later("May be recorded"),
    Field.RANK: later("Rank on the list"),
    Field.COMMENTS: later("Comments"),
    Field.SCORES: later("Reviews, of 100"),
    Field.INTERPRETATION: later("Needs interpretation"),
    Field.ACCESSIBILITY: later("Needs for access"),
    Field.TRAVEL: later("Travel"),
    Field.VISA_LETTER: later("Letter for a visa"),
    Field.GENDER: later("Gender"),
    Field.CONSTITUENCY: later("Speaks for"),
    Field.LIVED_EXPERIENCE: later("Lived experience"),
}
"""Every field, in the order in which pages and tables show them."""
PARTS = {Part.PANELLIST: later("on the panel"), Part.FLOOR_SPEAKER: later("from the floor")}
NAMED = {
    NamedAs.IN_FULL: later("in full"),
    NamedAs.FIRST_NAME: later("by the first name"),
    NamedAs.ORGANISATION: later("by the organisation only"),
}
CONSTITUENCIES = {
    CivilConstituency.YOUTH: later("Youth"),
    CivilConstituency.PEOPLE_WHO_USE_DRUGS: later("People who use drugs"),
    CivilConstituency.FAMILIES: later("Families"),
    CivilConstituency.FARMERS: later("Farmers"),
    CivilConstituency.RECOVERED_USERS: later("Recovered users"),
    CivilConstituency.OTHER: later("Other"),
}
TO_DO = {
    Doing.SCORE: later("Score it"),
    Doing.ENDORSE: later("Endorse it or not"),
    Doing.RETURN: later("Return it"),
    Doing.COMMENT: later("Comment"),
    Doing.FORWARD: later("Forward it"),
}


def told(field: Field, value: Any, titles: dict[int, str]) -> str:
    """A field's value in words. `titles`: of sessions by number."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field is Field.SESSIONS:
        return "; ".join(titles.get(number, "") for number in value)
    if read := _READ.get(field):
        return read(value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)


_READ = {
    Field.STATE: lambda value: say(NAMES[value]),
    Field.PART: lambda value: str(PARTS[value]),
    Field.MODE: lambda value: say(mode_name(value)),
    Field.LANGUAGE: lambda value: say(language_name(value)),
    Field.NAMED_AS: lambda value: str(NAMED[value]),
    Field.CONSTITUENCY: lambda value: str(CONSTITUENCIES[CivilConstituency(value)]),
}
