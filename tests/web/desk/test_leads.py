"""The desk leads nobody where they are refused: each link on a page that somebody may open can be opened."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from scheduler.kernel.terms import Role
from tests.web.conftest import read
from tests.web.people import Browser, member, signed_in
from tests.web.things import make_things

CODES = re.compile(r"(?<=/)(?:[A-Z0-9-]+|\d+)(?=/|$)")


def kind(address: str) -> str:
    """What pages of one kind have in common: the address without codes, numbers and what a query says."""
    parts = urlsplit(address)
    return CODES.sub("*", parts.path) + "?" * bool(parts.query)


def refused(client: Browser) -> dict[str, str]:
    """Where links of the desk lead without letting in, by the page on which one stands; one of each kind."""
    waiting, known, found = [("", "/desk/")], {"/desk/"}, dict[str, str]()
    while waiting:
        page, address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200:
            found[address] = page
        elif answer.mimetype == "text/html":
            for link in read(client, address).css("main a[href], header a[href], nav a[href]"):
                to = urljoin(address, link.attributes["href"] or "").partition("#")[0]
                way = f"{kind(address)} {kind(to)}"
                if to.startswith("/desk/") and not known & {to, way}:
                    known |= {to, way}
                    waiting.append((address, to))
    return found


@pytest.mark.parametrize("database_kind", ["sqlite"])  # who may open what is no question of the database
@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIR, Role.CIVIL_SOCIETY_UNIT], ids=str)
def test_every_link_of_the_desk_can_be_opened(make_app: Callable[..., Flask], role: Role) -> None:
    app = make_app()
    make_things(app)
    assert refused(signed_in(app, member(app, role))) == {}
