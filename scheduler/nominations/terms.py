"""The words of nominations as types."""

from enum import StrEnum

from scheduler.kernel.terms import NamedAs as NamedAs


class State(StrEnum):
    """Where a nomination stands."""

    PUT_FORWARD = "put_forward"
    """By somebody else; the person has not said yes yet."""
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    ENDORSED = "endorsed"
    NOT_ENDORSED = "not_endorsed"
    FORWARDED = "forwarded"
    SEATED = "seated"
    RESERVE = "reserve"
    NOT_CHOSEN = "not_chosen"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """Somebody else has the place now."""
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    """Chosen, and there was no time left: the text is published instead."""


class Doing(StrEnum):
    """What a step of a channel lets its party do."""

    ASK = "ask"
    """Invite an entity to name somebody."""
    APPLY = "apply"
    NAME = "name"
    """As an entity that was asked."""
    CONFIRM = "confirm"
    SCORE = "score"
    ENDORSE = "endorse"
    """Or not; with a rank where there is a list."""
    RETURN = "return"
    COMMENT = "comment"
    FORWARD = "forward"
    SEAT = "seat"
    """Give a place, hold as a reserve, or not choose."""
    INVITE = "invite"


class Party(StrEnum):
    """Who acts in a step."""

    NOMINATOR = "nominator"
    """The organisation that puts somebody forward."""
    PERSON = "person"
    """Who is put forward."""
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    CIVIL_SOCIETY_UNIT = "civil_society_unit"
    SECRETARIAT = "secretariat"


class Lapse(StrEnum):
    """What it means when a step's deadline passes."""

    GOES_ON = "goes_on"
    """Without it."""
    WAITS = "waits"
    """It can still be done, and is shown as late."""
    PASSES = "passes"
    """Somebody else does it."""


class Dropout(StrEnum):
    """To whom the place goes first of somebody who drops out."""

    NOMINATOR = "nominator"
    """Back to the nominating body, before any reserve."""
    RESERVE = "reserve"


class Settled(StrEnum):
    """How a place that somebody dropped out of was settled."""

    FILLED = "filled"
    """By somebody else of the nominating body."""
    NO_NOMINEE = "no_nominee"
    LAPSED = "lapsed"
    RESERVE = "reserve"
    """By a reserve."""


class Part(StrEnum):
    """From where somebody speaks."""

    PANELLIST = "panellist"
    FLOOR_SPEAKER = "floor_speaker"


class Contribution(StrEnum):
    """What speakers owe beforehand."""

    NONE = "none"
    STATEMENT = "statement"
    VIDEO = "video"
    """With a transcript."""


class Region(StrEnum):
    """The nine regions of the Vienna NGO Committee on Drugs, not to be taken for the five Regional Groups."""

    EASTERN_EUROPE_AND_CENTRAL_ASIA = "Eastern Europe and Central Asia"
    LATIN_AMERICA_AND_CARIBBEAN = "Latin America and the Caribbean"
    MIDDLE_EAST_AND_NORTH_AFRICA = "Middle East and North Africa"
    NORTH_AMERICA = "North America"
    OCEANIA = "Oceania"
    SOUTH_ASIA = "South Asia"
    EAST_ASIA_AND_PACIFIC = "South-East and East Asia and the Pacific"
    SUB_SAHARAN_AFRICA = "Sub-Saharan Africa"
    WESTERN_EUROPE = "Western Europe"


class CivilConstituency(StrEnum):
    """For whom in civil society a person speaks, if they wish to say."""

    YOUTH = "youth"
    PEOPLE_WHO_USE_DRUGS = "people_who_use_drugs"
    FAMILIES = "families"
    FARMERS = "farmers"
    RECOVERED_USERS = "recovered_users"
    OTHER = "other"


class Field(StrEnum):
    """What there is to know of a nomination. privacy.py says who sees which."""

    PERSON = "person"
    EMAIL = "email"
    ORGANISATION = "organisation"
    AFFILIATION = "affiliation"
    SESSIONS = "sessions"
    PART = "part"
    ABSTRACT = "abstract"
    BIOGRAPHY = "biography"
    LANGUAGE = "language"
    MODE = "mode"
    AVAILABILITY = "availability"
    REGION = "region"
    FIRST_TIME = "first_time"
    NAMED_AS = "named_as"
    SHOWN = "shown"
    RECORDED = "recorded"
    STATE = "state"
    REASON = "reason"
    RANK = "rank"
    COMMENTS = "comments"
    SCORES = "scores"
    INTERPRETATION = "interpretation"
    ACCESSIBILITY = "accessibility"
    TRAVEL = "travel"
    VISA_LETTER = "visa_letter"
    GENDER = "gender"
    CONSTITUENCY = "constituency"
    LIVED_EXPERIENCE = "lived_experience"


PRIVATE = frozenset(
    {
        Field.INTERPRETATION,
        Field.ACCESSIBILITY,
        Field.TRAVEL,
        Field.VISA_LETTER,
        Field.GENDER,
        Field.CONSTITUENCY,
        Field.LIVED_EXPERIENCE,
    }
)
"""Optional, given by the person alone, kept apart from the rest, and erased when their day comes."""
