"""Filters with counts beside their choices, and chips."""

from urllib.parse import parse_qsl

from flask import Flask

from scheduler.feeds.selection import chosen
from scheduler.formats.entry import CalendarEntry
from scheduler.kernel.terms import EntryKind, Format
from scheduler.web.programme.asked import read
from scheduler.web.programme.facets import Chip, Facet, all_counts, chips, counts, facets, labels
from tests.web.builders import WEDNESDAY, body, entry, programme, room, span

M1, M10 = room("M1"), room("M10")
ENTRIES = (
    entry(
        "Alpha",
        span("09:00", room=M1),
        organisers=(body("Kenya"),),
        theme="Public health",
        format=Format.HYBRID,
    ),
    entry("Beta", span("09:00", room=M10), organisers=(body("Peru"),), cosponsors=(body("Kenya"),)),
    entry(
        "Gamma",
        span("09:00", day=WEDNESDAY, room=M1),
        organisers=(body("Peru"),),
        kind=EntryKind.SPECIAL_EVENT,
    ),
    entry("Delta", kind=EntryKind.PLENARY, format=Format.IN_PERSON),
)
PROGRAMME = programme(*ENTRIES)


def offered(query: str, *entries: CalendarEntry) -> dict[str, Facet]:
    held = programme(*entries) if entries else PROGRAMME
    asked = read(parse_qsl(query), all_counts(held))
    return {facet.key: facet for facet in facets(asked, counts(asked.selection, held), labels(held))}


def shown(facet: Facet) -> list[tuple[str, int]]:
    return [(choice.label, choice.count) for choice in facet.choices]


def test_counts_stand_beside_choices_in_the_order_of_people(english: Flask) -> None:
    found = offered("")
    assert [facet.title for facet in found.values()] == ["Room", "Organisation", "Kind", "Format"]
    assert shown(found["room"]) == [("M1", 2), ("M10", 1)]
    assert shown(found["organisation"]) == [("Kenya", 2), ("Peru", 2)]
    assert shown(found["kind"]) == [
        ("Side event", 2),
        ("Special event", 1),
        ("Plenary meeting", 1),
        ("All formal meetings", 1),
    ]
    assert shown(found["format"]) == [("In person", 1), ("In person and online", 1)]


def test_a_filter_without_a_choice_is_not_offered(english: Flask) -> None:
    assert "theme" not in offered("")
    assert offered("", ENTRIES[0]) == {}


def test_a_count_says_what_choosing_would_show(english: Flask) -> None:
    for query in ("", "room=m1", "room=m1&kind=side-event", "q=peru", "day=2027-03-09&organisation=kenya"):
        for key, facet in offered(query).items():
            others = [pair for pair in parse_qsl(query) if pair[0] != key]
            for choice in facet.choices:
                wanted = read([*others, (key, choice.value)], all_counts(PROGRAMME)).selection
                assert choice.count == len(chosen(wanted, PROGRAMME)), (query, choice)


def test_what_is_chosen_stays_in_sight_when_it_finds_nothing(english: Flask) -> None:
    found = offered("room=m10&q=gamma")
    assert [(choice.label, choice.count, choice.chosen) for choice in found["room"].choices] == [
        ("M1", 1, False),
        ("M10", 0, True),
    ]
    assert (found["room"].chosen, found["kind"].chosen, found["kind"].choices) == (1, 0, ())


def chips_of(query: str) -> list[Chip]:
    return list(chips(read(parse_qsl(query), all_counts(PROGRAMME)), labels(PROGRAMME)))


def test_a_chip_leads_to_the_address_without_it(english: Flask) -> None:
    assert chips_of("day=2027-03-09&room=m1&room=nowhere&q=Caf%C3%A9&view=grid") == [
        Chip("Room", "M1", True, "?day=2027-03-09&room=nowhere&q=Caf%C3%A9&view=grid"),
        Chip("Room", "nowhere", False, "?day=2027-03-09&room=m1&q=Caf%C3%A9&view=grid"),
        Chip("Words", "Café", True, "?day=2027-03-09&room=m1&room=nowhere&view=grid"),
    ]


def test_a_day_that_is_none_of_the_meeting_s_is_a_chip(english: Flask) -> None:
    assert chips_of("day=1999-01-01") == [Chip("Day", "1999-01-01", False, "?day=all")]


def test_many_values_of_one_filter_are_one_chip(english: Flask) -> None:
    many = programme(*(entry(f"E{n}", organisers=(body(f"Body {n}"),)) for n in range(20)))
    query = "&".join(f"organisation=body-{n}" for n in range(9))
    found = list(chips(read(parse_qsl(query), all_counts(many)), labels(many)))
    assert found == [Chip("Organisation", "9 chosen", True, "./")]
