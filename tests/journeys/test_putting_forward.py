"""An NGO puts somebody forward; the person confirms by the link in a letter; the NGO sees it, and takes it
back. By keyboard alone, and on a phone without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scheduler.nominations.nominating import private_facts
from scheduler.nominations.queries import by_code
from scheduler.nominations.terms import NamedAs, State
from tests.browser import KEYBOARD, PLAIN_PHONE, Way
from tests.journeys.applying.house import House, housed
from tests.journeys.applying.people import Somebody
from tests.journeys.conftest import Open
from tests.nominations.stage import DURING, stage

CALL = "/TD2027/speakers/panels-of-september/"
NINA, ZOE = "nina@network.example", "zoe@body.example"


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    """In the middle of the call for speakers."""
    with housed(tmp_path, sqlite_template) as house:
        house.at(DURING)
        with house.app.app_context():
            stage()
        house.account("Nina Network", NINA, of="Youth Network")
        yield house


@pytest.mark.parametrize("way", [KEYBOARD, PLAIN_PHONE], ids=str)
def test_put_forward_and_confirmed(house: House, open_reader: Open, way: Way) -> None:
    nina = Somebody(open_reader(way, house), "Nina Network", NINA)
    nina.sign_in()
    nina.reader.go(CALL)
    nina.reads("It is about the topic weight 2", "the reviewers of VNGOC", "After the close it stands here")
    nina.follow("Put somebody forward")
    nina.reader.fill({"Name of the person": "Zoe Example"})
    nina.press("Look it over", 422)
    assert nina.faults == ["Their e-mail address: Fill in this field."]
    nina.reader.fill({"Their e-mail address": ZOE, "What will be said": "What works in schools."})
    nina.press("Look it over")
    nina.reads("Nothing is stored yet.", "What works in schools.", "Vienna NGO Committee on Drugs")
    nina.press("Put forward")
    nina.reads("It is put forward.", "The person has to confirm, by the link in our letter to them.")
    code = nina.reader.page.url.split("/")[-2]

    zoe = Somebody(open_reader(way, house), "Zoe Example", ZOE)
    zoe.reader.go(house.letter(ZOE, "Youth Network puts you forward as a speaker").link)
    zoe.reads("Youth Network put you forward", "What works in schools.", "Seen by the secretariat only.")
    zoe.reader.pick(zoe.reader.find("radio", "With the first name only: Zoe"))
    zoe.reader.fill({"Gender": "woman"})
    zoe.press("Confirm")
    zoe.reads("You confirmed.")

    nina.reader.go("/account/nominations/")
    nina.reads("Zoe Example", "confirmed by the person", "Next, the reviewers of VNGOC acts: “review”.")
    nina.follow("Zoe Example")
    assert "woman" not in nina.reader.text()
    nina.follow("Withdraw")
    nina.press("Withdraw it")
    nina.reads("It is withdrawn.", "Withdrew the nomination")
    with house.app.app_context():
        one = by_code(code)
        assert (one.state, one.named_as) == (State.WITHDRAWN, NamedAs.FIRST_NAME)
        assert [(fact.field, fact.value) for fact in private_facts(one)] == [("gender", "woman")]
