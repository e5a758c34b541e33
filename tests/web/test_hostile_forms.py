"""Hostile text in every published field, in every form: it comes out as text, and nothing else changes.

Each form is read by a reader that shares no code with its writer, as a list of places with the text that is
there. With a harmless text in the field the places are those in which the field is told. With a hostile one
they have to be the same, and to say what was written, as far as it can be seen.
"""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from typing import Any, TypeAlias

import pytest
import vobject
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from scheduler.feeds import news
from scheduler.feeds.selection import Selection
from scheduler.formats import ical, pdf, read_api, schema_org
from scheduler.formats.entry import (
    AgendaItem,
    Body,
    CalendarEntry,
    Document,
    Link,
    Panellist,
    Segment,
    Speaker,
)
from scheduler.kernel.terms import Constituency, Format, SegmentKind
from scheduler.kernel.text import clean_line
from scheduler.programmes.exports import as_csv, as_schedule_json, as_schedule_xml
from scheduler.releases.changes import changes
from scheduler.releases.history import ChangedEntry, ReleaseChanges
from scheduler.releases.programme import Programme
from scheduler.web.programme.paper import paper
from tests.web.builders import RELEASED, ZONE, entry, programme, room, span

SITE = "https://p.example"
WORD = "Harmless"
Texts: TypeAlias = list[tuple[str, str]]

FORMULAS = {
    "formula": "=cmd|' /C calc'!A0",
    "sum": "@SUM(1+1)*cmd",
    "minus": "-2+3+cmd",
    "wide formula": "\uff1dcmd",
    "tab before a formula": "\t=1+1",
}
"""What spreadsheets would run."""
HOSTILE = {
    "markup": "]]><![CDATA[ <!-- --> <?php ?> &amp; &#0; <b>",
    "end of a script": "</script><script>alert(1)</script><!--",
    "end of an event": "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\rX-EVIL:1\nB",
    "header": "A\r\nBcc: everybody@members.example\r\n\r\nB",
    "punctuation": "one, two; three: \"four\" 'five' ^n (six) /seven\\ \\n \\",
    "templates": "%(title)s %s {0} {{ 7*7 }} ${x}",
    "controls": "A\x00\x01\x07\x08\x0b\x1b[31m\x7f\x85\x9f\u2028\ufeff\uffffB",
    "directions": "A \u202egnp.exe\u202c \u2066B\u2069 \u200f\u05d0",
    "half a pair": "A \ud800 B \udfff",
    "other scripts": "🙂 👩‍🚀 العربية 中文 Ελλάδα Україна e\u0301",
    "long": "word " * 2000,
    "one long word": "W" * 10_000,
    "null": "null",
}

TOLD = entry(
    "A title",
    span("09:00", "09:50", room=room("M1")),
    code="AAAAA",
    format=Format.HYBRID,
    description="What it is about",
)
FIELDS: Mapping[str, Callable[[str], CalendarEntry]] = {
    "title": lambda text: replace(TOLD, title=text),
    "description": lambda text: replace(TOLD, description=text),
    "theme": lambda text: replace(TOLD, theme=text),
    "organiser": lambda text: replace(TOLD, organisers=(Body(text, "x", short_name=text),)),
    "co-sponsor": lambda text: replace(TOLD, cosponsors=(Body(text, "x"),)),
    "speaker": lambda text: replace(TOLD, speakers=(Speaker(1, text, "Institute"),)),
    "affiliation": lambda text: replace(TOLD, speakers=(Speaker(1, "Ann Lee", text),)),
    "link": lambda text: replace(TOLD, links=(Link(text, "https://l.example/"),)),
    "chair": lambda text: replace(TOLD, chair=text),
    "moderator": lambda text: replace(TOLD, moderator=text),
    "room": lambda text: replace(TOLD, span=span("09:00", "09:50", room=replace(room("M1"), name=text))),
    "venue": lambda text: replace(TOLD, span=span("09:00", "09:50", room=replace(room("M1"), venue=text))),
    "segment": lambda text: replace(TOLD, segments=(Segment(SegmentKind.KEYNOTE, by=text),)),
    "document": lambda text: replace(TOLD, documents=(Document(text, symbol=text),)),
    "agenda item": lambda text: replace(TOLD, agenda_items=(AgendaItem("5", text),)),
    "panellist": lambda text: replace(
        TOLD, panellists=(Panellist(Constituency.CIVIL_SOCIETY, speaker=Speaker(1, text)),)
    ),
    "represented": lambda text: replace(
        TOLD, floor_speakers=(Panellist(Constituency.MEMBER_STATE, represents=text, regional_group=text),)
    ),
}


# --- readers ---

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def of_calendar(written: bytes) -> Texts:
    assert re.search(rb"\r(?!\n)|(?<!\r)\n", written) is None
    return [*_of_component("", vobject.readOne(written.decode()))]


def _of_component(path: str, component: Any) -> Iterator[tuple[str, str]]:
    for child in component.getChildren():
        place = f"{path}/{child.name}"
        if child.name == "VEVENT":
            yield from _of_component(place, child)
        elif child.name != "VTIMEZONE":
            values = child.value if isinstance(child.value, list) else [child.value]
            yield place, "\n".join(map(str, values))


def of_json(written: bytes) -> Texts:
    return [*_of_value("", json.loads(written.decode()))]


def _of_value(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for number, (key, part) in enumerate(value.items()):  # rooms are keys too
            yield f"{path}/{number}", str(key)
            yield from _of_value(f"{path}/{number}", part)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _of_value(f"{path}/{number}", part)
    else:
        yield path, "a digest" if _UUID.fullmatch(str(value)) else str(value)


def of_jcal(written: bytes) -> Texts:
    """Properties of types that no standard knows keep the escapes of iCalendar (RFC 7265 5.1)."""
    _, own, components = json.loads(written.decode())
    every = [*own, *(one for component in components for one in component[1])]
    return [
        (name, re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], str(value)))
        if kind == "unknown"
        else (name, "\n".join(map(str, (value, *values))))
        for name, _, kind, value, *values in every
    ]


def of_xml(written: bytes) -> Texts:
    return [
        (f"{number} {element.tag} {name}", text)
        for number, element in enumerate(ET.fromstring(written).iter())
        for name, text in (("", element.text or ""), *sorted(element.items()))
    ]


def of_table(written: bytes) -> Texts:
    rows = [*csv.reader(StringIO(written.decode("utf-8-sig"), newline=""), strict=True)]
    assert not any(cell[:1] in "=+-@\t\r\n\uff1d" for row in rows for cell in row if cell)
    return [
        (f"{number} {name}", cell.removeprefix("'"))
        for number, row in enumerate(rows[1:])
        for name, cell in zip(rows[0], row, strict=True)
    ]


def of_page(written: bytes) -> Texts:
    """schema.org data in a page."""
    page = LexborHTMLParser(written)
    (script,) = page.css("script")
    assert [node.tag for node in page.css("body *")] == ["script", "p"]
    return of_json((script.text() or "").encode())


def of_paper(written: bytes) -> Texts:
    """The cells of the tables by the document's structure, where one cannot be printed what it stands for."""
    reader = PdfReader(BytesIO(written), strict=True)
    printed = "".join("".join(page.extract_text().split()) for page in reader.pages)
    catalogue: Any = reader.trailer["/Root"]
    whole = [*_whole(catalogue["/StructTreeRoot"]["/K"])]
    return [("printed", printed), ("whole", "\n".join(whole))]


def _whole(kids: Any) -> Iterator[str]:
    for kid in (one.get_object() for one in kids):
        if "/ActualText" in kid:
            yield str(kid["/ActualText"])
        if "/K" in kid:
            yield from _whole(kid["/K"])


# --- writers ---


def calendar(told: Programme) -> bytes:
    one = told.entries[0]
    fragment = ical.fragment(one.entry, one.stamps, told.meeting, f"{SITE}/T1/side-events/AAAAA/")
    assert fragment is not None
    facts = {
        "name": told.meeting.title,
        "description": told.meeting.title,
        "source": f"{SITE}/T1/calendar.ics",
    }
    return ical.feed(told.meeting, [fragment], refresh_minutes=60, **facts)


def atom(told: Programme) -> bytes:
    one = told.entries[0].entry
    before = replace(one, title="Old")
    changed = ChangedEntry(1, one, "uid", before, (*changes(None, one, ZONE), *changes(before, one, ZONE)))
    return news.feed(told, [ReleaseChanges(2, RELEASED, (), (changed,))], SITE).body


def api(told: Programme) -> bytes:
    return read_api.as_json(read_api.entry(told.entries[0].entry, told.entries[0].stamps, SITE))


def page(told: Programme) -> bytes:
    event = schema_org.event(told.entries[0].entry, told.meeting, SITE, SITE)
    data = schema_org.as_script(event)
    return f'<!doctype html><body><script type="application/ld+json">{data}</script><p>after'.encode()


def printed(told: Programme) -> bytes:
    return pdf.write(paper(told, Selection(), told.entries, SITE))


FORMS: Mapping[str, tuple[Callable[[Programme], bytes], Callable[[bytes], Texts]]] = {
    "iCalendar": (calendar, of_calendar),
    "jCal": (lambda told: ical.as_jcal(calendar(told)), of_jcal),
    "schedule.xml": (lambda told: as_schedule_xml(told, told.entries, SITE), of_xml),
    "schedule.json": (lambda told: as_schedule_json(told, told.entries, SITE), of_json),
    "CSV": (lambda told: as_csv(told, told.entries, SITE), of_table),
    "Atom": (atom, of_xml),
    "API": (api, of_json),
    "schema.org": (page, of_page),
}


def seen(text: str) -> str:
    """What can be seen of a text: without controls and spaces, a backslash being a slash as in calendars."""
    return "".join(clean_line(text).replace("\\", "/").split())


@cache
def harmless(form: str, field: str) -> Texts:
    write, read = FORMS[form]
    return read(write(programme(FIELDS[field](WORD))))


def is_told(places: Texts, hostile: str, usually: Texts) -> None:
    assert [place for place, _ in places] == [place for place, _ in usually]
    for (place, found), (_, usual) in zip(places, usually, strict=True):
        expected = seen(usual.replace(WORD, hostile))
        cut = seen(found).removesuffix("…")
        assert cut == expected or (len(cut) > 100 and expected.startswith(cut)), place


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", FORMS)
def test_every_field_stays_text_in_every_form(form: str, hostile: str) -> None:
    write, read = FORMS[form]
    for field, make in FIELDS.items():
        is_told(read(write(programme(make(hostile)))), hostile, harmless(form, field))


@pytest.mark.parametrize("hostile", FORMULAS.values(), ids=FORMULAS)
def test_no_field_is_a_formula_in_a_spreadsheet(hostile: str) -> None:
    test_every_field_stays_text_in_every_form("CSV", hostile)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", FORMS)
def test_so_does_the_title_of_a_meeting(form: str, hostile: str) -> None:
    write, read = FORMS[form]
    usual, told = (read(write(programme(TOLD, title=text))) for text in (WORD, hostile))
    is_told(told, hostile, usual)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["title", "organiser", "co-sponsor", "room"])
def test_what_is_printed_is_the_text_or_says_where_it_is(field: str, hostile: str) -> None:
    (_, paper), (_, whole) = of_paper(printed(programme(FIELDS[field](hostile))))
    shown = pdf.printable(hostile)
    assert "".join(shown.split())[:400] in paper
    unprinted = pdf.UNPRINTED in shown
    assert (clean_line(hostile) in whole, f"{SITE}/T1/side-events/AAAAA/" in paper) == (unprinted, unprinted)


@pytest.mark.parametrize("form", FORMS)
def test_every_field_is_told_somewhere(form: str) -> None:
    """Lest the tests above compare nothing with nothing."""
    told = {field for field in FIELDS if any(WORD in text for _, text in harmless(form, field))}
    assert {"title"} <= told
    everywhere = {
        "iCalendar": set(FIELDS),
        "jCal": set(FIELDS),
        "schema.org": {"title", "description", "organiser", "room", "venue"},
    }
    assert told >= everywhere.get(form, set())
