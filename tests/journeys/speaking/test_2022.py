"""The two days of September 2022: the last seats are given on the board in a browser, and then the plans of
seats, the released pages and the feed show who sat there, and for whom nobody did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from sqlalchemy import select

from scheduler.formats.describe import constituency_name
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Constituency, Role
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations import seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State
from scheduler.releases.actions import release
from scheduler.thematic_sessions.queries import with_panels
from tests.browser import NO_SCRIPT, Reader, texts
from tests.journeys.applying.house import House, housed
from tests.journeys.conftest import Open
from tests.journeys.data import Record
from tests.journeys.speaking.test_whole_life import INES, Composer
from tests.nominations import stage
from tests.nominations import test_2022 as rebuilt

BY_HAND = ({"Singapore", "Mexico"}, {"Philippines"})
"""Whose seats are given in the browser: on the first day the second one of each doubled group."""
ASIAN, LATIN = "Asia-Pacific States", "Latin American and Caribbean States"
DOUBLED, EMPTY = "2; 1 to 2 wanted", "Eastern European States: nobody yet; 1 to 2 wanted"
KINDS = {str(constituency_name(kind)): kind for kind in Constituency}


@dataclass
class Day:
    """A session with its number and code, and the panellists of the record."""

    number: int
    code: str
    panellists: list[Record]
    left: dict[str, str]
    """Who has no seat yet, by name, and the seat that is theirs."""


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    with housed(tmp_path, sqlite_template) as house:
        house.at(rebuilt.CALL)
        house.account("Ines Valdor", INES, Role.SECRETARIAT)
        yield house


def prepare() -> list[Day]:
    """Everybody is named and handed on; all have their places but those of `BY_HAND`."""
    play, found = rebuilt.house(), []
    days = [one["panellists"] for one in rebuilt.record()["thematic_sessions"] if one["panellists"]]
    for of, panellists, late in zip(with_panels(play.meeting)[-2:], days, BY_HAND, strict=True):
        rebuilt.plan(of, panellists)
        day = Day(of.id, of.code, panellists, {})
        for number, told in enumerate(panellists, 1):
            one = rebuilt.nominate(play, of, told, number)
            if told["represents"] in late:
                day.left[str(one.person.name)] = f"seat-{rebuilt.seat_for(of, told).id}"
            else:
                rebuilt.give(play, of, told, one)
        assert len(day.left) == len(late)
        found.append(day)
    return found


def test_the_two_days_are_rebuilt_from_nominations_to_seats(house: House, open_reader: Open) -> None:
    with house.app.app_context():
        days = prepare()
    ines = Composer(open_reader(NO_SCRIPT, house), "Ines Valdor", INES)
    ines.sign_in()
    ines.reader.go("/desk/board/TD2022/")
    for day in days:
        for name, seat in day.left.items():
            ines.choose_on_the_card(name, seat)
            ines.reads(f"{name} has a seat:")
    for invite in ("Invite all 2 who have a seat", "Invite the one who has a seat"):
        ines.reader.follow(ines.reader.page.get_by_role("button", name=invite))
    everybody_accepts(house)
    first, second = (plan_of(ines.reader, day) for day in days)
    assert [line for line in first if DOUBLED in line] == [f"{ASIAN}: {DOUBLED}", f"{LATIN}: {DOUBLED}"]
    assert [line for line in (*first, *second) if "nobody" in line] == [EMPTY]

    reader = open_reader(NO_SCRIPT, house)
    described = [str(one["DESCRIPTION"]) for one in feed(house).events]
    for day, doubled, total in zip(days, ([ASIAN, LATIN], []), (14, 15), strict=True):
        reader.go(f"/TD2022/sessions/{day.code}/")
        groups = groups_on_page(reader)
        assert [group for group, count in groups.items() if count == 2] == doubled
        counts = Counter(Constituency(one["constituency"]) for one in day.panellists)
        assert (on_page(reader), counts.total()) == (counts, total)
        assert counts in map(in_feed, described)
    assert [group for group, count in groups.items() if count == 0] == ["Eastern European States"]


def everybody_accepts(house: House) -> None:
    """Those who were given their seats in the browser, too; and the secretariat releases it."""
    with house.app.app_context():
        for one in session.scalars(select(Nomination).where(Nomination.state == State.INVITED)).all():
            stage.do(seating.accept, stage.themselves(one), one)
        with decision("tests") as this:
            assert release(this, existing_meeting("TD2022"), house.base_url)


def plan_of(reader: Reader, day: Day) -> list[str]:
    """The picture of the seats, line by line."""
    reader.go(f"/desk/sessions/{day.number}/seats/")
    said = reader.page.locator("svg .start").all_text_contents()
    assert f"{len(day.panellists)} on the panel" in reader.text()
    return said


def feed(house: House) -> Calendar:
    found = Calendar.from_ical(urlopen(f"{house.base_url}/TD2022/calendar.ics").read())
    assert isinstance(found, Calendar)
    return found


def groups_on_page(reader: Reader) -> dict[str, int]:
    """How many panellists of each Regional Group a session's page lists."""
    rows = reader.page.locator("table.panel tr").filter(has=reader.page.locator("th.group")).all()
    return {texts(row.locator("th bdi"))[0]: row.get_by_role("listitem").count() for row in rows}


def on_page(reader: Reader) -> Counter[Constituency]:
    """How many panellists of each constituency a session's page lists."""
    found: Counter[Constituency] = Counter()
    for bench in reader.page.locator("table.panel tbody").all():
        name = texts(bench.locator("th").first)[0]
        kind = next(kind for text, kind in KINDS.items() if name.startswith(text))
        found[kind] = bench.get_by_role("listitem").count()
    return +found


def in_feed(told: str) -> Counter[Constituency]:
    """The same of an event of the feed."""
    lines = (line.removeprefix("Panel, ").partition(": ") for line in told.splitlines() if "Panel, " in line)
    return Counter({KINDS[kind]: len(names.split("; ")) for kind, _, names in lines})
