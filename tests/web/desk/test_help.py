"""The help page and the bar: what each place is for, and keys that lead somewhere."""

from collections import Counter

import pytest
from flask import Flask

from scheduler.kernel.terms import Role, Standing
from scheduler.web.desk.places import PLACES
from tests.web.conftest import links, read, texts
from tests.web.people import member, organisation, signed_in

AT_THE_DESK = [role for role in Role if role is not Role.APPLICANT]


def test_every_place_says_what_it_is_for_and_has_a_key_of_its_own() -> None:
    assert all(str(place.about) and str(place.name) for place in PLACES)
    in_bar = [place for place in PLACES if place.in_bar]
    assert {len(place.key) for place in in_bar} == {1}
    assert [key for key, number in Counter(place.key for place in in_bar).items() if number > 1] == []
    assert {place.key for place in PLACES if not place.in_bar} == {""}


@pytest.mark.parametrize("role", AT_THE_DESK)
def test_help_names_the_places_that_the_visitor_may_go_to(app: Flask, role: Role) -> None:
    client = signed_in(app, member(app, role))
    page = read(client, "/desk/help/")
    in_bar = texts(page, ".places li")
    assert [name for name in texts(page, ".record dt") if name not in ("Search", "Links")] == in_bar
    assert set(links(page, ".record dt a")) >= set(links(page, ".places a"))
    for address in links(page, ".record dt a"):
        assert address is not None
        read(client, address)


def test_administrators_see_all_places_and_their_keys(app: Flask) -> None:
    page = read(signed_in(app, member(app, Role.ADMIN)), "/desk/help/")
    there = [place for place in PLACES if place.endpoint in app.view_functions]
    assert len(there) > 7
    assert texts(page, ".record dt") == [str(place.name) for place in there]
    assert texts(page, ".places a") == [str(place.name) for place in there if place.in_bar]
    keys = [text.removeprefix("g ") for text in texts(page, "section .keys dt") if text.startswith("g ")]
    assert keys == [place.key for place in there if place.in_bar]


def test_the_keys_can_be_turned_off_by_a_control_that_needs_a_script(app: Flask) -> None:
    page = read(signed_in(app, member(app, Role.CHAIR)), "/desk/help/")
    assert len(page.css("p[hidden] input[type=checkbox]#keys-on")) == 1


def test_the_bar_says_where_one_is_and_how_much_waits(app: Flask) -> None:
    client = signed_in(app, member(app, Role.SECRETARIAT))
    page = read(client, "/desk/help/")
    assert texts(page, ".places [aria-current]") == ["Help"]
    assert page.css(".places .count") == []
    for _ in range(2):
        member(app, None, organisation(app), standing=Standing.ASKED)
    assert "People 2" in texts(read(client, "/desk/help/"), ".places li")
