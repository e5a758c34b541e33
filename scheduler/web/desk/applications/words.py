"""What applications, their states and their parts are called at the desk."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as later

from scheduler.accounts.called import called
from scheduler.applications.models import Application
from scheduler.applications.rules import LATE, Rank, rank_now
from scheduler.applications.telling import number
from scheduler.applications.terms import Flyer, LinkKind, State, Support, Way
from scheduler.applications.worklist import Pile, Sort
from scheduler.calls.models import Call
from scheduler.kernel.terms import EcosocStatus, Equipment, Format, OrganisationKind, SideEventKind
from scheduler.web.languages import gettext

PILES = {
    Pile.MINE: later("Waiting for me"),
    Pile.UNCLAIMED: later("Nobody reads yet"),
    Pile.RETURNED: later("Returned"),
    Pile.DOUBLED: later("Second of its organiser"),
    Pile.CHANGED: later("Changed since submitted"),
    Pile.COSPONSORS: later("Co-sponsors open"),
    Pile.FLYERS: later("Flyers to look at"),
    Pile.WAITING: later("Waiting list"),
    Pile.DECIDED: later("Decided"),
}
SORTS = {
    Sort.QUEUE: later("Place in the queue"),
    Sort.RECEIPT: later("Receipt"),
    Sort.TITLE: later("Title"),
    Sort.CHANGE: later("Last change"),
}
FILTERS = {
    "call": later("Call"),
    "meeting": later("Meeting"),
    "state": later("State"),
    "class": later("Class"),
    "kind": later("Kind of organiser"),
    "theme": later("Theme"),
    "reader": later("Reader"),
}
STATES = {
    State.RECEIVED: (later("Received"), "waits"),
    State.RETURNED: (later("Returned for changes"), "waits"),
    State.WAITING: (later("On the waiting list"), "waits"),
    State.ACCEPTED: (later("Accepted"), "good"),
    State.DECLINED: (later("Declined"), "bad"),
    State.WITHDRAWN: (later("Withdrawn"), ""),
    State.CANCELLED: (later("Cancelled"), "bad"),
    State.JOINED: (later("Joined with another"), ""),
}
"""With how they are marked. The desk sees no drafts."""
RANKS = {
    Rank.STATE: later("Member State"),
    Rank.OTHER: later("Other organiser"),
    Rank.LATE_STATE: later("Member State, late"),
    Rank.LATE_OTHER: later("Other organiser, late"),
}
KINDS = {
    OrganisationKind.MEMBER_STATE: later("Member State"),
    OrganisationKind.UN_ENTITY: later("UN entity"),
    OrganisationKind.IGO: later("Intergovernmental organization"),
    OrganisationKind.NGO: later("NGO"),
    OrganisationKind.OTHER: later("Other"),
}
STATUSES = {
    EcosocStatus.GENERAL: later("General"),
    EcosocStatus.SPECIAL: later("Special"),
    EcosocStatus.ROSTER: later("Roster"),
}
CALLS = {
    SideEventKind.SIDE_EVENT: later("Side events"),
    SideEventKind.SPECIAL_EVENT: later("Special events"),
    SideEventKind.EXHIBITION: later("Exhibitions"),
    SideEventKind.OTHER: later("Other events"),
}
FORMATS = {
    Format.IN_PERSON: later("In person"),
    Format.ONLINE: later("Online"),
    Format.HYBRID: later("In person and online"),
}
EQUIPMENT = {
    Equipment.HYBRID: later("Equipment for taking part online"),
    Equipment.INTERPRETATION: later("Interpretation"),
    Equipment.RECORDING: later("Recording"),
    Equipment.STEP_FREE: later("Access without steps"),
}
LINKS = {
    LinkKind.WITH_REGISTRATION: later("With registration"),
    LinkKind.WITHOUT: later("Without registration"),
    LinkKind.STREAM: later("Stream"),
}
SUPPORT = {
    Support.NAMED: (later("Named, not asked yet"), ""),
    Support.ASKED: (later("Asked"), "waits"),
    Support.CONFIRMED: (later("Confirmed"), "good"),
    Support.DECLINED: (later("Declined"), "bad"),
    Support.WITHDRAWN: (later("Withdrawn"), "bad"),
    Support.OBJECTED: (later("Its contact objected"), "bad"),
    Support.REMOVED: (later("No longer named"), ""),
}
WAYS = {
    Way.CONTACT: later("through its verified contact"),
    Way.ADDRESS: later("through an address that the applicant gave"),
    Way.DESK: later("entered by the desk"),
}
FLYERS = {
    Flyer.WAITING: (later("Waits for its review"), "waits"),
    Flyer.RETURNED: (later("Returned"), "bad"),
    Flyer.CLEARED: (later("Cleared"), "good"),
}
FIELDS = {
    "organisers": later("Organisers"),
    "title": later("Title"),
    "abstract": later("Abstract"),
    "theme": later("Theme"),
    "format": later("Format"),
    "languages": later("Languages"),
    "attendance": later("Expected attendance"),
    "equipment": later("Equipment"),
    "speakers": later("Speakers"),
    "cosponsors": later("Co-sponsors"),
    "links": later("Links"),
    "contact": later("Contact for the public"),
    "wishes": later("Slots"),
    "days": later("Days on which any slot suits"),
    "note": later("Note for the secretariat"),
    "open_to_joining": later("Open to joining"),
}
"""In the order of the page."""

number_of = number


def call_name(call: Call) -> str:
    """Such as "CND70: Side events"."""
    return gettext("%(meeting)s: %(kind)s", meeting=call.meeting.code, kind=CALLS[call.kind])


def rank_of(one: Application) -> Rank:
    """The class that counts now."""
    assert one.receipt, "the desk sees what was submitted"
    return rank_now(one.receipt.rank, one.of_state)


def is_late(one: Application) -> bool:
    return rank_of(one) in LATE


def people(actors: Iterable[str | None]) -> dict[str, str]:
    """What those are called whom the history knows by number."""
    wanted = {actor for actor in actors if actor}
    known = called(wanted)
    return {actor: (known[actor].name if actor in known else None) or actor for actor in wanted}
