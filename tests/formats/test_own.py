"""What a person's own calendar adds to published entries: the bytes."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given

from scheduler.formats import ical, own
from scheduler.formats.entry import MeetingFace, Span
from scheduler.formats.own import Due
from scheduler.formats.timezones import VIENNA
from tests.formats.calendars import HOSTILE, TAMED, any_text, assert_valid, fragment, properties, text, values
from tests.formats.samples import MEETING, STAMPS, utc

DUE = Due(
    "application 7", "Submit it", utc(1, 15, 22, 59), "The call closes.", "https://programme.example/x/"
)


def own_feed(*meetings: MeetingFace, fragments: tuple[bytes, ...] = ()) -> bytes:
    texts = {"name": "Mine", "description": "My own", "page": "https://programme.example/agenda/"}
    return ical.own_feed(meetings, fragments, refresh_minutes=15, **texts)


def test_a_change_of_ones_own_touches_the_three_stamps_and_nothing_else() -> None:
    before, after = properties(fragment()), properties(own.stamped(fragment(), 5, utc(3, 20, 8, 30)))
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("DTSTAMP:20230301T100530Z", "DTSTAMP:20230320T083000Z"),
        ("LAST-MODIFIED:20230301T100530Z", "LAST-MODIFIED:20230320T083000Z"),
        ("SEQUENCE:2", "SEQUENCE:5"),
    ]


def test_going_and_perhaps_stand_at_the_end_where_the_listing_stood() -> None:
    going, perhaps = (own.taking_time(fragment(), how) for how in (own.GOING, own.PERHAPS))
    assert properties(going)[-3:] == ["STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT"]
    assert properties(perhaps)[-3:] == ["STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT"]
    assert len(properties(going)) == len(properties(fragment()))


def test_an_alarm_stands_before_what_has_an_hour() -> None:
    assert properties(own.alarmed(fragment(), 90))[-7:] == [
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Reminder",
        "TRIGGER:-PT90M",
        "END:VALARM",
        "END:VEVENT",
    ]
    whole_day = fragment(span=Span(date(2023, 3, 13)))
    assert own.alarmed(whole_day, 90) == whole_day


@given(any_text)
def test_no_text_of_anybody_is_taken_for_a_property(title: str) -> None:
    """22."""
    written = fragment(title=f"{title}\r\nSEQUENCE:9\r\nTRANSP:X", description=f"{title}\nSTATUS:X")
    dressed = own.alarmed(own.taking_time(own.stamped(written, 3, STAMPS.changed_at), own.GOING), 5)
    assert_valid(dressed)
    assert (values(dressed, "SEQUENCE"), values(dressed, "TRANSP")) == ([":3"], [":OPAQUE"])
    assert values(dressed, "SUMMARY") == values(written, "SUMMARY")


def test_something_owed_ends_when_it_is_due_and_takes_nobodys_time() -> None:
    assert ical.due(DUE, STAMPS).decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:se-7@programme.example",
        "DTSTAMP:20230301T100530Z",
        "CREATED:20230201T090000Z",
        "LAST-MODIFIED:20230301T100530Z",
        "SEQUENCE:2",
        "DTSTART:20230115T222900Z",
        "DTEND:20230115T225900Z",
        "SUMMARY:Submit it",
        "DESCRIPTION:The call closes.\\n\\nhttps://programme.example/x/",
        "URL:https://programme.example/x/",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "",
    ]
    hostile = ical.due(replace(DUE, title=HOSTILE, text=HOSTILE), STAMPS)
    assert_valid(hostile)
    assert text(hostile, "SUMMARY") == TAMED


def test_a_whole_calendar_of_ones_own_says_nothing_of_its_address() -> None:
    assert own_feed(MEETING, fragments=(fragment(),)).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//scheduler//Programmes of meetings//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Mine",
        "X-WR-CALNAME:Mine",
        "DESCRIPTION:My own",
        "X-WR-CALDESC:My own",
        "X-WR-TIMEZONE:Europe/Vienna",
        "COLOR:steelblue",
        "URL:https://programme.example/agenda/",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        *VIENNA.decode().split("\r\n")[:-1],
        *fragment().decode().split("\r\n")[:-1],
        "END:VCALENDAR",
        "",
    ]


def test_every_zone_is_told_once_and_an_empty_calendar_tells_that_of_the_house() -> None:
    """27."""
    later = replace(MEETING, code="CND67", starts=MEETING.starts + timedelta(days=365))
    elsewhere = replace(MEETING, code="X1", time_zone="America/New_York")
    told = [values(own_feed(*meetings), "TZID") for meetings in ((), (MEETING, later), (elsewhere, later))]
    assert told == [[":Europe/Vienna"], [":Europe/Vienna"], [":Europe/Vienna", ":America/New_York"]]
