"""What deserves a second look on the board."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scheduler.nominations.board_rules import (
    Candidate,
    Hours,
    of_one_region,
    out_of_balance,
    warnings,
)
from scheduler.nominations.terms import State

DAY = date(2027, 9, 21)


def at(hour: int) -> datetime:
    return datetime(2027, 9, 21, hour, tzinfo=UTC)


MORNING = Hours(1, "Morning", DAY, at(8), at(11))
BESIDE = Hours(2, "Beside it", DAY, at(10), at(12))
AFTER = Hours(3, "After it", DAY, at(11), at(13))
UNTIMED = Hours(4, "Some time", DAY)
EVERY = (MORNING, BESIDE, AFTER, UNTIMED)
ZOE = Candidate(1, 7, State.SEATED, "VNGOC", session=1, country="Examplia", language="en")


def told(one: Candidate, *others: Candidate) -> list[str]:
    return [str(sentence) for sentence in warnings(one, [one, *others], EVERY, ["en", "fr"])]


def test_nothing_deserves_a_second_look_where_all_is_well() -> None:
    stranger = replace(ZOE, number=2, person=8, country="Elsewhere")
    same_country_elsewhere = replace(ZOE, number=3, person=9, session=3)
    same_country_without_a_place = replace(ZOE, number=4, person=10, state=State.FORWARDED)
    assert told(ZOE, stranger, same_country_elsewhere, same_country_without_a_place) == []
    assert told(replace(ZOE, country=None), replace(stranger, country=None)) == []


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (ZOE, replace(ZOE, number=2, session=2), "Has a place at the same time in: Beside it."),
        (ZOE, replace(ZOE, number=2, person=8), "Not the only one from Examplia on this panel."),
        (
            ZOE,
            replace(ZOE, number=2, session=None, channel="African"),
            "Put forward by another channel too: African.",
        ),
        (
            replace(ZOE, availability=("2027-09-23", "2027-09-22", "not in the evening")),
            ZOE,
            "Said that they can come on other days only: 2027-09-22, 2027-09-23.",
        ),
        (replace(ZOE, session=None, state=State.PUT_FORWARD), ZOE, "The person has not confirmed yet."),
        (replace(ZOE, state=State.INVITED), ZOE, "The person has not answered the invitation yet."),
        (
            replace(ZOE, language="ru"),
            ZOE,
            "The meeting has no interpretation from this language. Send a video with subtitles in one of: "
            "English, French.",
        ),
    ],
)
def test_each_warning(one: Candidate, other: Candidate, says: str) -> None:
    others = [] if other is ZOE else [other]
    assert told(one, *others) == [says]


@pytest.mark.parametrize(("session", "clashes"), [(1, False), (2, True), (3, False), (4, False)])
def test_only_hours_that_overlap_are_parallel(session: int, clashes: bool) -> None:
    """One that begins as the other ends, and one of which the hour is not known, are not."""
    found = told(ZOE, replace(ZOE, number=2, session=session, country=None))
    assert any("same time" in sentence for sentence in found) == clashes


@pytest.mark.parametrize(
    ("availability", "warned"),
    [((), False), (("2027-09-21",), False), (("mornings",), False), (("2027-09-22",), True)],
)
def test_days_are_compared_and_words_are_left_to_people(availability: tuple[str, ...], warned: bool) -> None:
    assert bool(told(replace(ZOE, availability=availability))) == warned


@pytest.mark.parametrize(
    ("genders", "warned"),
    [
        (["woman"] * 4, False),  # so few that it would tell of each
        (["woman"] * 4 + [None] * 6, False),
        (["Woman", " woman ", "woman", "woman", "man"], True),
        (["woman"] * 4 + ["man"] * 2, False),  # two thirds, not more
    ],
)
def test_balance_of_gender_gives_nobody_away(genders: list[str | None], warned: bool) -> None:
    said = out_of_balance(genders)
    assert (said is not None) == warned
    assert said is None or "oman" not in str(said)


def test_balance_of_regions() -> None:
    assert of_one_region(["Oceania", "Oceania", None]) is None
    assert of_one_region(["Oceania", "Oceania", "South Asia"]) is None
    assert str(of_one_region(["Oceania"] * 3)).endswith("from one region: Oceania.")
