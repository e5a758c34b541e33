"""The history as lines of words, for pages and tables of the desk."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for

from scheduler.accounts.behalf import SOURCES
from scheduler.accounts.called import Called
from scheduler.audit.fact_words import field_name, step_of, value_name
from scheduler.audit.models import Note, Record
from scheduler.audit.rules import THING, texts
from scheduler.audit.words import act_name
from scheduler.formats.describe import Line
from scheduler.kernel.terms import Source
from scheduler.kernel.words import Sentence
from scheduler.timetable.called import called

ERASED = Sentence("A person whose data was erased")
NOBODY = Sentence("Somebody without an account")
MOST_OF_A_LIST = 10
"""So many items of a list are written out."""

PAGES = {
    "person": "desk_people.person",
    "organisation": "desk_organisations.organisation",
    "letter": "desk_letters.letter",
    "application": "desk_applications.application",
    "call": "desk_calls.call",
}
"""The page of a thing at the desk, where it takes the thing's number."""
KINDS = {
    "person": Sentence("Person %(id)s"),
    "account": Sentence("Account %(id)s"),
    "organisation": Sentence("Organisation %(id)s"),
    "representative": Sentence("Representative %(id)s"),
    "letter": Sentence("Letter %(id)s"),
    "link": Sentence("Link %(id)s"),
    "meeting": Sentence("Meeting %(id)s"),
    "call": Sentence("Call %(id)s"),
    "application": Sentence("Application %(id)s"),
    "cosponsor": Sentence("Co-sponsor %(id)s"),
    "joining": Sentence("Offer to join %(id)s"),
    "session": Sentence("Thematic session %(id)s"),
    "panel": Sentence("Panel %(id)s"),
    "panellist": Sentence("Panellist %(id)s"),
    "document": Sentence("Document %(id)s"),
    "floor": Sentence("List of speakers %(id)s"),
    "request": Sentence("Request to speak %(id)s"),
    "channel": Sentence("Channel %(id)s"),
    "call for speakers": Sentence("Call for speakers %(id)s"),
    "nomination": Sentence("Nomination %(id)s"),
    "asked": Sentence("Organisation asked for a name %(id)s"),
    "vacancy": Sentence("Place kept for a body %(id)s"),
    "holder": Sentence("Holder of a role %(id)s"),
    "plan": Sentence("Timetable %(id)s"),
    "venue": Sentence("Venue %(id)s"),
}
_WITH = {
    "representative": Sentence("%(name)s for %(of)s"),
    "cosponsor": Sentence("%(name)s as co-sponsor of “%(of)s”"),
    "joining": Sentence("“%(name)s” to join “%(of)s”"),
    "panellist": Sentence("%(name)s for %(of)s"),
    "nomination": Sentence("%(name)s for %(of)s"),
    "holder": Sentence("%(name)s for %(of)s"),
    "plan": Sentence("%(name)s (%(of)s)"),
}
"""What a thing is called together with what it belongs to."""
_TOLD_APART = {"actor", "why", "on_behalf", "was"}
"""What lines show in another way, and what only undoing reads: its content is told as before and after."""


@dataclass(frozen=True)
class Named:
    """A thing or somebody: as the history names it, in words, and its page if there is one."""

    thing: str
    name: Line
    address: str | None = None


@dataclass(frozen=True)
class Fact:
    """Something that a record says. `is_change`: before and after, otherwise only what is true now."""

    field: Line
    before: Line
    after: Line
    is_change: bool


@dataclass(frozen=True)
class Told:
    """A line of the history. `facts` is None where what it said was erased."""

    record: Record
    who: Named
    act: Line
    upon: Named
    why: str | None
    on_behalf: Sentence | None
    facts: tuple[Fact, ...] | None


@dataclass(frozen=True)
class TellingNote:
    """A note with who wrote it."""

    note: Note
    who: Named


def tell(records: Sequence[Record]) -> list[Told]:
    """Lines for these records, in their order, in a constant number of queries."""
    names = called(thing for record in records for thing in _things(record))
    return [_told(record, names) for record in records]


def tell_notes(notes: Sequence[Note]) -> list[TellingNote]:
    """The same for notes."""
    names = called(note.actor for note in notes)
    return [TellingNote(note, _somebody(note.actor, names)) for note in notes]


def named(thing: str) -> Named:
    """A thing in words."""
    return _named(thing, called([thing]))


def _told(record: Record, names: dict[str, Called]) -> Told:
    facts = record.content.facts if record.content else {}
    on_behalf = facts.get("on_behalf")
    return Told(
        record=record,
        who=_somebody(facts.get("actor", ""), names) if record.content else Named("", ERASED),
        act=act_name(record.act),
        upon=_named(record.thing, names),
        why=facts.get("why"),
        on_behalf=_entered(on_behalf) if on_behalf else None,
        facts=tuple(_facts(record.act, facts, names)) if record.content else None,
    )


def _things(record: Record) -> Iterator[str]:
    yield record.thing
    if record.content:
        yield from texts(record.content.facts)


def _somebody(actor: str, names: dict[str, Called]) -> Named:
    """Who acted: a person by account or link, somebody unknown, or a part of the program."""
    if actor in names:
        return _named(actor, names)
    if not actor or actor.startswith("somebody"):
        return Named(actor, NOBODY)
    return Named(actor, Sentence("The program (%(part)s)", part=actor))


def _named(thing: str, names: dict[str, Called]) -> Named:
    found = THING.fullmatch(thing)
    kind, number = (found["kind"], found["id"]) if found else ("", "")
    if kind == "meeting":
        return Named(thing, Sentence("Meeting %(id)s", id=number), f"/{number}/")
    one = names.get(thing)
    if one is None:
        return Named(thing, Sentence(KINDS[kind].text, id=number) if kind in KINDS else thing)
    return Named(thing, _name(kind, number, one), _page(kind, number))


def _name(kind: str, number: str, one: Called) -> Line:
    if one.of:
        return Sentence(_WITH[kind].text, name=one.name or ERASED, of=one.of)
    if one.name is None and kind in ("person", "account"):
        return ERASED
    return one.name or Sentence(KINDS[kind].text, id=number)


def _page(kind: str, number: str) -> str | None:
    endpoint = PAGES.get(kind)
    if endpoint is None or endpoint not in current_app.view_functions:
        return None
    return url_for(endpoint, number=int(number))


def _entered(on_behalf: dict[str, str]) -> Sentence:
    return Sentence(
        "Entered by the desk. The wish came %(source)s on %(came)s; the original: %(reference)s",
        source=SOURCES[Source(on_behalf["source"])],
        came=date.fromisoformat(on_behalf["came_on"]).isoformat(),
        reference=on_behalf["reference"],
    )


def _facts(act: str, facts: dict[str, Any], names: dict[str, Called]) -> Iterator[Fact]:
    told = {field: value for field, value in facts.items() if field not in _TOLD_APART}
    if {"before", "after"} <= set(told):
        before, after = told.pop("before"), told.pop("after")
        if before != after:
            word, words = step_of(act)
            yield Fact(word, _of_step(before, words, names), _of_step(after, words, names), is_change=True)
    for field, value in told.items():
        yield from _fact(field, value, names)


def _fact(field: str, value: Any, names: dict[str, Called]) -> Iterator[Fact]:
    if value in (None, [], {}):
        return
    word = field_name(field)
    if isinstance(value, dict) and set(value) == {"before", "after"}:
        before, after = (_value(field, value[side], names) for side in ("before", "after"))
        yield Fact(word, before, after, is_change=True)
    elif isinstance(value, dict) and field == "changed":  # of each part, what it was and what it is
        for part, (was, now) in value.items():
            yield from _fact(part, {"before": was, "after": now}, names)
    elif isinstance(value, dict):
        for part, one in value.items():
            yield from _fact(part, one, names)
    else:
        yield Fact(word, "", _value(field, value, names), is_change=False)


def _of_step(value: Any, words: Mapping[str, Sentence], names: dict[str, Called]) -> Line:
    return words[value] if isinstance(value, str) and value in words else _value("", value, names)


def _value(field: str, value: Any, names: dict[str, Called]) -> Line:
    """A fact in words; things in it by their names."""
    if value is None or value in ("", []):
        return Sentence("nothing")
    if isinstance(value, bool):
        return Sentence("yes") if value else Sentence("no")
    if isinstance(value, str):
        return _named(value, names).name if value in names else value_name(field, value)
    if isinstance(value, list):
        return _listed(field, value)
    return json.dumps(value, ensure_ascii=False)


def _listed(field: str, values: Sequence[Any]) -> Line:
    written = [_item(field, value) for value in values[:MOST_OF_A_LIST]]
    shown = written[0]
    for one in written[1:]:
        shown = Sentence("%(items)s; %(item)s", items=shown, item=one)
    if len(values) <= MOST_OF_A_LIST:
        return shown
    return Sentence("%(items)s; and %(more)s more", items=shown, more=len(values) - MOST_OF_A_LIST)


def _item(field: str, value: Any) -> Line:
    return value_name(field, value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
