"""What the rules say of whole programmes: rooms used twice, organisers, seats; and that they bear all."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.formats.programme_file import Reading, read
from scheduler.organisations.likeness import Named
from scheduler.programmes.rules import Known, all_faults, faults, warnings
from tests.formats.programme_samples import REAL, a_file, a_meeting, a_programme, an_event, as_bytes, told

TUESDAY = "2023-03-14"


def timed(title: str, start: str, end: str | None, room: str = "M6", **facts: Any) -> dict[str, Any]:
    return an_event(title, date=TUESDAY, start=start, end=end, room=room, **facts)


def clash(room: str, one: str, other: str) -> str:
    return f'Room "{room}" is used twice on {TUESDAY}: by {one} and by {other}. Move one of them.'


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_real_files_have_no_faults_and_raise_no_questions(path: Any) -> None:
    reading = read(path.read_bytes(), path.name)
    assert reading.programme is not None
    assert (faults(reading.programme), warnings(reading.programme)) == ([], [])


def test_what_one_real_file_asks_of_another() -> None:
    first, second = (read(path.read_bytes(), path.name).programme for path in REAL[:2])
    assert first is not None
    assert second is not None
    known = Known(
        rooms=tuple(Named(room.name) for room in first.rooms),
        organisations=tuple(Named(body.name, short_name=body.short_name) for body in first.organisations),
    )
    assert told(warnings(second, known)) == [
        (
            "organisations[25].name",
            '"Worldwide Hospice Palliative Care Alliance" looks like '
            '"World Hospice Palliative Care Alliance". '
            "If it is the same organisation, write one name.",
        )
    ]


def test_the_room_as_the_real_source_typed_it() -> None:
    data = REAL[0].read_bytes().replace(b'"room": "MOE100"', b'"room": "MEO100"')
    programme = read(data, "CND66.json").programme
    assert programme is not None
    assert told(warnings(programme)) == [
        (
            "side_events[2].room",
            '"MEO100" looks like "MOE100". If it is the same room, write one name or list an alias.',
        )
    ]


def test_a_room_used_twice_at_one_time() -> None:
    programme = a_programme(
        rooms=[{"name": "M6", "aliases": ["Conference Room M6"]}],
        side_events=[timed("A", "14:10", "15:00"), timed("B", "14:59", "16:00", "m 6")],
        thematic_sessions=[
            timed("C" * 61, "10:00", "13:00", "Conference Room M6"),
            timed("D", "12:00", "12:01"),
        ],
        formal_meetings=[timed("E", "15:59", "18:00", kind="plenary")],
    )
    assert told(faults(programme)) == [
        ("thematic_sessions[1].room", clash("M6", '"D" (12:00-12:01)', f'"{"C" * 59}…" (10:00-13:00)')),
        ("side_events[1].room", clash("m 6", '"B" (14:59-16:00)', '"A" (14:10-15:00)')),
        ("formal_meetings[0].room", clash("M6", '"E" (15:59-18:00)', '"B" (14:59-16:00)')),
    ]


def test_the_later_in_the_file_is_the_place_even_if_it_begins_earlier() -> None:
    programme = a_programme(
        rooms=[{"name": "M6"}], side_events=[timed("A", "14:10", "15:00"), timed("B", "14:00", "14:11")]
    )
    assert told(faults(programme)) == [
        ("side_events[1].room", clash("M6", '"B" (14:00-14:11)', '"A" (14:10-15:00)'))
    ]


def test_rooms_are_the_same_by_aliases_of_known_ones() -> None:
    programme = a_programme(
        side_events=[timed("A", "14:10", "15:00"), timed("B", "14:10", "15:00", "Saal 6")]
    )
    assert faults(programme) == []
    assert told(faults(programme, Known(rooms=(Named("M6", aliases=("Saal 6",)),)))) == [
        ("side_events[1].room", clash("Saal 6", '"B" (14:10-15:00)', '"A" (14:10-15:00)'))
    ]


def test_a_clash_behind_an_open_end_is_found() -> None:
    events = [timed("A", "09:00", None), timed("B", "09:10", "09:40"), timed("C", "09:30", "10:00")]
    slots = [{"date": TUESDAY, "start": "09:00", "end": "12:00"}]
    assert [place for place, _ in told(faults(a_programme(slots=slots, side_events=events)))] == [
        "side_events[2].room"
    ]


def test_an_end_before_the_start_is_no_clash_too() -> None:
    events = [timed("A", "14:00", "16:00"), timed("B", "14:10", "14:05")]
    assert [place for place, _ in told(faults(a_programme(side_events=events)))] == ["side_events[1].end"]


def test_one_long_use_clashes_with_each_shorter_one() -> None:
    events = [timed("A", "09:00", "12:00"), timed("B", "09:10", "09:30"), timed("C", "11:00", "11:30")]
    assert [place for place, _ in told(faults(a_programme(side_events=events)))] == [
        "side_events[1].room",
        "side_events[2].room",
    ]


@pytest.mark.parametrize(
    "event",
    [
        timed("B", "15:00", "16:00"),
        timed("B", "13:00", "14:10"),
        timed("B", "14:10", "15:00", "M7"),
        timed("B", "14:10", "15:00", status="cancelled"),
        timed("B", "14:10", "15:00", kind="exhibition", until="2023-03-16"),
        timed("B", "14:10", None, kind="exhibition"),
        {**timed("B", "14:10", "15:00"), "date": "2023-03-15"},
        {**timed("B", "14:10", "15:00"), "room": None},
        {**timed("B", "14:10", "15:00"), "start": None, "end": None},
    ],
    ids=["after", "before", "room", "cancelled", "days", "open", "day", "no room", "no time"],
)
def test_what_does_not_clash(event: dict[str, Any]) -> None:
    programme = a_programme(side_events=[timed("A", "14:10", "15:00"), event])
    assert (faults(programme), warnings(programme)) == ([], [])


def test_an_exhibition_of_one_day_takes_a_room() -> None:
    events = [timed("A", "14:10", "15:00"), timed("B", "14:10", "15:00", kind="exhibition")]
    assert [place for place, _ in told(faults(a_programme(side_events=events)))] == ["side_events[1].room"]


def perhaps(end: str, other: str) -> str:
    return f'The end is not known. If it is {end}, {other} is in room "M6" too.'


def test_an_assumed_end_only_warns() -> None:
    programme = a_programme(
        rooms=[{"name": "M6"}],
        side_events=[timed("A", "14:10", None), timed("B", "14:59", "16:00"), timed("C", "15:30", None)],
    )
    assert faults(programme) == []
    assert told(warnings(programme)) == [
        ("side_events[0].end", perhaps("15:00", '"B" (14:59-16:00)')),
        ("side_events[2].end", perhaps("16:20", '"B" (14:59-16:00)')),
    ]


def test_two_open_ends() -> None:
    programme = a_programme(side_events=[timed("A", "14:10", None), timed("B", "14:10", None)])
    assert told(warnings(programme)) == [("side_events[1].end", perhaps("15:00", '"A" (14:10-?)'))]


def test_an_open_end_is_that_of_the_shortest_slot_that_begins_then() -> None:
    def slot(start: str, end: str, date: str = TUESDAY) -> dict[str, str]:
        return {"date": date, "start": start, "end": end}

    slots = [slot("14:10", "15:40"), slot("14:10", "14:40"), slot("14:10", "14:20", "2023-03-15")]
    events = [timed("A", "14:10", None), timed("B", "14:30", "16:00")]
    assert told(warnings(a_programme(slots=slots, side_events=events))) == [
        ("side_events[0].end", perhaps("14:40", '"B" (14:30-16:00)'))
    ]
    events = [timed("A", "14:10", None), timed("B", "14:40", "16:00")]
    assert warnings(a_programme(slots=slots, side_events=events)) == []


def test_an_organiser_beside_equal_organisers() -> None:
    events = [
        an_event(organiser="A", co_organisers=["B"]),
        an_event(co_organisers=["A"]),
        an_event(organiser="A", cosponsors=["B"]),
    ]
    assert told(faults(a_programme(side_events=events))) == [
        (
            "side_events[0].co_organisers",
            "An event has one organiser, or several equal ones without a lead. "
            "Leave organiser out, or write the others as cosponsors.",
        )
    ]


@pytest.mark.parametrize(
    ("seat", "found"),
    [
        ({"target": 2}, []),
        ({"min": 2, "target": 2, "max": 2}, []),
        ({"min": 3, "target": 2}, ["The target, 2, does not lie between 3 and 2."]),
        ({"target": 2, "max": 1}, ["The target, 2, does not lie between 0 and 1."]),
        ({"min": 3, "target": 2, "max": 4}, ["The target, 2, does not lie between 3 and 4."]),
    ],
)
def test_the_target_of_a_seat(seat: dict[str, int], found: list[str]) -> None:
    session = {"title": "t", "seats": [{"constituency": "igo", "target": 1}, {"constituency": "igo", **seat}]}
    assert told(faults(a_programme(thematic_sessions=[session]))) == [
        ("thematic_sessions[0].seats[1]", sentence) for sentence in found
    ]


@pytest.mark.parametrize("parts", [{"rooms": [{"name": "M6"}]}, {"side_events": [an_event(room="M6")]}])
def test_rooms_need_a_venue(parts: dict[str, Any]) -> None:
    assert told(faults(a_programme(meeting=a_meeting(venue=None), **parts))) == [
        ("meeting.venue", "Rooms are named, but not their venue. Give it.")
    ]


def test_a_meeting_without_rooms_needs_no_venue() -> None:
    assert faults(a_programme(meeting=a_meeting(venue=None), side_events=[an_event()])) == []


def test_rooms_and_organisations_need_not_be_listed() -> None:
    programme = a_programme(side_events=[timed("A", "14:10", "15:00", organiser="X", cosponsors=["Y"])])
    assert (faults(programme), warnings(programme)) == ([], [])


def places_of(file: dict[str, Any]) -> list[str]:
    return [fault.place for fault in all_faults(read(as_bytes(file), "f.json"))]


def test_faults_of_form_and_by_rule_are_told_in_one_go() -> None:
    wrong_end = {"date": TUESDAY, "start": "10:00", "end": "09:00"}
    outside = {"date": "2023-03-18", "start": "09:00", "end": "10:00"}
    file = a_file(
        meeting=a_meeting(kind="party"),
        rooms=[{"name": "M6", "capacity": "many", "closed": [{"date": "x"}, wrong_end]}, 5],
        slots=[{"date": TUESDAY, "start": "9", "end": "10:00"}, outside],
        organisations=[{"kind": "ngo"}, {"name": "A"}, {"name": "a"}],
        side_events=[
            timed("x" * 10_000, "14:10", "14:00", links=[{"url": "no"}]),
            timed("A", "25:00", "15:00"),
            timed("B", "14:10", "15:00"),
            "nothing",
            timed("C", "14:10", "15:00"),
        ],
        formal_meetings=[{"date": "2023-03-19", "kind": "party"}],
        floor_speakers=[{}],
    )
    assert places_of(file) == [
        "meeting.kind",
        "rooms[0].capacity",
        "rooms[0].closed[0].date",
        "rooms[0].closed[0].start",
        "rooms[0].closed[0].end",
        "rooms[1]",
        "slots[0].start",
        "organisations[0].name",
        "side_events[0].title",
        "side_events[0].links[0].url",
        "side_events[1].start",
        "side_events[3]",
        "formal_meetings[0].kind",
        "formal_meetings[0].title",
        "floor_speakers[0].constituency",
        "slots[1].date",
        "formal_meetings[0].date",
        "rooms[0].closed[1].end",
        "side_events[0].end",
        "organisations[2].name",
        "side_events[4].room",
    ]


def test_what_stands_in_for_the_meeting_is_no_fault() -> None:
    events = [an_event(date="2023-03-18", start="14:10", end="14:00")]
    assert places_of(a_file(meeting=a_meeting(starts="x"), side_events=events)) == [
        "meeting.starts",
        "side_events[0].end",
    ]
    assert places_of(a_file(meeting=5, side_events=events)) == ["meeting", "side_events[0].end"]
    assert places_of(a_file(meeting={}, side_events=events))[-1] == "side_events[0].end"
    assert places_of({"side_events": events}) == ["format", "meeting", "side_events[0].end"]


def test_a_key_that_stands_twice_does_not_hide_what_the_rules_find() -> None:
    data = as_bytes(a_file(side_events=[timed("A", "14:10", "14:00")])).replace(
        b'"room"', b'"title": "B", "room"'
    )
    assert [fault.place for fault in all_faults(read(data, "f.json"))] == [
        "side_events[0].title",
        "side_events[0].end",
    ]


def test_a_wrong_word_about_the_meeting_hides_no_fault_of_its_zone() -> None:
    assert places_of(a_file(meeting=a_meeting(kind="party", time_zone="Mars/City"))) == [
        "meeting.kind",
        "meeting.time_zone",
    ]


def test_a_wrong_start_of_the_meeting_is_not_told_again_at_its_end() -> None:
    assert places_of(a_file(meeting=a_meeting(starts="2027-13-01"))) == ["meeting.starts"]


def test_a_file_that_is_none_has_its_one_fault() -> None:
    reading = read(b"[", "f.json")
    assert all_faults(reading) == reading.faults
    assert len(reading.faults) == 1


def test_a_sound_file_has_none() -> None:
    assert all_faults(read(as_bytes(a_file()), "f.json")) == []
    assert all_faults(Reading()) == []


names = st.sampled_from(
    ["M6", "M7", "MOE100", "MEO100", "WHO", "World Health Organization", "é", "?", "世界"]
) | st.text(min_size=1, max_size=8).map(lambda text: f"x{text}")
dates = st.sampled_from([None, "1900-01-01", "2023-03-14", "2023-03-26", "2023-10-29", "2200-12-31"])
times = st.sampled_from([None, "00:00", "02:30", "10:00", "10:30", "23:59"])
common = {
    "title": names,
    "date": dates,
    "start": times,
    "end": times,
    "room": st.none() | names,
    "code": names.map(lambda name: name[:1] if name.isascii() and name[:1].isalnum() else None),
}
entries = st.fixed_dictionaries(common)
events = st.fixed_dictionaries(
    {**common, "until": dates, "organiser": st.none() | names, "cosponsors": st.lists(names, max_size=3)}
)
spans = st.fixed_dictionaries(
    {"date": dates.filter(bool), "start": times.filter(bool), "end": times.filter(bool)}
)
programmes = st.fixed_dictionaries(
    {
        "meeting": st.builds(
            a_meeting,
            starts=dates.filter(bool),
            ends=dates.filter(bool),
            time_zone=st.sampled_from(["Europe/Vienna", "Africa/Cairo", "UTC", "Pacific/Apia"]) | names,
            venue=st.none() | names,
        ),
        "rooms": st.lists(
            st.fixed_dictionaries({"name": names, "aliases": st.lists(names), "closed": st.lists(spans)}),
            max_size=3,
        ),
        "slots": st.lists(spans, max_size=3),
        "organisations": st.lists(
            st.fixed_dictionaries({"name": names, "short_name": st.none() | names}), max_size=4
        ),
        "side_events": st.lists(events, max_size=5),
        "thematic_sessions": st.lists(entries, max_size=3),
        "formal_meetings": st.lists(
            st.fixed_dictionaries({**common, "kind": st.just("plenary")}), max_size=3
        ),
    }
)


@settings(deadline=None)
@given(programmes)
def test_the_rules_bear_every_programme(parts: dict[str, Any]) -> None:
    programme = a_programme(**copy.deepcopy(parts))
    known = Known(rooms=(Named("MOE100", ("M6",)),), organisations=(Named("Who?", short_name="WHO"),))
    for fault in (*faults(programme, known), *warnings(programme, known)):
        assert str(fault).isprintable()
        assert fault.place.split("[")[0].split(".")[0] in type(programme).model_fields
