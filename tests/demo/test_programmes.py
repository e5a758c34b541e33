"""The real programmes say what the public record says, and no more."""

import json
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

CODES = ["CND66", "CND67", "TD2022", "TD2023", "TD2024"]
SECTIONS = ("side_events", "thematic_sessions")


def real(code: str) -> dict[str, Any]:
    text = (files("scheduler.demo") / "programmes" / f"{code}.json").read_text(encoding="utf-8")
    programme: dict[str, Any] = json.loads(text)
    return programme


def entries(programme: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for section in SECTIONS for entry in programme[section]]


def test_these_five_are_all() -> None:
    found = {file.name for file in (files("scheduler.demo") / "programmes").iterdir()}

    assert found == {"README.md"} | {f"{code}.json" for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_format_code_and_place(code: str) -> None:
    programme = real(code)

    assert programme["format"] == "scheduler-programme/1"
    assert programme["meeting"]["code"] == code
    assert programme["meeting"]["time_zone"] == "Europe/Vienna"
    assert programme["meeting"]["venue"] == "Vienna International Centre"


@pytest.mark.parametrize(
    ("code", "title", "kind", "number", "starts", "ends"),
    [
        (
            "CND66",
            "Commission on Narcotic Drugs, sixty-sixth session",
            "regular_session",
            66,
            "2023-03-13",
            "2023-03-17",
        ),
        (
            "CND67",
            "Commission on Narcotic Drugs, sixty-seventh session",
            "regular_session",
            67,
            "2024-03-14",
            "2024-03-22",
        ),
        (
            "TD2022",
            "Thematic discussions on the implementation of all international drug policy commitments, 2022",
            "intersessional_meeting",
            65,
            "2022-09-21",
            "2022-09-22",
        ),
        ("TD2023", "Thematic discussions 2023", "intersessional_meeting", 66, "2023-10-23", "2023-12-06"),
        ("TD2024", "Thematic discussions 2024", "intersessional_meeting", 67, "2024-11-12", "2024-11-14"),
    ],
)
def test_meeting(code: str, title: str, kind: str, number: int, starts: str, ends: str) -> None:
    meeting = real(code)["meeting"]

    assert (meeting["title"], meeting["kind"], meeting["session_number"]) == (title, kind, number)
    assert (meeting["starts"], meeting["ends"]) == (starts, ends)


@pytest.mark.parametrize("code", CODES)
def test_every_entry_names_its_sources(code: str) -> None:
    assert [entry["title"] for entry in entries(real(code)) if not entry["sources"]] == []


@pytest.mark.parametrize("code", CODES)
def test_no_entry_has_an_invented_code(code: str) -> None:
    assert [entry for entry in entries(real(code)) if entry.keys() & {"code", "uid"}] == []


@pytest.mark.parametrize("code", CODES)
def test_days_and_times_are_of_the_meeting(code: str) -> None:
    programme = real(code)
    starts, ends = (date.fromisoformat(programme["meeting"][key]) for key in ("starts", "ends"))
    dated = [entry for entry in entries(programme) + programme["slots"] if entry["date"]]

    assert [entry for entry in dated if not starts <= date.fromisoformat(entry["date"]) <= ends] == []
    assert [
        entry for entry in dated if entry["start"] and entry["end"] and entry["start"] >= entry["end"]
    ] == []


@pytest.mark.parametrize("code", CODES)
def test_names_are_spelled_one_way(code: str) -> None:
    programme = real(code)
    organisations = [organisation["name"] for organisation in programme["organisations"]]
    named = {
        name
        for event in programme["side_events"]
        for name in (event["organiser"], *event["cosponsors"])
        if name
    }

    assert sorted(named) == sorted(organisations)
    assert {entry["room"] for entry in entries(programme)} - {None} == {
        room["name"] for room in programme["rooms"]
    }


def test_of_the_sixty_sixth_session_21_events_of_155_are_known() -> None:
    programme = real("CND66")
    by_day = Counter(event["date"] for event in programme["side_events"])

    assert len(programme["side_events"]) == 21
    assert programme["meeting"]["coverage"] == {"side_events": 155}
    assert by_day == {
        "2023-03-13": 3,
        "2023-03-14": 8,
        "2023-03-15": 1,
        "2023-03-16": 1,
        "2023-03-17": 1,
        None: 7,
    }


def test_of_the_sixty_sixth_session_few_times_and_rooms_are_known() -> None:
    timed = [
        (event["organiser"], event["date"], event["start"], event["end"], event["room"])
        for event in real("CND66")["side_events"]
        if event["start"] or event["end"] or event["room"]
    ]

    assert timed == [
        ("Union for International Cancer Control", "2023-03-13", "14:10", None, "MOE100"),
        ("United Kingdom", "2023-03-14", "14:10", "15:00", None),
        ("DRCNet Foundation (StoptheDrugWar.org)", "2023-03-17", "14:10", "15:00", "M6"),
    ]


def test_one_co_sponsor_had_five_events_on_one_day() -> None:
    days = [
        event["date"]
        for event in real("CND66")["side_events"]
        if "World Federation Against Drugs" in event["cosponsors"]
    ]

    assert days == ["2023-03-14"] * 5


def test_of_the_sixty_seventh_session_six_events_are_known_and_one_is_placed() -> None:
    programme = real("CND67")
    placed = [event for event in programme["side_events"] if event["date"]]

    assert len(programme["side_events"]) == 6
    assert programme["meeting"]["coverage"] == {"side_events": None}
    assert [
        (event["organiser"], event["date"], event["start"], event["end"], event["room"]) for event in placed
    ] == [("Instituto RIA", "2024-03-19", "08:10", "09:00", "MOE100")]


def groups(session: dict[str, Any]) -> Counter[str]:
    return Counter(
        panellist["regional_group"]
        for panellist in session["panellists"]
        if panellist["constituency"] == "member_state"
    )


def test_the_panels_of_2022_had_14_and_15_people() -> None:
    opening, first, second = real("TD2022")["thematic_sessions"]

    assert [session["date"] for session in (opening, first, second)] == [
        "2022-09-21",
        "2022-09-21",
        "2022-09-22",
    ]
    assert [len(session["panellists"]) for session in (opening, first, second)] == [0, 14, 15]


def test_on_21_september_2022_two_groups_had_two_experts_and_three_had_one() -> None:
    assert groups(real("TD2022")["thematic_sessions"][1]) == {
        "African States": 1,
        "Asia-Pacific States": 2,
        "Eastern European States": 1,
        "Latin American and Caribbean States": 2,
        "Western European and other States": 1,
    }


def test_on_22_september_2022_no_eastern_european_state_was_on_the_panel() -> None:
    assert groups(real("TD2022")["thematic_sessions"][2]) == {
        "African States": 1,
        "Asia-Pacific States": 1,
        "Latin American and Caribbean States": 1,
        "Western European and other States": 1,
    }


def test_on_both_days_of_2022_one_expert_came_through_the_vienna_ngo_committee() -> None:
    through = [
        [panellist["constituency"] for panellist in session["panellists"] if panellist["channel"] == "vngoc"]
        for session in real("TD2022")["thematic_sessions"]
    ]

    assert through == [[], ["civil_society"], ["civil_society"]]


def test_both_sessions_of_2022_had_one_title_of_277_characters() -> None:
    _, first, second = (session["title"] for session in real("TD2022")["thematic_sessions"])

    assert first.removeprefix("Thematic session 1: ") == second.removeprefix("Thematic session 2: ")
    assert len(first.removeprefix("Thematic session 1: ")) == 277


def test_eight_ngos_spoke_from_the_floor_in_2022_on_a_day_that_is_not_known() -> None:
    speakers = real("TD2022")["floor_speakers"]

    assert [speaker["represents"].removeprefix("an NGO based in ") for speaker in speakers] == [
        "Australia",
        "Colombia",
        "France",
        "Ghana",
        "India",
        "Macao (Special Administrative Region of China)",
        "Türkiye",
        "United Kingdom",
    ]


@pytest.mark.parametrize(
    ("code", "days"),
    [
        (
            "TD2023",
            {"2023-10-23": 2, "2023-10-24": 1, "2023-12-04": 2, "2023-12-05": 2, "2023-12-06": 2},
        ),
        ("TD2024", {"2024-11-12": 2, "2024-11-13": 2, "2024-11-14": 1}),
    ],
)
def test_sessions_of_2023_and_2024(code: str, days: dict[str, int]) -> None:
    sessions = real(code)["thematic_sessions"]

    assert Counter(session["date"] for session in sessions) == days
    assert {session["format"] for session in sessions} == {"hybrid"}


def test_all_sessions_of_2024_were_in_board_room_d() -> None:
    rooms = [session["room"] for session in real("TD2024")["thematic_sessions"]]

    assert rooms == ["Board Room D, 4th floor, C-Building"] * 5
