"""What fields of an application say, in words: beside one another where two versions differ, and where they
can no longer be changed."""

from typing import Any

from flask_babel import lazy_gettext as later

from scheduler.applications.facts import Facts
from scheduler.applications.models import Application
from scheduler.formats.describe import format_name, language_name
from scheduler.kernel.errors import NotFound
from scheduler.organisations.queries import organisation
from scheduler.web import times
from scheduler.web.account.applications.forms import EQUIPMENT, LINK_KINDS
from scheduler.web.languages import gettext, say

LABELS = {
    "organisation": later("The organisation that leads"),
    "title": later("Title"),
    "abstract": later("What it is about"),
    "theme": later("Theme"),
    "format": later("How one takes part"),
    "languages": later("Languages"),
    "attendance": later("How many people you expect"),
    "equipment": later("What the room needs"),
    "links": later("Links"),
    "contact": later("Contact for the public"),
    "note": later("Note for the secretariat"),
    "open_to_joining": later("We are open to make one event of two"),
    "speakers": later("Speakers"),
    "wishes": later("Slots"),
    "days": later("Days on which any slot suits"),
}


def lines(application: Application, field: str, value: Any) -> list[str]:
    """A field's value in words, a line for each part; none for what is empty."""
    match field:
        case "organisation":
            return [_name(value)] if value else []
        case "format":
            return [say(format_name(value))] if value else []
        case "languages":
            return [say(language_name(one)) for one in value]
        case "equipment":
            return [say(EQUIPMENT[one]) for one in value]
        case "links":
            return [f"{say(LINK_KINDS[one.kind])}: {one.url}" for one in value]
        case "speakers":
            return [_speaker(one) for one in value]
        case "wishes":
            return list(_wishes(application, value))
        case "days":
            return [str(times.short_day(day)) for day in value]
        case "open_to_joining":
            return [gettext("yes") if value else gettext("no")]
        case _:
            return [] if value is None else [str(value)]


def told(application: Application, facts: Facts, fields: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Labels and words of these fields."""
    return [(str(LABELS[field]), lines(application, field, getattr(facts, field))) for field in fields]


def _name(number: int) -> str:
    try:
        return organisation(number).name
    except NotFound:
        return ""


def _speaker(one: Any) -> str:
    mode = gettext("online") if one.online else None
    return ", ".join(filter(None, [one.name, one.affiliation, one.email, mode]))


def _wishes(application: Application, ranks: dict[int, int]) -> list[str]:
    zone = application.call.meeting.time_zone
    slots = {slot.id: slot for slot in application.call.meeting.slots}
    known = sorted((rank or 1000, number) for number, rank in ranks.items() if number in slots)
    return [
        gettext(
            "%(day)s, %(start)s: %(wish)s",
            day=times.short_day(slots[number].day),
            start=times.hour(slots[number].starts_at, zone),
            wish=gettext("not possible") if rank == 1000 else gettext("wish %(rank)s", rank=rank),
        )
        for rank, number in known
    ]
