"""A timetable is proposed, pinned, proposed again, compared, adopted and released; then a room falls away and
the repair is released. Feed, letters and pages say exactly what the plans say."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from scheduler.demo.open_call.session import CODE, ZONE
from scheduler.kernel.localtime import to_local
from scheduler.web.times import day, hour, short_day
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, Reader, Way, texts
from tests.journeys.conftest import Open
from tests.journeys.proposing.filling import DESK, PASSWORD
from tests.journeys.proposing.letters import expected, letters_of
from tests.journeys.proposing.stored import Event, Place, Said, Stored, feed
from tests.journeys.serving import ROOT, Server, Worker, served, working

HERE = f"/desk/timetable/{CODE}/"
PUBLIC, FIRST, SECOND, REPAIR = "Public timetable", "Proposal 1", "Proposal 2", "Proposal 3"
PATIENCE = 240_000
"""Milliseconds for a proposal: it takes some seconds of a processor that others use too."""
OFFERS = ".best .offer button"
PLAIN = ("Elm Room", "Juniper Room", "Rowan Room")
"""Of the demonstration's rooms."""
Events = dict[str, Event]


@dataclass(frozen=True)
class Desk:
    """Somebody of the secretariat at work, and what is stored."""

    reader: Reader
    server: Server
    worker: Worker
    stored: Stored

    def propose(self, start: str) -> None:
        reader = self.reader
        reader.go(HERE)
        reader.follow(reader.find("link", "Propose a timetable"))
        reader.choose("Start from", start)
        reader.follow(reader.find("button", "Make a proposal"))
        self.wait()

    def wait(self) -> None:
        """The page comes anew by itself until the worker is done."""
        state = self.reader.page.locator("main > p[role=status] .state")
        expect(state).to_have_text("Done", timeout=PATIENCE)
        self.reader.look()

    def take(self, plan: str, event: Event) -> None:
        """In hand, on the day on which it stands."""
        assert event.place
        on = to_local(event.place.starts, ZONE).date().isoformat()
        self.reader.go(f"{HERE}{self.stored.number(plan)}/?day={on}&hand={event.code}")

    def press(self, button: Locator, event: Event) -> None:
        """A button of the grid, which says what was done (long titles cut); with scripts the page stays."""
        said = f"“{event.title[:20]}"
        if self.reader.way.script:
            self.reader.press(button)
            expect(self.reader.page.locator(".status-line")).to_contain_text(said)
        else:
            self.reader.follow(button)
            assert said in self.reader.text()

    def pin(self, plan: str, event: Event) -> None:
        self.take(plan, event)
        self.press(self.reader.find("button", "Pin it here"), event)

    def adopt(self, plan: str) -> None:
        reader = self.reader
        reader.go(HERE)
        reader.follow(reader.find("link", f"Adopt {plan}"))
        reader.follow(reader.find("button", "Adopt the whole draft"))
        assert "Adopted. It becomes public with the next release." in reader.text()

    def release(self, number: int) -> None:
        reader = self.reader
        reader.go(f"/desk/meetings/{CODE}/release/")
        reader.follow(reader.find("button", f"Release {number}"))
        assert f"Release {number} is public." in reader.text()

    def compare(self, before: str, after: str) -> int:
        """How many entries differ, as the page says."""
        reader = self.reader
        reader.go(HERE)
        reader.choose(f"Compare with {before}", after)
        panel = reader.page.locator(f"#plan-{self.stored.number(before)}")
        reader.follow(panel.get_by_role("button", name="Compare", exact=True))
        assert reader.headings()[0] == f"From “{before}” to “{after}”"
        rows = reader.page.get_by_role("group", name="Entries").locator("tbody tr")
        return rows.count()

    def close_room(self, room: str, on: Place) -> None:
        reader = self.reader
        reader.go(HERE)
        reader.follow(reader.find("link", "What if something falls away?"))
        reader.tick(reader.page.get_by_label(f"{room} on {short_day(to_local(on.starts, ZONE).date())}"))
        reader.follow(reader.find("button", "Propose the repair"))
        self.wait()


@contextmanager
def at_the_desk(open_reader: Open, way: Way, folder: Path, events: int) -> Iterator[Desk]:
    """A meeting with so many accepted events, and a worker that really runs."""
    with served(folder, ["db", "upgrade"], SECOND_FACTOR="0") as server:
        subprocess.run(
            [sys.executable, "-m", "tests.journeys.proposing.filling", str(events)],
            env=server.environment,
            cwd=ROOT,
            check=True,
        )
        stored = Stored(server)
        with working(server) as worker:
            reader = open_reader(way, server)
            reader.sign_in(DESK, PASSWORD)
            yield Desk(reader, server, worker, stored)
        stored.close()


@pytest.mark.parametrize(
    ("way", "events"), [(MOUSE, 150), (KEYBOARD, 12), (NO_SCRIPT, 12)], ids=lambda value: str(value)
)
def test_from_a_proposal_to_a_repair(open_reader: Open, way: Way, events: int, tmp_path: Path) -> None:
    with at_the_desk(open_reader, way, tmp_path, events) as desk:
        first = proposed_twice(desk, events)
        adopted_and_released(desk, first)
        an_applicant_reads_why(open_reader(way, desk.server), desk)
        a_room_falls_away(desk)


def proposed_twice(desk: Desk, events: int) -> Events:
    """The plan that is to be public, with two pins, one of them where nobody proposed it."""
    desk.propose(PUBLIC)
    assert "Side events in a slot proved" in texts(desk.reader.page.locator(".levels tbody th"))
    before = desk.stored.events(FIRST)
    assert len(before) == events
    moves = movable(desk, before)
    desk.press(desk.reader.page.locator(OFFERS).last, moves)
    desk.pin(FIRST, desk.stored.events(FIRST)[moves.code])
    stays = next(one for one in before.values() if one.wish == 1 and one is not moves)
    desk.pin(FIRST, stays)
    pinned = {code: one.place for code, one in desk.stored.events(FIRST).items() if one.pinned}
    assert pinned.keys() == {stays.code, moves.code}
    assert pinned[stays.code] == stays.place
    assert pinned[moves.code] != moves.place

    desk.propose(FIRST)
    after = desk.stored.events(SECOND)
    assert {code: one.place for code, one in after.items() if one.pinned} == pinned
    differ = different(desk.stored.events(FIRST), after)
    assert desk.compare(SECOND, FIRST) == len(differ)
    return after


def movable(desk: Desk, events: Events) -> Event:
    """One that could also stand elsewhere; it is in hand then. Those in plain rooms need little."""
    liked = [one for one in events.values() if one.wish == 1]
    for one in sorted(liked, key=lambda one: one.place is None or one.place.room not in PLAIN):
        desk.take(FIRST, one)
        if desk.reader.page.locator(OFFERS).count():
            return one
    raise AssertionError("every event could stand in one place only")


def different(one: Events, other: Events) -> set[str]:
    """The codes of the events that have other places."""
    return {code for code in one if one[code].place != other[code].place}


def adopted_and_released(desk: Desk, proposal: Events) -> None:
    """Nothing is public before the release; then the feed has what the plan has, and nothing else."""
    before = feed(desk.server)
    desk.adopt(SECOND)
    assert different(desk.stored.events(PUBLIC), proposal) == set()
    assert feed(desk.server) == before, "not before the release"
    desk.release(2)
    after = feed(desk.server)
    assert {uid: said for uid, said in after.items() if uid in before} == before
    new = {uid: said for uid, said in after.items() if uid not in before}
    assert places(new) == {one.uid: one.place for one in proposal.values() if one.place}
    assert {(said.sequence, said.status) for said in new.values()} == {(0, "CONFIRMED")}


def places(said: dict[str, Said]) -> dict[str, Place]:
    return {uid: one.place for uid, one in said.items()}


def an_applicant_reads_why(reader: Reader, desk: Desk) -> None:
    """Which wish is met, and about others no more than how many there are."""
    events = desk.stored.events(PUBLIC)
    mine = max(
        (one for one in events.values() if one.place and one.wish and not one.pinned),
        key=lambda one: one.wish or 0,
    )
    assert mine.place
    reader.sign_in(mine.applicant, PASSWORD)
    reader.go("/account/applications/")
    reader.follow(reader.page.get_by_role("link", name=mine.title).first)
    told = texts(reader.page.locator("section[aria-labelledby=placed]"))[0]
    when = f"{hour(mine.place.starts, ZONE)} to {hour(mine.place.ends, ZONE)}"
    where = f"{day(to_local(mine.place.starts, ZONE).date())}, {when}, {mine.place.room}"
    assert where in told
    assert f"Your event has the slot that you named as number {mine.wish}." in told
    assert reader.page.locator("section[aria-labelledby=placed] li").count() == (mine.wish or 0) - 1
    assert not [one.code for one in events.values() if one.title in told and one is not mine]


def a_room_falls_away(desk: Desk) -> None:
    """On its fullest day. What has to move moves, as few as can be; after the release the feed says so of
    these, and of nothing else, and so do the letters."""
    before, said_before = desk.stored.events(PUBLIC), feed(desk.server)
    gone = fullest(before)
    some = next(before[code].place for code in gone)
    assert some
    desk.close_room(some.room, some)
    proved = texts(desk.reader.page.locator(".levels tbody th"))
    assert {"Events that change their slot proved", "Events that change only their room proved"} <= set(
        proved
    )
    after = desk.stored.events(REPAIR)
    moved = different(before, after)
    assert gone <= moved
    assert desk.reader.page.locator("ul[aria-labelledby=moves] li").count() == len(moved)
    desk.adopt(REPAIR)
    assert feed(desk.server) == said_before
    desk.release(3)
    said = feed(desk.server)
    changed = {uid for uid in said if said[uid] != said_before.get(uid)}
    assert changed == {before[code].uid for code in moved}
    for code in moved:
        there, was, now = after[code].place, said_before[before[code].uid], said[before[code].uid]
        assert now.sequence == was.sequence + 1
        assert was.place == before[code].place
        assert now.status == ("CONFIRMED" if there else "CANCELLED")
        assert now.place == (there or was.place)

    while desk.stored.letters_wait():
        with pytest.raises(subprocess.TimeoutExpired):
            desk.worker.wait(0.2)  # a worker that has ended writes nothing more
    assert letters_of(desk.server.outbox, 3) == expected(before, after)


def fullest(events: Events) -> set[str]:
    """The codes of the events that share a room and a day, as many as there are; none of them is pinned."""
    together: dict[tuple[str, object], set[str]] = defaultdict(set)
    for code, one in events.items():
        if one.place:
            together[one.place.room, one.place.starts.date()].add(code)
    loose = [codes for codes in together.values() if not any(events[code].pinned for code in codes)]
    return max(loose, key=lambda codes: (len(codes), sorted(codes)))
