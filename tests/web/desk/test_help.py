"""The help page and the bar: what each place is for, and keys that lead somewhere."""

from collections import Counter
from itertools import groupby

import pytest
from flask import Flask

from scheduler.kernel.terms import Role, Standing
from scheduler.web.desk.places import PLACES
from tests.web.conftest import Page, links, read, texts
from tests.web.people import member, organisation, signed_in

AT_THE_DESK = [role for role in Role if role is not Role.APPLICANT]


def test_every_place_says_what_it_is_for_and_has_a_key_of_its_own() -> None:
    assert all(str(place.about) and str(place.name) for place in PLACES)
    in_bar = [place for place in PLACES if place.in_bar]
    assert {len(place.key) for place in in_bar} == {1}
    assert [key for key, number in Counter(place.key for place in in_bar).items() if number > 1] == []
    assert {place.key for place in PLACES if not place.in_bar} == {""}


def test_the_places_of_a_group_stand_beside_each_other() -> None:
    groups = [str(name) for name, _ in groupby(PLACES, lambda place: place.group) if name]
    assert groups == ["Speakers", "Timetable", "People and bodies"]


@pytest.mark.parametrize("role", AT_THE_DESK)
def test_every_place_of_the_visitor_is_in_help_under_a_key_and_in_the_bar(app: Flask, role: Role) -> None:
    client = signed_in(app, member(app, role))
    page = read(client, "/desk/help/")
    in_help = {name: address for name, address in named(page, ".record dt a").items() if name != "Search"}
    in_help.pop("Links", None)
    assert list(links(page, "dialog .keys a")) == list(in_help.values())
    in_bar: dict[str, str] = {}
    for name, address in named(page, ".bar .places a").items():
        below = named(read(client, address), ".bar .within a")
        in_bar |= below or {name: address}
        assert not below or (len(below) > 1 and address == next(iter(below.values())))
    assert in_bar == in_help


def test_administrators_see_all_places_and_their_keys(app: Flask) -> None:
    page = read(signed_in(app, member(app, Role.ADMIN)), "/desk/help/")
    there = [place for place in PLACES if place.endpoint in app.view_functions]
    assert texts(page, ".record dt a") == [str(place.name) for place in there]
    assert texts(page, ".record dt .hint") == ["Speakers"] * 6 + ["Timetable"] * 2 + ["People and bodies"] * 4
    assert texts(page, ".bar .places a") == [
        "What waits",
        "Applications",
        "Speakers",
        "Timetable",
        "People and bodies",
        "Letters",
        "History",
        "Help",
    ]
    keys = [text.removeprefix("g ") for text in texts(page, "section .keys dt") if text.startswith("g ")]
    assert keys == [place.key for place in there if place.in_bar]


def test_who_may_go_to_one_place_of_a_group_sees_it_alone(app: Flask) -> None:
    page = read(signed_in(app, member(app, Role.CHANNEL_REVIEWER)), "/desk/bodies/")
    assert texts(page, ".bar .places [aria-current=page]") == ["Nominations"]
    assert page.css(".bar .within") == []


def test_the_keys_can_be_turned_off_by_a_control_that_needs_a_script(app: Flask) -> None:
    page = read(signed_in(app, member(app, Role.CHAIR)), "/desk/help/")
    assert len(page.css("p[hidden] input[type=checkbox]#keys-on")) == 1


def test_the_bar_says_where_one_is_and_how_much_waits(app: Flask) -> None:
    client = signed_in(app, member(app, Role.SECRETARIAT))
    page = read(client, "/desk/help/")
    assert texts(page, ".places [aria-current=page]") == ["Help"]
    assert page.css(".places .count") == []
    for _ in range(2):
        member(app, None, organisation(app), standing=Standing.ASKED)
    assert "People and bodies 2" in texts(read(client, "/desk/help/"), ".places li")
    page = read(client, "/desk/organisations/")
    assert texts(page, ".bar .places [aria-current=true]") == ["People and bodies 2"]
    assert texts(page, ".bar .within [aria-current=page]") == ["Organisations"]
    assert texts(page, ".bar .within a")[0] == "People 2"


def named(page: Page, which: str) -> dict[str, str]:
    """Links by their names, in order."""
    return {link.text(strip=True): link.attributes["href"] or "" for link in page.css(which)}
