from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduler.formats.entry import (
    Body,
    CalendarEntry,
    MeetingFace,
    Panellist,
    Place,
    Span,
    Speaker,
    Standing,
)
from scheduler.kernel.terms import Constituency, EntryKind, Format
from scheduler.releases import content, rules

M1, M2 = (Place(name, name.lower(), "Centre") for name in ("M1", "M2"))
NINE = datetime(2027, 3, 9, 8, tzinfo=UTC)
TUESDAY = Span(date(2027, 3, 9), starts_at=NINE, ends_at=NINE + timedelta(minutes=50), room=M1)
WEDNESDAY = replace(TUESDAY, day=date(2027, 3, 10))


def entry(
    span: Span | None = TUESDAY, standing: Standing = Standing.SCHEDULED, **facts: Any
) -> CalendarEntry:
    return CalendarEntry(EntryKind.SIDE_EVENT, "AAAAA", "Title", standing, span, **facts)


def test_a_first_version_says_just_what_it_is() -> None:
    assert rules.following(entry(), None) == entry()


def test_what_moved_says_from_where() -> None:
    assert rules.following(entry(WEDNESDAY), entry()) == entry(WEDNESDAY, moved_from=TUESDAY)


def test_it_says_so_until_it_moves_again() -> None:
    moved = entry(WEDNESDAY, moved_from=TUESDAY)
    assert rules.following(entry(WEDNESDAY, theme="x"), moved) == replace(moved, theme="x")
    assert rules.following(entry(), moved) == entry(moved_from=WEDNESDAY)


@pytest.mark.parametrize("same", [replace(M1, capacity=40), replace(M1, name="Room M1")])
def test_new_facts_about_its_room_do_not_move_it(same: Place) -> None:
    assert rules.following(entry(replace(TUESDAY, room=same)), entry()).moved_from is None


def test_what_lost_its_date_keeps_its_last_place() -> None:
    assert rules.following(entry(None, Standing.UNPLACED), entry()) == entry(TUESDAY, Standing.UNPLACED)


def test_what_never_had_a_date_has_none() -> None:
    assert rules.following(entry(None, Standing.UNPLACED), entry(None, Standing.UNPLACED)).span is None


def test_a_cancelled_entry_did_not_move() -> None:
    assert rules.following(entry(WEDNESDAY, Standing.CANCELLED), entry()).moved_from is None


def test_what_filters_see() -> None:
    full = entry(
        theme="Prison health",
        format=Format.IN_PERSON,
        organisers=(Body("Kenya", "kenya"),),
        cosponsors=(Body("WHO", "who", short_name="WHO"),),
        panellists=(Panellist(Constituency.IGO, "African Union", "african-union"),),
        speakers=(Speaker(1, "Ada Example", "Institute"),),
    )
    assert rules.facts(full) == {
        "day": ["2027-03-09"],
        "room": ["m1"],
        "theme": ["prison-health"],
        "organisation": ["african-union", "kenya", "who"],
        "kind": ["side-event"],
        "format": ["in-person"],
        "text": ["aaaaa title prison health kenya who who african union ada example institute"],
    }


def test_what_has_no_date_now_is_found_on_no_day() -> None:
    assert {"day", "room"} & rules.facts(entry(TUESDAY, Standing.UNPLACED)).keys() == set()


def test_an_exhibition_is_found_on_each_of_its_days() -> None:
    several = entry(Span(date(2027, 3, 9), until=date(2027, 3, 11)))
    assert rules.facts(several)["day"] == ["2027-03-09", "2027-03-10", "2027-03-11"]


def test_formal_meetings_are_found_by_their_kind_and_together() -> None:
    assert rules.kinds(EntryKind.PLENARY) == ["plenary", "formal-meeting"]
    assert rules.kinds(EntryKind.SPECIAL_EVENT) == ["special-event"]


@pytest.mark.parametrize(("today", "minutes"), [(6, 60), (7, 15), (8, 15), (12, 15), (13, 60)])
def test_rule_17_calendars_come_back_more_often_from_the_eve_of_a_meeting_to_its_end(
    today: int, minutes: int
) -> None:
    assert rules.refresh_minutes(date(2027, 3, today), date(2027, 3, 8), date(2027, 3, 12)) == minutes


def test_rule_13_releases_are_a_second_apart_at_least_and_in_whole_seconds() -> None:
    now = NINE.replace(microsecond=700_000)
    assert rules.released_at(now, None) == NINE
    assert rules.released_at(now, NINE) == NINE + timedelta(seconds=1)
    assert rules.released_at(now, NINE + timedelta(hours=1)) == NINE + timedelta(hours=1, seconds=1)


def test_what_is_stored_comes_back_the_same_and_says_nothing_needless() -> None:
    full = entry(
        moved_from=WEDNESDAY, speakers=(Speaker(7, affiliation="Institute"),), languages=("en", "fr")
    )
    assert content.load(content.dump(full)) == full
    assert "cosponsors" not in content.dump(full)


def test_names_are_filled_in_when_a_release_is_read() -> None:
    voice = Panellist(Constituency.IGO, speaker=Speaker(8))
    stored = entry(speakers=(Speaker(7),), panellists=(voice,))
    named = content.named(stored, {7: content.Known(7, "Ada"), 8: content.Known(8, None)})
    assert (named.speakers[0].name, named.panellists[0].speaker) == ("Ada", Speaker(8))
    assert sorted(content.people(stored)) == [7, 8]


def test_a_digest_covers_what_is_said_with_names_and_the_meetings_zone_and_venue() -> None:
    face = MeetingFace("T1", "Title", "Centre", "Europe/Vienna", date(2027, 3, 8), date(2027, 3, 12))
    spoken = entry(speakers=(Speaker(7),))
    digests = [
        content.digest(spoken, face),
        content.digest(content.named(spoken, {7: content.Known(7, "Ada")}), face),
        content.digest(spoken, replace(face, venue="Other")),
        content.digest(spoken, replace(face, time_zone="Asia/Tokyo")),
    ]
    assert len(set(digests)) == 4
    assert content.digest(spoken, replace(face, title="Other")) == digests[0]
