"""What an entry says of itself, in English."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest

from scheduler.formats.describe import (
    Line,
    constituency_name,
    end_of,
    format_name,
    kind_name,
    language_name,
    lines,
    listed,
    mode_name,
    person_line,
    segment_name,
    standing_name,
)
from scheduler.formats.entry import (
    AgendaItem,
    Body,
    Document,
    Panellist,
    Segment,
    Span,
    Speaker,
    Standing,
)
from scheduler.kernel.terms import Constituency, EntryKind, Format, SegmentKind, SegmentMode
from scheduler.kernel.words import Sentence
from tests.formats.samples import TIMED, an_entry, utc

ANA = Speaker(person=1, name="Ana Ruiz", affiliation="University of Quito")
NAMELESS = Speaker(person=2)


def said(**changes: Any) -> list[str]:
    return [str(line) for line in lines(an_entry(**changes), "Europe/Vienna")]


def panellist(constituency: Constituency, **known: Any) -> Panellist:
    return Panellist(constituency=constituency, **known)


def test_everything_that_a_session_has() -> None:
    state, society = Constituency.MEMBER_STATE, Constituency.CIVIL_SOCIETY
    assert said(
        kind=EntryKind.THEMATIC_SESSION,
        format=Format.HYBRID,
        organisers=(),
        chair="H.E. Jo Roe (Belgium)",
        moderator="Max Lee",
        panellists=(
            panellist(society, speaker=ANA, represents="Young Voices"),
            panellist(state, represents="Brazil", regional_group="Latin American and Caribbean States"),
            panellist(state, represents="Kenya"),
            panellist(Constituency.PARTNER),
        ),
        floor_speakers=(panellist(society, represents="Dianova"),),
        speakers=(ANA, NAMELESS, Speaker(person=3, name="Li Na")),
        segments=(
            Segment(kind=SegmentKind.OPENING_REMARKS, by="INCB President", mode=SegmentMode.VIDEO, minutes=5),
            Segment(kind=SegmentKind.PANEL, minutes=90),
            Segment(kind=SegmentKind.WAY_FORWARD),
        ),
        agenda_items=(
            AgendaItem(number="3", title="General debate", symbols=("E/CN.7/2023/1", "E/CN.7/2023/2")),
            AgendaItem(number=None, title="Other business"),
        ),
        documents=(
            Document(title="Note", symbol="E/CN.7/2023/CRP.1", url="https://a.example/1"),
            Document(title="Guide"),
        ),
        languages=("en", "ru", "German"),
        theme="Health",
    ) == [
        "Thematic session",
        "Format: In person and online",
        "Chair: H.E. Jo Roe (Belgium)",
        "Moderator: Max Lee",
        "Panel, Member States: Brazil (Latin American and Caribbean States); Kenya",
        "Panel, Civil society: Ana Ruiz (Young Voices)",
        "From the floor, Civil society: Dianova",
        "Speakers: Ana Ruiz (University of Quito); Li Na",
        "Order of the session:",
        "Opening remarks: INCB President, by video, 5 minutes",
        "Panel: 90 minutes",
        "Way forward",
        "Agenda item 3: General debate (E/CN.7/2023/1, E/CN.7/2023/2)",
        "Other business",
        "Document: Note (E/CN.7/2023/CRP.1) https://a.example/1",
        "Document: Guide",
        "Languages: English, Russian, German",
        "Theme: Health",
    ]


@pytest.mark.parametrize(
    ("joint", "expected"), [(False, "Organised by Chile, Peru"), (True, "Organised jointly by Chile, Peru")]
)
def test_organisers_and_those_who_support_them(joint: bool, expected: str) -> None:
    chile, peru = Body(name="Chile", slug="chile"), Body(name="Peru", slug="peru")
    assert said(organisers=(chile, peru), joint=joint, cosponsors=(peru, chile)) == [
        "Side event",
        expected,
        "With the support of Peru, Chile",
    ]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(TIMED, [], id="nothing"),
        pytest.param(replace(TIMED, room=None), ["The room is not published."], id="room"),
        pytest.param(
            replace(TIMED, ends_at=None, assumed_end=utc(3, 13, 14, 40)),
            ["The end is not published; 90 minutes are assumed."],
            id="end, in a slot",
        ),
        pytest.param(
            replace(TIMED, ends_at=None),
            ["The end is not published; 50 minutes are assumed."],
            id="end, in no slot",
        ),
        pytest.param(
            replace(TIMED, starts_at=None), ["The start is not published, only the end: 15:00"], id="start"
        ),
        pytest.param(replace(TIMED, starts_at=None, ends_at=None), ["The time is not published."], id="time"),
        pytest.param(
            replace(TIMED, until=date(2023, 3, 17)),
            ["Published time: 14:10 - 15:00"],
            id="a time that whole days do not show",
        ),
        pytest.param(
            replace(TIMED, until=date(2023, 3, 17), starts_at=None, ends_at=None),
            [],
            id="no time of several days",
        ),
    ],
)
def test_what_is_not_published_is_said(span: Span, expected: list[str]) -> None:
    assert said(span=span, organisers=()) == ["Side event", *expected]


def test_what_is_online_lacks_no_room() -> None:
    assert said(span=replace(TIMED, room=None), format=Format.ONLINE, organisers=()) == [
        "Side event",
        "Format: Online",
    ]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (replace(TIMED, day=date(2023, 3, 14)), "Moved from: 2023-03-14, 14:10 - 15:00, M7"),
        (replace(TIMED, ends_at=None, room=None), "Moved from: 2023-03-13, 14:10"),
        (Span(day=date(2023, 3, 13), until=date(2023, 3, 17)), "Moved from: 2023-03-13 - 2023-03-17"),
    ],
)
def test_where_it_was_before_a_move(before: Span, expected: str) -> None:
    assert said(moved_from=before, organisers=()) == ["Side event", expected]


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.UNPLACED])
def test_what_does_not_take_place_lacks_no_time(standing: Standing) -> None:
    assert said(standing=standing, span=Span(day=date(2023, 3, 13)), organisers=())[1:] == ["Side event"]


@pytest.mark.parametrize(
    ("span", "minutes"),
    [
        (TIMED, 50),
        (replace(TIMED, ends_at=utc(3, 13, 15)), 110),
        (replace(TIMED, ends_at=None, assumed_end=utc(3, 13, 14, 40)), 90),
        (replace(TIMED, ends_at=TIMED.starts_at, assumed_end=utc(3, 13, 14, 40)), 90),
        (replace(TIMED, ends_at=None), 50),
    ],
)
def test_the_end_that_calendars_show(span: Span, minutes: int) -> None:
    assert end_of(span) == utc(3, 13, 13, 10) + timedelta(minutes=minutes)


def test_there_is_no_end_without_a_start() -> None:
    assert end_of(replace(TIMED, starts_at=None)) is None


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (NAMELESS, ""),
        (Speaker(person=1, affiliation="University of Quito"), "University of Quito"),
        (panellist(Constituency.IGO), ""),
        (panellist(Constituency.MEMBER_STATE, regional_group="African States"), "African States"),
        (panellist(Constituency.PARTNER, speaker=ANA), "Ana Ruiz (University of Quito)"),
        (panellist(Constituency.MEMBER_STATE, represents="Kenya", speaker=NAMELESS), "Kenya"),
    ],
)
def test_a_person_as_far_as_known(person: Speaker | Panellist, expected: str) -> None:
    assert person_line(person) == expected


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        (kind_name, EntryKind),
        (standing_name, Standing),
        (format_name, Format),
        (constituency_name, Constituency),
        (segment_name, SegmentKind),
        (mode_name, SegmentMode),
    ],
)
def test_every_term_has_a_name_of_its_own(name: Callable[[Any], Sentence], terms: type[StrEnum]) -> None:
    names = {str(name(term)) for term in terms}
    assert len(names) == len(terms)
    assert "" not in names


def test_languages_have_names_in_every_language() -> None:
    assert language_name("fr") == Sentence("French")
    assert language_name("Wolof") == "Wolof"


def test_parts_of_a_list_are_translated_each() -> None:
    parts: list[Line] = [Sentence("French"), "100%", "a" * 5]
    assert str(listed(parts)) == "French, 100%, aaaaa"
    assert list(listed(parts).values.values()) == parts
    assert str(listed(["x"] * 5000)) == ", ".join(["x"] * 5000)
