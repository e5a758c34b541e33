"""What somebody hears who goes from heading to heading: day, time, then kind, state and title."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

import pytest

from tests.browser import MOUSE, Reader, texts
from tests.journeys.data import CODES, KINDS, Record, days, entries, is_cancelled, programme

pytestmark = pytest.mark.parametrize("way", [MOUSE], ids=str)


def said(entry: Record) -> str:
    return f"{KINDS[entry['kind']]} {'Cancelled ' if is_cancelled(entry) else ''}{entry['title']}"


def hour(entries: list[Record]) -> str:
    """When they begin, and when most of them end."""
    end = Counter(one["end"] for one in entries).most_common(1)[0][0]
    return f"{entries[0]['start']} to {end}" if end else str(entries[0]["start"])


def by_place(entry: Record) -> tuple[object, ...]:
    """By rooms, which stand in order in the grid too; what has none comes last."""
    return entry["room"] is None, (entry["room"] or "").casefold(), entry["title"].casefold()


def of_day(day: str, found: list[Record]) -> Iterator[str]:
    """The headings of a day."""
    yield f"{date.fromisoformat(day):%A {int(day[8:])} %B %Y}"
    short = sorted((one for one in found if not one.get("until")), key=by_place)
    timed = sorted((one for one in short if one["start"]), key=lambda one: str(one["start"]))
    for _, group in groupby(timed, key=lambda one: str(one["start"])):
        together = list(group)
        yield from (hour(together), *map(said, together))
    for heading, rest in (
        ("Time not published", [one for one in short if not one["start"]]),
        ("Several days", sorted((one for one in found if one.get("until")), key=by_place)),
    ):
        yield from (heading, *map(said, rest)) if rest else ()


def of_programme(code: str) -> Iterator[str]:
    """The headings of a whole programme: what lasts several days stands on the first of them."""
    yield f"{code} {programme(code)['meeting']['title']}"
    placed = sorted((one for one in entries(code) if one["date"]), key=lambda one: str(one["date"]))
    for day, group in groupby(placed, key=lambda one: str(one["date"])):
        yield from of_day(day, list(group))
    waiting = [said(one) for one in entries(code) if one["date"] is None]
    yield from ("Not yet placed", *waiting) if waiting else ()
    yield from ["Speakers from the floor"] if programme(code).get("floor_speakers") else []


def heard(reader: Reader) -> list[str]:
    """The headings; what is going on while the tests run says so too."""
    return [name.replace(" Now ", " ", 1) for name in reader.headings()]


@pytest.mark.parametrize("code", CODES)
def test_headings_tell_the_programme(reader: Reader, code: str) -> None:
    reader.go(f"/{code}/?day=all&view=list")
    assert heard(reader) == list(of_programme(code))


def test_headings_tell_a_day(reader: Reader) -> None:
    for day in ("2027-03-09", "2027-03-10", "2027-03-12"):
        reader.go(f"/DEMO/?day={day}&view=list")
        here = [one for one in entries("DEMO") if day in days(one)]
        title = "DEMO Demonstration session (fictitious)"
        assert heard(reader) == [title, *of_day(day, here), "Not yet placed"]


@pytest.mark.parametrize("day", ["2027-03-09", "2027-03-12"])
def test_a_row_of_the_grid_tells_its_time_and_then_room_by_room(reader: Reader, day: str) -> None:
    reader.go(f"/DEMO/?day={day}&view=grid")
    here = [one for one in entries("DEMO") if day in days(one) and one["start"] and not one.get("until")]
    rows = texts(reader.find("row"))[1:]
    starts = sorted({one["start"] for one in here})
    assert len(rows) == len(starts)
    for start, row in zip(starts, rows, strict=True):
        together = sorted((one for one in here if one["start"] == start), key=by_place)
        assert re.fullmatch(f"{hour(together)} {' '.join(map(card, together))}", row.replace(" Now ", " "))


def card(entry: Record) -> str:
    """A pattern: kind, its own end where it has one, state and title; then whoever organises it."""
    kind, rest = KINDS[entry["kind"]], said(entry).removeprefix(f"{KINDS[entry['kind']]} ")
    return rf"{kind} (to \d\d:\d\d |end not published )?{re.escape(rest)}( .*)?"
