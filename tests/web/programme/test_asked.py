"""What an address asks of a programme's page."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.feeds.selection import FILTERS
from scheduler.web.programme.asked import EVERY_DAY, Asked, read, settled
from tests.web.builders import TUESDAY, WEDNESDAY, entry, programme, span

KNOWN = {"day": {"2027-03-09": 1}, "room": {"m1": 2, "m2": 1}, "kind": {"side-event": 3}}


def asked(query: str) -> Asked:
    return read(parse_qsl(query, keep_blank_values=True), KNOWN)


def test_an_address_is_written_back_in_one_order() -> None:
    assert asked("view=grid&q=Caf%C3%A9+a&room=m2&day=2027-03-09&room=m1").query == (
        "day=2027-03-09&room=m1&room=m2&q=Caf%C3%A9+a&view=grid"
    )


@pytest.mark.parametrize(
    "query", ["", "view=tree", "utm_source=x", "q=", "room=", "cancelled=maybe", "q=%00+%0a"]
)
def test_what_says_nothing_is_left_out(query: str) -> None:
    assert asked(query) == Asked(asked("").selection)
    assert asked(query).address == "./"


def test_every_day_is_no_value_that_feeds_would_see() -> None:
    found = asked("day=all")
    assert (found.every_day, found.selection.query, found.query) == (True, "", "day=all")


def test_a_named_day_wins_over_every_day() -> None:
    found = asked("day=all&day=2027-03-09")
    assert (found.values("day"), found.query) == (["2027-03-09"], "day=2027-03-09")


def test_addresses_beside_the_present_one() -> None:
    here = asked("day=2027-03-09&room=m1&room=m2&q=x&view=grid")
    assert here.on(EVERY_DAY).query == "room=m1&room=m2&day=all&q=x&view=grid"
    assert here.on("2027-03-10").query == "day=2027-03-10&room=m1&room=m2&q=x&view=grid"
    assert here.without("room", "m1").query == "day=2027-03-09&room=m2&q=x&view=grid"
    assert here.without("day", "2027-03-09").query == "room=m1&room=m2&day=all&q=x&view=grid"
    assert here.without_words().query == "day=2027-03-09&room=m1&room=m2&view=grid"
    assert here.shown_as("list").query == "day=2027-03-09&room=m1&room=m2&q=x&view=list"
    assert here.cleared().query == "day=all&view=grid"


def test_words_are_kept_as_typed_and_looked_for_folded() -> None:
    found = asked("q=Réduction&q=des+Risques")
    assert (found.words, found.selection.words) == ("Réduction des Risques", ("reduction", "des", "risques"))


def test_of_ten_thousand_values_the_known_ones_and_a_few_others_are_kept() -> None:
    nonsense = [("room", f"room {number} " + "x" * 1000) for number in range(10_000)]
    found = read([*nonsense, ("room", "m1"), ("q", "y" * 10_000)], KNOWN)
    assert "m1" in found.values("room")
    assert (len(found.values("room")), len(found.words)) == (6, 200)
    assert len(found.query) < 1000


@given(st.lists(st.tuples(st.sampled_from([*FILTERS, "q", "view", "cancelled", "x"]) | st.text(), st.text())))
def test_any_address_can_be_read_and_read_again(pairs: list[tuple[str, str]]) -> None:
    found = read(pairs, KNOWN)
    assert read(parse_qsl(found.query), KNOWN) == found


LONG = [entry(f"Entry {number}", span("09:00", day=WEDNESDAY if number else TUESDAY)) for number in range(50)]
DAYS = {"day": {"2027-03-09": 1, "2027-03-10": 49}}


@pytest.mark.parametrize(
    ("query", "today", "settled_as"),
    [
        ("", date(2027, 1, 1), "day=2027-03-09"),
        ("", WEDNESDAY, "day=2027-03-10"),
        ("", date(2027, 3, 11), "day=2027-03-09"),
        ("view=grid", WEDNESDAY, "day=2027-03-10&view=grid"),
        ("day=all", WEDNESDAY, "day=all"),
        ("day=2027-03-09", WEDNESDAY, "day=2027-03-09"),
        ("room=m1", WEDNESDAY, "room=m1&day=all"),
        ("q=entry", WEDNESDAY, "day=all&q=entry"),
    ],
)
def test_a_long_programme_opens_on_one_day(query: str, today: date, settled_as: str) -> None:
    assert settled(asked(query), programme(*LONG), DAYS, today).query == settled_as


@pytest.mark.parametrize("number", [0, 1, 40])
def test_a_short_programme_opens_whole(number: int) -> None:
    assert settled(asked(""), programme(*LONG[:number]), DAYS, WEDNESDAY).query == "day=all"


def test_a_long_programme_without_days_opens_whole() -> None:
    assert settled(asked(""), programme(*LONG), {"day": {}}, WEDNESDAY).query == "day=all"
