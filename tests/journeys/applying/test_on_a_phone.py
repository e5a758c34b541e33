"""With a thumb on a phone: an application submitted, and supported. That nothing has to be scrolled
sideways, the reader sees on every page."""

import pytest

from scheduler.applications.terms import State, Support
from tests.browser import PHONE, Reader, Way
from tests.journeys.applying.house import House
from tests.journeys.applying.people import Applicant, CoSponsor
from tests.journeys.conftest import Open

CLUB, NETWORK, TITLE = "Club of Ports", "Youth Network", "What ports can do"
TARGET = 24
"""Pixels that anything to be pressed has at least in height and width (WCAG 2.2, 2.5.8). Links within a
sentence may be lower."""
TARGETS = (
    "button, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), "
    "label:has(input), nav a, a.button, .lines > li > a"
)


@pytest.mark.parametrize("way", [PHONE], ids=str)
def test_submitted_and_supported_with_a_thumb(house: House, open_reader: Open, way: Way) -> None:
    house.organisations(CLUB)
    house.account("Alma", "alma@ports.example", of=CLUB)
    alma = Applicant(open_reader(way, house), "Alma", "alma@ports.example")
    alma.sign_in()
    alma.begin(CLUB)
    large_enough(alma.reader)
    alma.describe({"Title": TITLE, "What it is about": "All of it."}, "In person and online")
    large_enough(alma.reader)
    alma.step("Co-sponsors")
    alma.invite(NETWORK, "Ana Alder", "ana@youth.example")
    for step in (
        "Co-sponsors",
        "Speakers",
        "Links and contact",
        "Flyer",
        "Slots and days",
        "Look over and submit",
    ):
        alma.step(step)
        large_enough(alma.reader)
    alma.submit()
    large_enough(alma.reader)
    alma.look_at(TITLE)
    large_enough(alma.reader)

    ana = CoSponsor(open_reader(way, house), "Ana Alder", "ana@youth.example")
    ana.open(house.letter(ana.address, f"Does {NETWORK} support “{TITLE}”?").link, NETWORK)
    large_enough(ana.reader)
    ana.press("Yes, with our name")
    with house.application(TITLE) as stored:
        [support] = stored.cosponsors
        assert (stored.state, support.state, support.takes_part) == (State.RECEIVED, Support.CONFIRMED, False)


def large_enough(reader: Reader) -> None:
    """Everything that a thumb can press here."""
    boxes = reader.page.eval_on_selector_all(
        TARGETS,
        """parts => parts.filter(part => part.offsetParent && !part.closest(".hidden"))
            .map(part => [part.textContent.trim(), part.offsetHeight, part.offsetWidth])""",
    )
    assert len(boxes) >= 3
    assert [box for box in boxes if min(box[1:]) < TARGET] == [], reader.page.url
