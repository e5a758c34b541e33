"""What calendars were told, and how that is counted on."""

from datetime import UTC, datetime, timedelta

from scheduler.subscriptions.rules import Told, is_noted, own_uid, read, told

NOW = datetime(2027, 3, 1, 12, 0, 0, 700_000, tzinfo=UTC)
WHOLE = NOW.replace(microsecond=0)
OTHER = "0d1a8e0c-7c0e-4b6e-8a31-5f2b8c9f3a77"
SEED = "6f1c1f0e-8a55-4f9a-9d3c-2f6d1f6f9d11"


def test_what_is_said_for_the_first_time_is_no_change() -> None:
    assert told("going", None, NOW) == Told("going", 0, WHOLE, WHOLE)


def test_the_same_again_changes_nothing() -> None:
    before = Told("going", 3, WHOLE, WHOLE)
    assert told("going", before, NOW + timedelta(days=9)) is before


def test_what_changes_is_counted_and_bears_a_later_time_whatever_the_clock_says() -> None:
    before = Told("going", 3, WHOLE, WHOLE)
    a_day = timedelta(days=1)
    assert told("perhaps", before, NOW + a_day) == Told("perhaps", 4, WHOLE, WHOLE + a_day)
    a_second = timedelta(seconds=1)
    assert told("perhaps", before, NOW - a_day) == Told("perhaps", 4, WHOLE, WHOLE + a_second)


def test_it_is_read_as_it_was_stored() -> None:
    one = Told("going", 3, WHOLE, WHOLE + timedelta(days=2))
    assert one.stored() == ["going", 3, "2027-03-01T12:00:00Z", "2027-03-03T12:00:00Z"]
    assert read(one.stored()) == one


def test_uids_of_what_is_owed_are_always_the_same_and_of_one_feed_only() -> None:
    uids = [own_uid(SEED, "application 7 close"), own_uid(SEED, "application 7 close")]
    others = [own_uid(SEED, "application 8 close"), own_uid(OTHER, "application 7 close")]
    assert uids == ["d48174c8-b89f-5023-b625-c7331889f7ad"] * 2
    assert len({*uids, *others}) == 3


def test_a_fetch_is_noted_once_a_day() -> None:
    assert not is_noted(None, NOW)
    assert is_noted(NOW, NOW + timedelta(hours=23, minutes=59))
    assert not is_noted(NOW, NOW + timedelta(days=1))
