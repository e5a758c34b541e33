"""iCalendar, rules 20 to 36 of docs/calendars.md: texts stay texts; what a calendar says, and what not."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.formats import ical
from scheduler.formats.entry import Body, Link, Panellist, Place, Speaker, Standing
from scheduler.formats.timezones import VIENNA
from scheduler.kernel.terms import Constituency, EntryKind, Format
from scheduler.kernel.text import clean_line
from tests.formats.calendars import (
    HOSTILE,
    SOURCE,
    TAMED,
    any_text,
    assert_valid,
    feed,
    fragment,
    properties,
    text,
    values,
)
from tests.formats.samples import M7, MEETING, PAGE, STAMPS, TIMED, VIC


@pytest.mark.parametrize("name", ["NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"])
def test_rule_20_texts_of_the_calendar_are_escaped(name: str) -> None:
    written = feed(name="A, b; c", description="A, b; c")
    assert values(written, name) == [":A\\, b\\; c"]


def test_rule_20_texts_of_an_entry_are_escaped() -> None:
    written = fragment(title="A, b; c", theme="D, e", description="F, g\nh", span=replace(TIMED, room=None))
    assert values(written, "SUMMARY") == [":A\\, b\\; c"]
    assert values(written, "CATEGORIES") == [":Side event,D\\, e"]
    assert "\\n\\nF\\, g\\nh\\n\\n" in values(written, "DESCRIPTION")[0]


def test_rule_20_parameters_are_quoted() -> None:
    link = Link(label='Join: "A", b; c', url="https://meet.example/1")
    written = fragment(format=Format.ONLINE, links=(link,))
    assert values(written, "CONFERENCE") == [
        ";VALUE=URI;FEATURE=VIDEO;LABEL=\"Join: ^'A^', b; c\":https://meet.example/1"
    ]


def test_rule_21_and_22_hostile_text_stays_text() -> None:
    place = Place(name=HOSTILE, slug="x", venue=HOSTILE)
    link = Link(label=HOSTILE, url=f"https://meet.example/{HOSTILE}")
    written = fragment(
        stamps=replace(STAMPS, uid=HOSTILE),
        address=f"https://programme.example/{HOSTILE}",
        title=HOSTILE,
        description=HOSTILE,
        theme=HOSTILE,
        span=replace(TIMED, room=place),
        format=Format.HYBRID,
        links=(link,),
        organisers=(Body(name=HOSTILE, slug="x"),),
    )
    assert_valid(written)
    names = [line.replace(";", ":").split(":")[0] for line in properties(written)]
    assert names == [line.replace(";", ":").split(":")[0] for line in properties(with_every_property())]
    assert (text(written, "SUMMARY"), text(written, "LOCATION")) == (TAMED, f"{TAMED}, {TAMED}")
    described = '\n\nA\nBEGIN:VEVENT\nEND:VEVENT\n"quoted", one; two/nthree\n\n\nfour  five\n\n'
    assert described in text(written, "DESCRIPTION")


def with_every_property() -> bytes:
    return fragment(format=Format.HYBRID, links=(Link(label="Join", url="https://meet.example/1"),))


def test_rule_21_and_22_hostile_text_in_a_calendars_head_stays_text() -> None:
    written = feed(name=HOSTILE, description=HOSTILE, source=f"{SOURCE}?room={HOSTILE}", colour=HOSTILE)
    assert_valid(written)
    assert [line.split(":")[0] for line in properties(written)] == [
        line.split(":")[0] for line in properties(feed())
    ]
    assert text(written, "NAME") == TAMED


def test_rule_22_an_address_is_written_as_a_uri() -> None:
    link = Link(label=None, url="HTTPS://Exämple.org/a b?x=1,2;3&y=%20#z\r\nX-EVIL:1")
    written = fragment(format=Format.ONLINE, links=(link,))
    assert values(written, "CONFERENCE") == [
        ";VALUE=URI;FEATURE=VIDEO:HTTPS://Ex%C3%A4mple.org/ab?x=1,2;3&y=%20#zX-EVIL:1"
    ]


def test_rule_23_what_clients_show_of_a_calendar() -> None:
    written = feed(name="A", description="B", source=f"{SOURCE}?day=2023-03-13")
    assert values(written, "NAME") == values(written, "X-WR-CALNAME") == [":A"]
    assert values(written, "DESCRIPTION") == values(written, "X-WR-CALDESC") == [":B"]
    assert values(written, "X-WR-TIMEZONE") == [":Europe/Vienna"]
    assert values(written, "COLOR") == [":steelblue"]
    assert values(written, "URL") == [":https://programme.example/CND66/"]
    assert values(written, "SOURCE") == [f";VALUE=URI:{SOURCE}?day=2023-03-13"]


def test_rule_24_a_download_has_no_name_and_no_wish_to_be_refreshed() -> None:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//scheduler//Programmes of meetings//EN",
        "CALSCALE:GREGORIAN",
        "",
    ]
    expected = "\r\n".join(head).encode() + VIENNA + fragment() + b"END:VCALENDAR\r\n"
    assert ical.download(MEETING, fragment()) == expected


def test_rule_25_no_method_no_attendees_no_alarms() -> None:
    panellist = Panellist(constituency=Constituency.MEMBER_STATE, speaker=Speaker(person=1, name="Ana Ruiz"))
    written = feed(fragment(panellists=(panellist,), chair="Jo Roe"))
    for name in ("METHOD", "ATTENDEE", "ORGANIZER"):
        assert values(written, name) == []
    assert b"VALARM" not in written


def test_rule_26_only_events_and_a_zone_stand_at_the_top() -> None:
    top, depth = [], 0
    for line in properties(feed(fragment(), fragment(standing=Standing.CANCELLED))):
        if line.startswith("BEGIN:"):
            depth += 1
            top += [line] if depth == 2 else []
        depth -= line.startswith("END:")
    assert top == ["BEGIN:VTIMEZONE", "BEGIN:VEVENT", "BEGIN:VEVENT"]


def test_rule_27_an_empty_feed_has_its_zone() -> None:
    assert feed().endswith(b"PT1H\r\n" + VIENNA + b"END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("format", "room", "venue", "expected"),
    [
        (Format.IN_PERSON, M7, VIC, ["M7, Vienna International Centre"]),
        (Format.HYBRID, M7, VIC, ["M7, Vienna International Centre"]),
        (Format.ONLINE, M7, VIC, ["M7, Vienna International Centre"]),
        (Format.ONLINE, None, VIC, ["Online"]),
        (Format.HYBRID, None, VIC, ["Vienna International Centre"]),
        (None, None, VIC, ["Vienna International Centre"]),
        (None, None, None, []),
    ],
)
def test_rule_28_the_place(
    format: Format | None, room: Place | None, venue: str | None, expected: list[str]
) -> None:
    written = fragment(replace(MEETING, venue=venue), format=format, span=replace(TIMED, room=room))
    assert [value[1:].replace("\\,", ",") for value in values(written, "LOCATION")] == expected


def test_rule_28_the_text_ends_with_links_and_the_pages_address() -> None:
    links = (Link(label="Register", url="https://a.example/"), Link(label=None, url="https://b.example/"))
    described = text(fragment(links=links, description="One.\n\nTwo."), "DESCRIPTION")
    assert described == (
        f"Side event\nOrganised by Austria\n\nOne.\n\nTwo.\n\nRegister: https://a.example/\nhttps://b.example/\n{PAGE}"
    )


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        (Format.ONLINE, [";VALUE=URI;FEATURE=VIDEO;LABEL=Join:https://meet.example/1"]),
        (Format.HYBRID, [";VALUE=URI;FEATURE=VIDEO;LABEL=Join:https://meet.example/1"]),
        (Format.IN_PERSON, []),
        (None, []),
    ],
)
def test_rule_28_links_of_what_is_online_are_conferences(format: Format | None, expected: list[str]) -> None:
    links = (Link(label="Join", url="https://meet.example/1"), Link(label="No", url="javascript:alert(1)"))
    assert values(fragment(format=format, links=links), "CONFERENCE") == expected


def test_rule_28_kind_theme_and_page() -> None:
    written = fragment(kind=EntryKind.SPECIAL_EVENT, theme="Health")
    assert values(written, "CATEGORIES") == [":Special event,Health"]
    assert values(written, "URL") == [f":{PAGE}"]
    assert values(written, "TRANSP") == [":TRANSPARENT"]


def test_rule_29_descriptions_are_plain_text() -> None:
    written = fragment(description="<b>Bold</b>")
    assert text(written, "DESCRIPTION").split("\n\n")[1] == "<b>Bold</b>"
    assert not {"X-ALT-DESC", "STYLED-DESCRIPTION", "STRUCTURED-DATA"} & {
        line.replace(";", ":").split(":")[0] for line in properties(feed(written))
    }


def test_rule_36_fragments_are_joined_unchanged_and_in_order() -> None:
    stored = [b"BEGIN:VEVENT\r\nX:%d\r\nEND:VEVENT\r\n" % number for number in range(1500)]
    assert (
        feed(*stored) == feed().removesuffix(b"END:VCALENDAR\r\n") + b"".join(stored) + b"END:VCALENDAR\r\n"
    )


@settings(deadline=None)
@given(st.tuples(*[any_text] * 9))
@example((HOSTILE,) * 9)
def test_any_text_gives_valid_bytes(texts: tuple[str, ...]) -> None:
    title, description, theme, label, url, room, organiser, uid, address = texts
    written = fragment(
        stamps=replace(STAMPS, uid=uid),
        address=address,
        title=title,
        description=description,
        theme=theme,
        format=Format.HYBRID,
        links=(Link(label=label, url=url), Link(label=label, url=f"https://{url}")),
        span=replace(TIMED, room=Place(name=room, slug="x", venue=room)),
        organisers=(Body(name=organiser, slug="x"),),
        speakers=(Speaker(person=1, name=organiser, affiliation=label),),
        chair=organiser,
        languages=(theme,),
    )
    assert_valid(written)
    assert [line for line in properties(written) if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VEVENT",
        "END:VEVENT",
    ]
    assert text(written, "SUMMARY") == clean_line(title).replace("\\", "/")


@settings(deadline=None)
@given(any_text, any_text, any_text)
def test_any_text_gives_a_valid_head(name: str, description: str, source: str) -> None:
    written = feed(name=name, description=description, source=f"https://{source}")
    assert_valid(written)
    assert text(written, "NAME") == text(written, "X-WR-CALNAME") == clean_line(name).replace("\\", "/")
    assert len(properties(written)) == len(properties(feed()))
