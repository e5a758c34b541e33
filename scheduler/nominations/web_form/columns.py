"""What the columns of nominations that a web form collected can hold, and how their questions are worded.
Pure.

No wording is for an address or a name alone: forms put those of who filled them in under such headings, and
the letter that asks for a person's yes must not go to somebody else.
"""

from enum import StrEnum

from scheduler.formats.answer_columns import WHEN_IT_CAME
from scheduler.kernel.words import Sentence
from scheduler.nominations.terms import PRIVATE, Field


class Column(StrEnum):
    """What a column can hold. Those of a nomination bear the names of its fields."""

    CAME = "came"
    ORGANISATION = "organisation"
    PERSON = "person"
    EMAIL = "email"
    CHANNEL = "channel"
    PART = "part"
    SESSIONS = "sessions"
    ABSTRACT = "abstract"
    BIOGRAPHY = "biography"
    AFFILIATION = "affiliation"
    LANGUAGE = "language"
    MODE = "mode"
    AVAILABILITY = "availability"
    REGION = "region"
    FIRST_TIME = "first_time"
    THEMSELVES = "themselves"
    INTERPRETATION = "interpretation"
    ACCESSIBILITY = "accessibility"
    TRAVEL = "travel"
    VISA_LETTER = "visa_letter"
    GENDER = "gender"
    CONSTITUENCY = "constituency"
    LIVED_EXPERIENCE = "lived_experience"


NAMES = {
    Column.CAME: Sentence("When it came"),
    Column.ORGANISATION: Sentence("The organisation that puts them forward"),
    Column.PERSON: Sentence("Who is put forward: name"),
    Column.EMAIL: Sentence("Who is put forward: e-mail address"),
    Column.CHANNEL: Sentence("Channel"),
    Column.PART: Sentence("On the panel or from the floor"),
    Column.SESSIONS: Sentence("Sessions, the one wanted most first"),
    Column.ABSTRACT: Sentence("What will be said"),
    Column.BIOGRAPHY: Sentence("Biography"),
    Column.AFFILIATION: Sentence("What the person does, and where"),
    Column.LANGUAGE: Sentence("Language"),
    Column.MODE: Sentence("How they speak: in the room, online or by video"),
    Column.AVAILABILITY: Sentence("When they can come"),
    Column.REGION: Sentence("Region"),
    Column.FIRST_TIME: Sentence("First time"),
    Column.THEMSELVES: Sentence("The person filled in the form themselves"),
    Column.INTERPRETATION: Sentence("Private: interpretation"),
    Column.ACCESSIBILITY: Sentence("Private: accessibility"),
    Column.TRAVEL: Sentence("Private: travel"),
    Column.VISA_LETTER: Sentence("Private: visa letter"),
    Column.GENDER: Sentence("Private: gender"),
    Column.CONSTITUENCY: Sentence("Private: constituency in civil society"),
    Column.LIVED_EXPERIENCE: Sentence("Private: lived experience"),
}
NEEDED = (Column.CAME, Column.ORGANISATION, Column.PERSON, Column.EMAIL)
PRIVATE_COLUMNS = {Column(field): field for field in Field if field in PRIVATE}
"""The columns of what only the person themselves can tell."""

_WHOM = ("speaker", "nominee", "candidate", "panellist", "panelist", "person nominated", "nominated person")

WORDINGS: dict[Column, tuple[str, ...]] = {
    Column.CAME: WHEN_IT_CAME,
    Column.ORGANISATION: (
        "organisation",
        "name organisation",
        "nominating organisation",
        "nominating entity",
        "nominated by",
        "organisation that puts them forward",
        "member state",
        "institution",
    ),
    Column.PERSON: (*(f"name {whom}" for whom in _WHOM), *_WHOM, "full name", "who is put forward name"),
    Column.EMAIL: (
        *(f"email {whom}" for whom in _WHOM),
        *(f"e mail {whom}" for whom in _WHOM),
        "who is put forward e mail address",
    ),
    Column.CHANNEL: ("channel",),
    Column.PART: ("panel or floor", "panel floor", "on the panel or from the floor", "floor speaker"),
    Column.SESSIONS: ("session", "which session", "thematic session", "topic", "theme"),
    Column.ABSTRACT: (
        "abstract",
        "summary",
        "what will be said",
        "what speaker will say",
        "describe",
        "intervention",
        "proposed contribution",
    ),
    Column.BIOGRAPHY: ("biography", "bio", "short bio", "about speaker", "cv"),
    Column.AFFILIATION: (
        "affiliation",
        "position",
        "job title",
        "title and affiliation",
        "what the person does and where",
        "function",
    ),
    Column.LANGUAGE: ("language", "speaking language", "language of intervention"),
    Column.MODE: ("mode", "in person online", "participation", "how they speak", "attend in person"),
    Column.AVAILABILITY: ("availability", "available", "which days", "when they can come"),
    Column.REGION: ("region",),
    Column.FIRST_TIME: ("first time",),
    Column.THEMSELVES: (
        "nominate yourself",
        "nominating yourself",
        "self nomination",
        "applying yourself",
        "are you the speaker",
        "put yourself forward",
        "person filled in form themselves",
    ),
    Column.INTERPRETATION: ("interpretation", "interpretation needs", "private interpretation"),
    Column.ACCESSIBILITY: ("accessibility", "accessibility needs", "disability", "private accessibility"),
    Column.TRAVEL: ("travel", "travel support", "funding", "private travel"),
    Column.VISA_LETTER: ("visa", "visa letter", "private visa letter"),
    Column.GENDER: ("gender", "private gender"),
    Column.CONSTITUENCY: ("constituency", "private constituency in civil society"),
    Column.LIVED_EXPERIENCE: ("lived experience", "private lived experience"),
}
