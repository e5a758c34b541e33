"""The desk with a full list: looked through, decided on several at a time, taken away as a table; and what
the Civil Society Unit sees of it."""

from datetime import timedelta

import pytest

from scheduler.applications.terms import State
from scheduler.kernel.terms import OrganisationKind, Role
from tests.applications.stage import DURING
from tests.browser import KEYBOARD, MOUSE, Way
from tests.journeys.applying.house import House
from tests.journeys.applying.people import Secretariat
from tests.journeys.conftest import Open

STATE, CLUB, LEAGUE, GUILD = "Pellamar", "Club of Ports", "League of Towns", "Guild of Cooks"
TITLES = {STATE: "What States can do", CLUB: "Ports", LEAGUE: "Towns", GUILD: "Kitchens"}
ADDRESSES = {body: f"{body.split()[-1].lower()}@{body.split()[0].lower()}.example" for body in TITLES}
NUMBERS = {body: f"CND70-S-000{number}" for number, body in enumerate(TITLES, 1)}
WHY = "There are more events than rooms."
ADVICE = "Their status is under review this month."


@pytest.fixture
def full_house(house: House) -> House:
    """Four applications, an hour apart, the State's first."""
    house.organisations(STATE, kind=OrganisationKind.MEMBER_STATE)
    house.organisations(CLUB, LEAGUE, GUILD)
    for hour, (body, title) in enumerate(TITLES.items()):
        house.account(f"Speaker of {body}", ADDRESSES[body], of=body)
        house.at(DURING + timedelta(hours=hour))
        house.submitted(ADDRESSES[body], body, title, theme="Health" if body == CLUB else "Supply")
    house.at(DURING + timedelta(hours=5))
    return house


@pytest.mark.parametrize("way", [KEYBOARD], ids=str)
def test_the_desk_decides_on_several(full_house: House, open_reader: Open, way: Way) -> None:
    full_house.account("Ines Valdor", "ines@desk.example", Role.SECRETARIAT)
    ines = Secretariat(open_reader(way, full_house), "Ines Valdor", "ines@desk.example")
    ines.sign_in()
    ines.open_the_list()
    assert [row[1] for row in ines.rows("4 applications")] == list(TITLES.values())

    ines.look_for({"Kind of organiser": "NGO", "Theme": "Supply"})
    assert "kind=ngo&theme=Supply" in ines.reader.page.url
    rows = [
        ["", TITLES[body], NUMBERS[body], body, "Other organiser", place, "Received", "", "", came]
        for body, place, came in ((LEAGUE, "3", "15:00"), (GUILD, "4", "16:00"))
        for came in [f"Fri 15 January 2027, {came}"]
    ]
    assert ines.rows("2 applications") == rows
    assert [(row["Number"], row["Title"], row["State"]) for row in ines.take_csv()] == [
        (NUMBERS[body], TITLES[body], "Received") for body in (LEAGUE, GUILD)
    ]
    assert [(row["A"], row["B"]) for row in ines.take_workbook()[1:]] == [
        (NUMBERS[body], TITLES[body]) for body in (LEAGUE, GUILD)
    ]

    for body in (LEAGUE, GUILD):
        ines.reader.tick(ines.reader.page.get_by_label(f"Tick {NUMBERS[body]}"))
    ines.press("Decline")
    assert ines.heading == "Decline: 2 applications"
    assert full_house.told() == []
    ines.press("Decline: 2 applications", status=422)
    ines.reads("Say why: whoever is concerned will read it.")
    ines.reader.fill({"Reason, for all of them": WHY})
    ines.press("Decline: 2 applications")
    ines.reads("Decline: done for 2 of 2.")
    assert full_house.told() == [("application-declined", ADDRESSES[body]) for body in (LEAGUE, GUILD)]

    full_house.at(DURING + timedelta(hours=6))
    ines.follow(TITLES[GUILD])
    ines.with_a_reason("Take the last decision back", "A room became free.")
    ines.reads("The last decision is taken back.", "Place in the queue 3 of 3")
    with full_house.application(TITLES[LEAGUE]) as declined, full_house.application(TITLES[GUILD]) as back:
        assert (declined.state, declined.reason) == (State.DECLINED, WHY)
        assert (back.state, back.reason) == (State.RECEIVED, None)
    ines.open_the_list()
    ines.follow("Figures")
    ines.reads("4 applications")
    assert [row for row in ines.numbers() if row[1:] != ["0"]] == [
        ["Fri 15 Jan", "4"],
        ["Member State", "1"],
        ["NGO", "3"],
        ["Supply", "3"],
        ["Health", "1"],
        ["Mon 8 Mar", "1", "0", "0"],
        ["Tue 9 Mar", "1", "0", "0"],
    ]
    ines.open_the_list()
    ines.reader.print_out(680)


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_the_civil_society_unit_advises_on_what_ngos_submit(
    full_house: House, open_reader: Open, way: Way
) -> None:
    full_house.account("Rhea Castin", "rhea@civil.example", Role.CIVIL_SOCIETY_UNIT)
    full_house.account("Ines Valdor", "ines@desk.example", Role.SECRETARIAT)
    rhea = Secretariat(open_reader(way, full_house), "Rhea Castin", "rhea@civil.example")
    rhea.sign_in()
    rhea.open_the_list()
    assert [row[0] for row in rhea.rows("3 applications")] == [TITLES[body] for body in (CLUB, LEAGUE, GUILD)]
    rhea.follow("Figures")
    assert ["Member State", "1"] not in rhea.numbers()
    with full_house.application(TITLES[STATE]) as hidden:
        rhea.reader.go(f"/desk/applications/{hidden.id}/", status=404)

    rhea.open_the_list()
    rhea.follow(TITLES[CLUB])
    assert rhea.reader.find("button", "Accept").count() == 0
    rhea.write_note(ADVICE)
    rhea.reads(ADVICE)

    ines = Secretariat(open_reader(way, full_house), "Ines Valdor", "ines@desk.example")
    ines.sign_in()
    ines.open_the_list()
    ines.follow(TITLES[CLUB])
    ines.reads(f"{ADVICE} Rhea Castin, Fri 15 January 2027, 18:00")
    assert full_house.told() == []
