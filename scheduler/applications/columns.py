"""What the columns of applications that a web form collected can hold, and how their questions are worded.
Pure."""

from collections.abc import Iterable
from enum import StrEnum

from scheduler.formats.answer_columns import WHEN_IT_CAME
from scheduler.kernel.words import Sentence


class Column(StrEnum):
    """What a column can hold; the fields of an application bear the same names there."""

    CAME = "came"
    ORGANISATION = "organisation"
    PERSON = "person"
    EMAIL = "email"
    TITLE = "title"
    ABSTRACT = "abstract"
    THEME = "theme"
    FORMAT = "format"
    LANGUAGES = "languages"
    ATTENDANCE = "attendance"
    EQUIPMENT = "equipment"
    SPEAKERS = "speakers"
    COSPONSORS = "cosponsors"
    WISHES = "wishes"
    REGISTRATION = "registration"
    WITHOUT = "without"
    STREAM = "stream"
    CONTACT = "contact"
    NOTE = "note"
    JOINING = "open_to_joining"


NAMES = {
    Column.CAME: Sentence("When it came"),
    Column.ORGANISATION: Sentence("The organisation that leads"),
    Column.PERSON: Sentence("Who applied: name"),
    Column.EMAIL: Sentence("Who applied: e-mail address"),
    Column.TITLE: Sentence("Title"),
    Column.ABSTRACT: Sentence("Abstract"),
    Column.THEME: Sentence("Theme"),
    Column.FORMAT: Sentence("Format"),
    Column.LANGUAGES: Sentence("Languages"),
    Column.ATTENDANCE: Sentence("Expected attendance"),
    Column.EQUIPMENT: Sentence("Equipment"),
    Column.SPEAKERS: Sentence("Speakers"),
    Column.COSPONSORS: Sentence("Co-sponsors"),
    Column.WISHES: Sentence("Slots, the one wanted most first"),
    Column.REGISTRATION: Sentence("Link with registration"),
    Column.WITHOUT: Sentence("Link without registration"),
    Column.STREAM: Sentence("Link to a stream"),
    Column.CONTACT: Sentence("Contact for the public"),
    Column.NOTE: Sentence("Note for the secretariat"),
    Column.JOINING: Sentence("Others may ask to make one event of two"),
}
ALWAYS_NEEDED = (Column.CAME, Column.ORGANISATION, Column.PERSON, Column.TITLE)
LINKS = (Column.WITHOUT, Column.REGISTRATION, Column.STREAM)

WORDINGS: dict[Column, tuple[str, ...]] = {
    Column.CAME: WHEN_IT_CAME,
    Column.ORGANISATION: (
        "organisation",
        "organiser",
        "main organiser",
        "lead organiser",
        "lead organisation",
        "name organisation",
        "name organiser",
        "submitting organisation",
        "organising entity",
        "institution",
        "organisation that leads",
    ),
    Column.PERSON: (
        "your name",
        "full name",
        "contact person",
        "name contact person",
        "focal point",
        "name focal point",
        "contact name",
        "name",
        "who applied name",
    ),
    Column.EMAIL: (
        "email",
        "e mail",
        "email address",
        "e mail address",
        "contact email",
        "email focal point",
        "email contact person",
        "e mail contact person",
        "e mail focal point",
        "who applied e mail address",
    ),
    Column.TITLE: (
        "title",
        "title event",
        "event title",
        "title side event",
        "name event",
        "name side event",
    ),
    Column.ABSTRACT: ("abstract", "description", "summary", "concept note", "what event about", "describe"),
    Column.THEME: ("theme", "topic", "thematic area", "subject"),
    Column.FORMAT: ("format", "modality", "in person online", "hybrid", "mode event"),
    Column.LANGUAGES: ("language",),
    Column.ATTENDANCE: (
        "attendance",
        "expected attendance",
        "number participant",
        "expected participant",
        "how many people",
        "how many participant",
        "audience size",
    ),
    Column.EQUIPMENT: ("equipment", "technical requirement", "technical need", "what room need"),
    Column.SPEAKERS: ("speaker", "panellist", "panelist", "name speaker", "name panellist"),
    Column.COSPONSORS: (
        "co sponsor",
        "cosponsor",
        "co organiser",
        "coorganiser",
        "co organising",
        "supporting organisation",
        "with support",
        "partner organisation",
        "partner",
    ),
    Column.WISHES: (
        "preferred slot",
        "preferred date",
        "preferred day",
        "preferred time",
        "slot",
        "date time preference",
    ),
    Column.REGISTRATION: ("registration link", "link registration", "link with registration"),
    Column.WITHOUT: ("link", "meeting link", "online link", "link without registration"),
    Column.STREAM: ("stream", "livestream", "webcast", "link stream"),
    Column.CONTACT: ("contact public", "public contact", "contact for publication"),
    Column.NOTE: (
        "note secretariat",
        "remark",
        "comment",
        "anything else",
        "other information",
        "additional information",
    ),
    Column.JOINING: ("joint event", "join another", "merge", "open joining", "make one event two"),
}


def of_field(field: str, columns: Iterable[Column]) -> Column:
    """The column in which a field of an application is told; of links, the first that is there."""
    if field == "links":
        return next((one for one in LINKS if one in columns), Column.WITHOUT)
    return Column(field)
