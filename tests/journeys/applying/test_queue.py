"""Places in the queue: a Member State moves ahead, and two that become one give a place back."""

from datetime import timedelta

import pytest

from scheduler.applications.terms import State
from scheduler.kernel.terms import OrganisationKind
from tests.applications.stage import DURING
from tests.browser import MOUSE, Way
from tests.journeys.applying.house import House
from tests.journeys.applying.people import Applicant
from tests.journeys.conftest import Open

STATE, CLUB, LEAGUE, GUILD = "Pellamar", "Club of Ports", "League of Towns", "Guild of Cooks"
HOUR = timedelta(hours=1)
NOBODY = "Nobody stands before you."
OF_STATES = "Events of Member States come first; so many stand before yours: 1."
EARLIER = "First come, first served; so many of the same class came before yours: {number}."


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_a_member_state_that_comes_later_moves_ahead(house: House, open_reader: Open, way: Way) -> None:
    house.organisations(CLUB)
    house.organisations(STATE, kind=OrganisationKind.MEMBER_STATE)
    alma = Applicant(open_reader(way, house), "Alma", "alma@ports.example")
    sana = Applicant(open_reader(way, house), "Sana", "mission@pellamar.example")
    for one, body in ((alma, CLUB), (sana, STATE)):
        house.account(one.name, one.address, of=body)
        one.sign_in()

    alma.apply(CLUB, "What ports can do")
    before = alma.facts()
    assert alma.place() == ["Place in the queue now: 1 of 1", NOBODY]

    house.at(DURING + HOUR)
    sana.apply(STATE, "What States can do")
    assert sana.facts()["Class"] == "Member States"
    assert sana.place() == ["Place in the queue now: 1 of 2", NOBODY]

    alma.reader.reload()
    assert alma.facts() == before
    assert alma.place() == ["Place in the queue now: 2 of 2", OF_STATES]


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_two_applicants_make_one_event_and_part_again(house: House, open_reader: Open, way: Way) -> None:
    house.organisations(CLUB, LEAGUE, GUILD)
    alma, bruno, cleo = (
        Applicant(open_reader(way, house), name, f"{name.lower()}@ports.example")
        for name in ("Alma", "Bruno", "Cleo")
    )
    titles = ("Overdoses in small harbours", "Small harbours against overdoses", "Cooking for many")
    for hour, (one, body, title) in enumerate(
        zip((alma, bruno, cleo), (CLUB, LEAGUE, GUILD), titles, strict=True)
    ):
        house.account(one.name, one.address, of=body)
        house.at(DURING + hour * HOUR)
        house.submitted(one.address, body, title, open_to_joining=one is alma)
        one.sign_in()
        one.look_at(title)

    house.at(DURING + 4 * HOUR)
    bruno.follow("Make one event of two")
    bruno.press("Ask them")
    bruno.reads("They are asked by letter.")
    assert house.told() == [("joining-offered", alma.address)]

    house.at(DURING + 5 * HOUR)
    alma.follow("Make one event of two")
    alma.reads(titles[1], f"If you agree, “{titles[0]}” goes on, and the other becomes part of it.")
    alma.press("Agree")
    alma.reads("The two are one event now.")
    assert house.told() == [("application-joined", one.address) for one in (alma, bruno)]
    with house.application(titles[0]) as kept, house.application(titles[1]) as joined:
        assert [one.organisation.name for one in kept.organisers] == [CLUB, LEAGUE]
        assert (kept.state, joined.state, joined.joined_into_id) == (State.RECEIVED, State.JOINED, kept.id)
    alma.look_at(titles[0])
    alma.follow("Receipt CND70-S-0001")
    assert alma.facts()["Also the receipts of what was joined"] == "CND70-S-0002"
    cleo.reader.reload()
    assert cleo.place() == ["Place in the queue now: 2 of 2", EARLIER.format(number=1)]

    house.at(DURING + 6 * HOUR)
    bruno.reader.reload()
    bruno.press("Part them again")
    bruno.reads("They are two applications again.")
    assert house.told() == [("application-parted", one.address) for one in (alma, bruno)]
    cleo.reader.reload()
    assert cleo.place() == ["Place in the queue now: 3 of 3", EARLIER.format(number=2)]
    with house.application(titles[0]) as kept, house.application(titles[1]) as parted:
        assert [one.organisation.name for one in kept.organisers] == [CLUB]
        assert (parted.state, parted.joined_into_id) == (State.RECEIVED, None)
