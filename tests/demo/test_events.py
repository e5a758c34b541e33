"""The fictitious side events: all sorts that a real session has."""

import unicodedata
from collections import Counter
from typing import Any

import pytest

from scheduler.demo.fictitious import programme

Record = dict[str, Any]


def minutes(time: str) -> int:
    hours, rest = time.split(":")
    return int(hours) * 60 + int(rest)


def special(file: Record, kind: str) -> list[Record]:
    return [event for event in file["side_events"] if event["kind"] == kind]


def test_titles_are_different_and_of_real_lengths(any_size: Record) -> None:
    titles = [entry["title"] for entry in any_size["side_events"] + any_size["thematic_sessions"]]

    assert len(set(titles)) == len(titles)
    assert [title for title in titles if not 30 <= len(title) <= 297] == []


def test_titles_of_all_sorts(meeting: Record) -> None:
    titles = [event["title"] for event in meeting["side_events"]]
    scripts = Counter(
        unicodedata.name(next(letter for letter in title if ord(letter) > 0x3FF)).split()[0]
        for title in titles
        if any(ord(letter) > 0x3FF for letter in title)
    )

    assert sum(title.isupper() for title in titles) == 3
    assert scripts == {"ARABIC": 1, "CJK": 1, "CYRILLIC": 1}
    assert sum("é" in title for title in titles) == 1
    assert sum("ó" in title for title in titles) == 1
    assert sum("İ" in title for title in titles) == 1
    assert min(len(title) for title in titles) < 40
    assert max(len(title) for title in titles) > 230
    assert max(len(session["title"]) for session in meeting["thematic_sessions"]) == 297


def test_descriptions_have_200_to_900_characters(any_size: Record) -> None:
    texts = [event["description"] for event in any_size["side_events"]]

    assert [text for text in texts if not 200 <= len(text) <= 900] == []
    assert [text for text in texts if "{" in text or "  " in text or ".." in text] == []
    assert [text for text in texts if text[0].islower() or not text.endswith(".")] == []


def test_special_events_cover_two_slots_in_the_large_hall(meeting: Record) -> None:
    events = special(meeting, "special_event")
    lengths = [minutes(event["end"]) - minutes(event["start"]) for event in events]
    covered = [
        sum(
            slot["date"] == event["date"] and slot["start"] < event["end"] and event["start"] < slot["end"]
            for slot in meeting["slots"]
        )
        for event in events
    ]

    assert (lengths, covered) == ([90] * 4, [2] * 4)
    assert [event["room"] for event in events] == ["Danube Hall"] * 4


def test_exhibitions_last_several_days(meeting: Record) -> None:
    assert [
        (event["date"], event["until"], event["start"], event["end"], event["room"])
        for event in special(meeting, "exhibition")
    ] == [
        ("2027-03-08", "2027-03-09", "09:00", "18:00", "Winter Garden"),
        ("2027-03-10", "2027-03-12", "09:00", "18:00", "Winter Garden"),
        ("2027-03-08", "2027-03-12", None, None, None),
    ]


def test_online_and_hybrid_events_have_links(meeting: Record) -> None:
    events = meeting["side_events"]
    online = [event for event in events if event["format"] == "online"]
    hybrid = [event for event in events if event["format"] == "hybrid"]
    equipped = {room["name"] for room in meeting["rooms"] if "hybrid" in room["equipment"]}

    assert len(online) == 7
    assert {event["room"] for event in online} == {None}
    assert len(hybrid) >= 30
    assert {event["room"] for event in hybrid} <= equipped
    for event in online + hybrid:
        assert [link["label"] for link in event["links"]][:2] == ["Registration", "Meeting link"]


def test_what_is_unknown_or_withdrawn_occurs(meeting: Record) -> None:
    events = special(meeting, "side_event")
    unplaced = [event for event in events if not event["date"]]

    assert sum(event.get("status") == "cancelled" for event in events) == 2
    assert len(unplaced) == 5
    assert {(event["start"], event["end"], event["room"]) for event in unplaced} == {(None, None, None)}
    assert sum(bool(event["date"]) and not event["start"] for event in events) == 1
    assert sum(bool(event["start"]) and not event["end"] for event in events) == 1


def test_one_event_is_joint_and_has_no_lead(meeting: Record) -> None:
    joint = [event for event in meeting["side_events"] if event["organiser"] is None]

    assert len(joint) == 1
    assert 2 <= len(joint[0]["co_organisers"]) <= 5


@pytest.mark.parametrize("events", [150, 1500])
def test_co_sponsors_are_four_on_average_and_fifteen_at_most(events: int) -> None:
    counts = [len(event["cosponsors"]) for event in programme(events)["side_events"]]

    assert max(counts) == 15
    assert 3.5 <= sum(counts) / len(counts) <= 4.5


def test_themes_and_languages(meeting: Record) -> None:
    events = meeting["side_events"]

    assert len({event["theme"] for event in events}) == 10
    assert {language for event in events for language in event["languages"]} == {"ar", "en", "es", "fr", "ru"}


def _givers(event: Record) -> list[str]:
    lead = [event["organiser"]] if event["organiser"] else event["co_organisers"]
    return [*lead, *event["cosponsors"]]


def test_speakers_belong_to_those_who_give_the_event(meeting: Record) -> None:
    for event in meeting["side_events"]:
        speakers = event["speakers"]
        assert all(speaker["affiliation"].endswith(tuple(_givers(event))) for speaker in speakers)
        assert len({speaker["name"] for speaker in speakers}) == len(speakers)
        assert speakers == [] if event["kind"] == "exhibition" else 2 <= len(speakers) <= 6
