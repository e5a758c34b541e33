"""The fictitious thematic sessions and formal meetings."""

from collections import Counter
from typing import Any

from scheduler.demo.fictitious import programme

Record = dict[str, Any]


def test_panels_have_8_to_15_people_within_their_seats(meeting: Record) -> None:
    sessions = meeting["thematic_sessions"]

    assert [len(session["panellists"]) for session in sessions] == [8, 11, 14, 15]
    for session in sessions:
        seated = Counter(
            (panellist["constituency"], panellist.get("regional_group"))
            for panellist in session["panellists"]
        )
        seats = {(seat["constituency"], seat.get("regional_group")): seat for seat in session["seats"]}
        assert seated.keys() <= seats.keys()
        assert all(seat["min"] <= seat["target"] <= seat["max"] for seat in session["seats"])
        assert all(seat["min"] <= seated[key] <= seat["max"] for key, seat in seats.items())


def test_panellists_come_through_their_channels(meeting: Record) -> None:
    channels = {
        (person["constituency"], person["channel"])
        for session in meeting["thematic_sessions"]
        for person in session["panellists"] + session["floor_speakers"]
    }

    assert channels == {
        ("member_state", "regional_group"),
        ("un_entity", "direct"),
        ("igo", "direct"),
        ("partner", "direct"),
        ("civil_society", "vngoc"),
    }


def test_sessions_have_segments_and_documents(meeting: Record) -> None:
    sessions = meeting["thematic_sessions"]
    symbols = [
        document["symbol"]
        for session in sessions
        for document in session["documents"]
        if "symbol" in document
    ]

    assert symbols == ["DEMO/2027/CRP.1", "DEMO/2027/CRP.2", "DEMO/2027/CRP.3", "DEMO/2027/CRP.4"]
    for session in sessions:
        assert [segment["kind"] for segment in session["segments"]] == [
            "opening_remarks",
            "opening_remarks",
            "introductory_presentation",
            "panel",
            "interactive_debate",
            "way_forward",
        ]


def test_two_plenaries_a_day_take_up_the_whole_agenda(meeting: Record) -> None:
    plenaries = [formal for formal in meeting["formal_meetings"] if formal["kind"] == "plenary"]
    hours = Counter((plenary["start"], plenary["end"], plenary["room"]) for plenary in plenaries)
    numbers = [item["number"] for plenary in plenaries for item in plenary["agenda_items"]]

    assert hours == {("10:00", "13:00", "Plenary Hall"): 5, ("15:00", "18:00", "Plenary Hall"): 5}
    assert sorted(set(numbers), key=int) == [str(number) for number in range(1, 13)]
    assert plenaries[0]["title"] == "Plenary, 1st meeting"
    assert plenaries[0]["agenda_items"][1] == {
        "number": "2",
        "title": "Adoption of the agenda and other organizational matters",
        "symbols": ["DEMO/2027/2"],
    }


def test_formal_meetings_are_of_four_kinds(meeting: Record) -> None:
    kinds = Counter(formal["kind"] for formal in meeting["formal_meetings"])

    assert kinds == {"plenary": 10, "committee_of_the_whole": 3, "dialogue": 1, "hearing": 1}


def test_ordinals_are_written_as_one_says_them() -> None:
    titles = [formal["title"] for formal in programme(300)["formal_meetings"] if formal["kind"] == "plenary"]

    assert " ".join(title.removeprefix("Plenary, ").removesuffix(" meeting") for title in titles) == (
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th"
    )
