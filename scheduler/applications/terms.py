"""The words of applications as types."""

from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    RETURNED = "returned"
    WAITING = "waiting"
    """On the waiting list."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    JOINED = "joined"
    """It became part of another one."""
    DISCARDED = "discarded"
    """A draft that nobody wants any more."""


class Support(StrEnum):
    """How far it is settled that an organisation supports an event."""

    NAMED = "named"
    """By the applicant; it has not been asked yet."""
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    """Its verified contact said that whoever confirmed could not."""
    REMOVED = "removed"
    """The applicant named it by mistake, or wants it no more."""


class Way(StrEnum):
    """Through whom a co-sponsor confirmed."""

    CONTACT = "contact"
    """Its verified contact."""
    ADDRESS = "address"
    """An address that the applicant gave."""
    DESK = "desk"
    """Entered by the desk on its behalf."""


class LinkKind(StrEnum):
    """How one gets into an event online."""

    WITH_REGISTRATION = "with_registration"
    WITHOUT = "without"
    STREAM = "stream"


class Flyer(StrEnum):
    """Where promotional material stands."""

    WAITING = "waiting"
    RETURNED = "returned"
    CLEARED = "cleared"


class Check(StrEnum):
    """What the desk looks at."""

    ELIGIBILITY = "eligibility"
    RELEVANCE = "relevance"
    STATES_NAMED = "states_named"
    CONTENT = "content"
    EQUIPMENT = "equipment"
