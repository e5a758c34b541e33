"""A panel is composed, a speaker accepts by link and withdraws later, and the reserve takes the seat: by
mouse, by keyboard alone, and without scripts. Everybody concerned gets exactly the letters due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Constituency, Role, SegmentKind
from scheduler.meetings.actions import sit
from scheduler.nominations import reviewing
from scheduler.nominations.models import Nomination
from scheduler.thematic_sessions.agenda import Part, insert
from scheduler.timetable.actions import Where, place, public_plan
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, Way, texts
from tests.journeys.applying.house import House, housed
from tests.journeys.applying.people import Secretariat, Somebody, facts
from tests.journeys.conftest import Open
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do

SEATED, ASKED, CAME, LEFT, OFFERED, TOOK = (DURING + timedelta(days=day) for day in range(1, 7))
STARTS = datetime.fromisoformat("2027-09-21T08:00+00:00")
FAY, SID, INES = "Fay First", "Sid Second", "ines@desk.example"
LINE = "Civil society"


@dataclass
class Story:
    """The house, and the addresses of those in it."""

    house: House
    fay: str
    sid: str
    seat: int


@pytest.fixture
def story(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[Story]:
    """Two names that VNGOC forwarded, and a session with its agenda and its hours."""
    with housed(tmp_path, sqlite_template) as house:
        house.at(DURING)
        house.account("Ines Valdor", INES, Role.SECRETARIAT)
        with house.app.app_context():
            play = stage.stage()
            on_the_clock(play)
            people = [forwarded(play, name) for name in (FAY, SID)]
            fay, sid = (str(one.person.email) for one in people)
            seat = play.seat(Constituency.CIVIL_SOCIETY).id
        yield Story(house, fay, sid, seat)


def on_the_clock(play: Stage) -> None:
    with bookkeeping("tests") as this:
        sit(play.meeting, play.meeting.starts, play.meeting.ends)
        where = Where(date(2027, 9, 21), starts_at=STARTS, ends_at=STARTS + timedelta(hours=3))
        place(public_plan(this, play.meeting), {play.session: where})
    with decision("tests") as this:
        insert(this, play.session, 0, Part(SegmentKind.INTRODUCTORY_PRESENTATION, minutes=20))
        insert(this, play.session, 1, Part(SegmentKind.PANEL, minutes=60))


def forwarded(play: Stage, name: str) -> Nomination:
    one = stage.confirmed(play, name=name)
    for reviewer in play.reviewers:
        do(reviewing.score, reviewer, one, {"relevance": 5, "voice": 3})
    do(reviewing.endorse, play.coordinator, one)
    do(reviewing.comment, play.unit, one, "Fits the panel.")
    do(reviewing.forward, play.coordinator, one)
    return one


@dataclass
class Composer(Secretariat):
    """Who composes panels at the desk."""

    def open_the_board(self) -> None:
        self.reader.go("/desk/")
        for name in ("Speakers", "Panels"):
            self.reader.follow(self.reader.find("navigation", "Desk").get_by_role("link", name=name))
        self.follow("Thematic discussions 2027")

    def give(self, name: str, to: str) -> None:
        """By mouse the card is dragged, by keyboard it is moved; without scripts its form is sent."""
        page, way = self.reader.page, self.reader.way
        if way is NO_SCRIPT:
            self.choose_on_the_card(name, to)
        elif way is KEYBOARD:
            self.reader.press(self.reader.find("button", f"Move ({name})"))
            with page.expect_navigation():
                page.keyboard.press("ArrowDown")
                expect(page.locator(f'[data-seat="{to}"]')).to_have_attribute("data-here", "")
                page.keyboard.press("Enter")
        else:
            card = page.get_by_role("article", name=name, exact=True)
            with page.expect_navigation():
                card.drag_to(page.locator(f'[data-seat="{to}"] > h3'), source_position={"x": 10, "y": 10})
        self.reader.look()

    def choose_on_the_card(self, name: str, to: str) -> None:
        field = self.reader.field(f"Place for {name}")
        option = field.locator(f'option[value="{to}"]').inner_text()
        self.reader.choose(f"Place for {name}", option)
        self.press(f"Give it ({name})")

    def line(self) -> list[str]:
        """How the line stands, then the names on it and in reserve."""
        seat = self.reader.page.locator("section.seat").filter(has_text=LINE)
        return [*texts(seat.locator("h3")), *texts(seat.locator("article .name"))]


@pytest.mark.parametrize("way", [MOUSE, KEYBOARD, NO_SCRIPT], ids=str)
def test_the_reserve_takes_the_seat(story: Story, open_reader: Open, way: Way) -> None:
    house = story.house
    ines = Composer(open_reader(way, house), "Ines Valdor", INES)
    fay = Somebody(open_reader(way, house), FAY, story.fay)

    house.at(SEATED)
    ines.sign_in()
    she_gives_a_seat_and_holds_a_reserve(ines, story)

    house.at(ASKED)
    ines.sign_in()
    ines.open_the_board()
    ines.press(f"Invite ({FAY})")
    ines.reads(f"{FAY} is invited by letter.", "The person has not answered the invitation yet.")
    invited = [("nomination-invited", story.fay), ("nomination-invited", "nora@body.example")]
    assert house.told() == invited

    house.at(CAME)
    she_accepts_by_link(fay, story)

    house.at(LEFT)
    she_withdraws(fay, story)

    house.at(OFFERED)
    ines.sign_in()
    ines.open_the_board()
    ines.press(f"Offer the place to the reserve ({FAY})")
    ines.reads(f"{SID}, who was in reserve, is invited in place of {FAY}. Everybody is told.")
    assert house.told() == [
        ("nomination-replaced", story.fay),
        ("nomination-replaced", "nora@body.example"),
        ("nomination-replaced", "cora@body.example"),
        ("nomination-invited", story.sid),
        ("nomination-invited", "nora@body.example"),
    ]

    house.at(TOOK)
    sid = Somebody(fay.reader, SID, story.sid)
    sid.reader.go(house.letter(story.sid, f"Invitation to speak: {SID}").link)
    sid.press("Accept")
    assert house.told() == [
        ("speaker-page", story.sid),
        ("nomination-accepted", "nora@body.example"),
        ("nomination-accepted", "cora@body.example"),
    ]
    ines.sign_in()
    ines.open_the_board()
    assert ines.line() == [f"{LINE}: 1; 1 wanted", SID]


def she_gives_a_seat_and_holds_a_reserve(ines: Composer, story: Story) -> None:
    ines.open_the_board()
    ines.reads("Without a place 2", "Civil society: nobody yet; 1 wanted")
    ines.give(FAY, f"seat-{story.seat}")
    ines.reads(f"{FAY} has a seat: Session 1.")
    assert story.house.told() == []
    ines.choose_on_the_card(SID, f"reserve-{story.seat}")
    ines.reads(f"{SID} is held in reserve, and told by letter.")
    assert ines.line() == [f"{LINE}: 1; 1 wanted", FAY, SID]
    assert story.house.told() == [
        ("nomination-reserve", story.sid),
        ("nomination-reserve", "nora@body.example"),
    ]


def she_accepts_by_link(fay: Somebody, story: Story) -> None:
    """Without an account. The link is used up; the letter has another one, to her own page."""
    house = story.house
    link = house.letter(story.fay, f"Invitation to speak: {FAY}").link
    fay.reader.go(link)
    assert fay.heading == "Will you speak?"
    fay.press("Accept")
    fay.reads("You accepted. Thank you.")
    assert house.told() == [
        ("speaker-page", story.fay),
        ("nomination-accepted", "nora@body.example"),
        ("nomination-accepted", "cora@body.example"),
    ]
    fay.reader.go(link, status=410)
    fay.reads("You accepted. Thank you.")
    fay.reader.go(house.letter(story.fay, "You speak at Thematic discussions 2027").link)
    assert facts(fay.reader.page.locator("dl.speaking")) == {
        "Meeting": "Thematic discussions 2027",
        "Session": "Session 1",
        "You speak": "on the panel, for Youth Network",
        "Day": "Tuesday 21 September 2027",
        "Be there": "at 09:45; the session begins at 10:00",
        "Your part": "Panel, likely from 10:20; 60 minutes for all together",
        "Room": "Not known yet",
        "Floor": "Not known; ask at the entrance",
        "Moderator": "Not known yet",
        "Interpretation": "None is announced",
        "You still owe": "Nothing",
        "Write to": "scheduler@localhost",
    }


def she_withdraws(fay: Somebody, story: Story) -> None:
    fay.reader.reload()
    fay.reader.open(fay.reader.panel("You cannot come after all\\?"))
    fay.press("Withdraw")
    fay.reads("You withdrew. The secretariat and who put you forward are told.")
    assert story.house.told() == [
        ("nomination-withdrawn", story.fay),
        ("nomination-withdrawn", "nora@body.example"),
        ("nomination-withdrawn", "cora@body.example"),
    ]
