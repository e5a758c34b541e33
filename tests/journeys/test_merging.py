"""The secretariat makes one of two records of an organisation, and two again."""

import pytest

from scheduler.demo.people import ASKING, PASSWORD
from tests.browser import KEYBOARD, PHONE, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.serving import Server

PUBLISHED = "Orchard Network for Essential Medicines"
ASKED_FOR = ASKING[-1].organisation
OLD, KEPT = (
    "/organisations/orchard-network-for-essential-medicines/",
    "/organisations/the-orchard-network-for-essential-medicine/",
)


@pytest.mark.parametrize("way", [KEYBOARD, PHONE], ids=str)
def test_two_records_become_one_and_two_again(open_reader: Open, way: Way, office: Server) -> None:
    public, desk = open_reader(way, office), open_reader(way, office)
    before = entries(public, OLD)
    assert before[0] == PUBLISHED
    assert len(before) > 2

    desk.sign_in("secretariat@desk.example", PASSWORD)
    find_both(desk)
    desk.follow(desk.find("button", "Merge"))
    assert "The two are one now." in desk.text()
    assert entries(public, OLD) == [ASKED_FOR, *before[1:]]
    assert public.page.url == f"{office.base_url}{KEPT}"

    desk.follow(desk.find("button", "Undo"))
    assert "They are two again, as they were." in desk.text()
    assert entries(public, OLD) == before
    assert public.page.url == f"{office.base_url}{OLD}"
    public.go(KEPT, status=404)


def entries(reader: Reader, address: str) -> list[str]:
    """The headings of an organisation's public page: its name, the meetings, the entries."""
    reader.go(address)
    return reader.headings()


def find_both(desk: Reader) -> None:
    """From the list to the preview; the record that people ask for shall stay."""
    desk.go("/desk/organisations/")
    desk.fill({"Name, alias or short name": "orchard"})
    desk.follow(desk.find("search", "Search organisations").get_by_role("button", name="Find"))
    desk.follow(desk.find("link", PUBLISHED))
    desk.follow(desk.find("link", "Merge another record into this one"))
    desk.fill({"Which record is the same?": "orchard"})
    desk.follow(desk.find("search", "Find the other record").get_by_role("button", name="Find"))
    desk.follow(desk.find("link", ASKED_FOR))
    assert moves(desk) == {"Names": "1", "Who speaks for whom": "1"}
    desk.follow(desk.find("link", "The other way round"))
    assert moves(desk)["Names"] == "1"
    assert set(moves(desk)) > {"Names", "Side events"}
    desk.fill({"Why they are the same": "Their secretary writes it so."})


def moves(desk: Reader) -> dict[str, str]:
    """What the preview says will move, and how many."""
    terms, numbers = (desk.page.locator(f"main .record {part}").all_inner_texts() for part in ("dt", "dd"))
    return dict(zip(terms, numbers, strict=True))
