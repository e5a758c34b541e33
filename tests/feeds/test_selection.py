"""Selections: what an address asks for, and what stays in the feed of one (docs/calendars.md 5, 6, 13).
Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.feeds.selection import Selection, chosen, fragments, in_feed, read
from scheduler.formats.entry import CalendarEntry, MeetingFace, Span, Stamps, Standing
from scheduler.kernel.terms import EntryKind
from scheduler.releases.programme import Programme, Published
from scheduler.releases.rules import Facts

RELEASED = datetime(2027, 3, 1, 12, tzinfo=UTC)
ENDS = datetime(2027, 3, 9, 9, tzinfo=UTC)
DEPARTS = ENDS + timedelta(days=30)


def published(
    name: str,
    facts: Facts,
    *past: Facts,
    standing: Standing = Standing.SCHEDULED,
    changed_at: datetime = RELEASED,
) -> Published:
    span = Span(date(2027, 3, 9), starts_at=ENDS - timedelta(hours=1), ends_at=ENDS)
    return Published(
        entry=CalendarEntry(EntryKind.SIDE_EVENT, name, name, standing, span),
        stamps=Stamps(name, 0, RELEASED, changed_at),
        facts=facts,
        past=past,
        fragment=name.encode(),
        fragment_kept=f"{name} kept".encode() if standing is not Standing.SCHEDULED else None,
    )


def programme(*entries: Published) -> Programme:
    face = MeetingFace("T1", "T", None, "Europe/Vienna", date(2027, 3, 8), date(2027, 3, 12))
    return Programme(face, 1, RELEASED, 60, entries, b"")


def held(wanted: Selection, programme: Programme, now: datetime = RELEASED) -> tuple[bytes, ...]:
    """The VEVENTs in the feed of a selection."""
    entries = in_feed(wanted, programme, now).entries
    return tuple(fragment for _, fragment in fragments(entries, wanted.cancelled))


M1, M2 = {"room": ["m1"], "day": ["2027-03-09"]}, {"room": ["m2"], "day": ["2027-03-09"]}
IN_M1 = read([("room", "m1")])


def test_values_of_one_filter_add_and_filters_narrow() -> None:
    wanted = read([("room", "m1"), ("room", "m3"), ("day", "2027-03-09")])
    other_day = {"room": ["m1"], "day": ["2027-03-10"]}
    names = [
        one.entry.title
        for one in chosen(
            wanted, programme(published("a", M1), published("b", M2), published("c", other_day))
        )
    ]
    assert names == ["a"]


def test_words_must_all_occur_whatever_their_case_and_accents() -> None:
    found = programme(
        published("a", {"text": ["harm reduction in turkiye"]}), published("b", {"text": ["harm"]})
    )
    assert [one.entry.title for one in chosen(read([("q", "TÜRKIYE harm")]), found)] == ["a"]


def test_empty_values_ask_for_nothing_as_empty_fields_of_a_form_do() -> None:
    assert read([("room", ""), ("q", " ")]).is_everything


def test_what_no_filter_is_called_is_named() -> None:
    assert read([("colour", "red")]).unknown == ("colour",)


def test_a_wrong_value_of_cancelled_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        read([("cancelled", "hide")])


def test_one_selection_is_always_written_alike() -> None:
    one = read([("room", "m2"), ("q", "b a"), ("day", "2027-03-09"), ("room", "m1"), ("cancelled", "keep")])
    assert one.query == "day=2027-03-09&room=m1&room=m2&q=b+a&cancelled=keep"
    assert read([("cancelled", "mark")]).query == ""


def test_rule_06_what_has_left_a_selection_stays_in_its_feed() -> None:
    moved = programme(published("a", M2, M1), published("b", M2))
    assert held(IN_M1, moved) == (b"a",)


def test_rule_06_and_13_it_stays_until_thirty_days_after_its_end_and_its_leaving_is_a_change() -> None:
    moved = programme(published("a", M2, M1))
    before = in_feed(IN_M1, moved, DEPARTS - timedelta(seconds=1))
    after = in_feed(IN_M1, moved, DEPARTS)
    assert (before.entries, before.since, before.until) == (moved.entries, RELEASED, DEPARTS)
    assert (after.entries, after.since, after.until) == ((), DEPARTS, None)


def test_rule_06_what_is_changed_after_its_end_stays_until_thirty_days_after_the_change() -> None:
    late = programme(published("a", M2, M1, changed_at=ENDS + timedelta(days=400)))
    assert held(IN_M1, late, DEPARTS + timedelta(days=1)) == (b"a",)
    assert held(IN_M1, late, ENDS + timedelta(days=430)) == ()


def test_past_versions_must_match_as_a_whole_not_in_parts() -> None:
    """In room M1 on one day, then in M2 on another: it never was in M1 on that other day."""
    one = published("a", {"room": ["m2"], "day": ["2027-03-10"]}, M1)
    assert held(read([("room", "m1"), ("day", "2027-03-10")]), programme(one)) == ()


@pytest.mark.parametrize(("cancelled", "expected"), [("mark", (b"a",)), ("keep", (b"a kept",)), ("drop", ())])
@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.UNPLACED])
def test_rule_05_what_is_off_is_marked_kept_or_dropped(
    cancelled: str, expected: tuple[bytes, ...], standing: Standing
) -> None:
    off = programme(published("a", M1, standing=standing))
    assert held(read([("cancelled", cancelled)]), off) == expected


def test_rule_06_what_is_off_has_no_limit_in_its_own_selection() -> None:
    off = programme(published("a", M1, standing=Standing.CANCELLED))
    assert held(IN_M1, off, DEPARTS + timedelta(days=3650)) == (b"a",)


@given(
    st.lists(st.tuples(st.sampled_from(["room", "day", "kind", "q", "x"]), st.text(max_size=20)), max_size=8)
)
def test_any_address_is_understood_and_its_canonical_form_means_the_same(
    pairs: list[tuple[str, str]],
) -> None:
    from urllib.parse import parse_qsl

    wanted = read(pairs)
    again = read(parse_qsl(wanted.query))
    assert again == Selection(wanted.wanted, wanted.words, wanted.cancelled)
    in_feed(wanted, programme(published("a", M1)), RELEASED)
