"""Calls for speakers for everybody: who acts when, by which criteria, and numbers without names."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.nominations.rules import Place
from scheduler.nominations.terms import Contribution, Part
from tests.nominations.stage import CLOSES, DURING, OPENS, Stage, put, stage
from tests.web.conftest import links, outline, read, texts
from tests.web.people import browser

HERE = "/TD2027/speakers/panels-of-september/"
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # counting is proved on both elsewhere


@pytest.fixture
def play(app: Flask) -> Iterator[Stage]:
    with clock.set_to(DURING):
        yield stage(
            places=(Place(Part.PANELLIST, 3), Place(Part.FLOOR_SPEAKER, 1)),
            contribution=Contribution.VIDEO,
            contribution_due_at=CLOSES + timedelta(days=10),
            deadlines={("VNGOC", "review"): CLOSES + timedelta(days=3)},
        )


def test_what_is_asked_for_and_who_acts_when(app: Flask, play: Stage) -> None:
    page = read(browser(app), HERE)
    assert outline(page) == [
        "1 Panels of September",
        "2 What is asked for",
        "2 Criteria",
        "2 Who acts when",
        "3 Vienna NGO Committee on Drugs",
        "3 Group of African States",
        "3 Direct invitation",
        "2 Numbers",
    ]
    assert texts(page, "section[aria-labelledby=asked] li") == [
        "On the panel: 3 places, in all sessions together",
        "From the floor: one place, in all sessions together",
        "Languages of the meeting: English.",
        "Speakers send beforehand: A video with its transcript, by Fri 3 September 2027, 23:45:00.",
    ]
    assert texts(page, "section[aria-labelledby=criteria] li") == [
        "It is about the topic weight 2",
        "A voice not heard weight 1",
    ]
    third = page.css("section[aria-labelledby=steps] table tr")[3]
    assert texts(third, "td, th") == [
        "3",
        "the reviewers of VNGOC",
        "score by the criteria",
        "Fri 27 August 2027, 23:45:00If the deadline passes, it goes on without.",
    ]
    assert links(page, "main a.button") == ["/account/nominations/new/TD2027/panels-of-september/"]


def test_numbers_come_after_the_close_and_without_names(app: Flask, play: Stage) -> None:
    for _ in range(6):
        put(play, name="Nemo Hidden")
    assert texts(read(browser(app), HERE), "section[aria-labelledby=numbers] td") == []
    with clock.set_to(CLOSES):
        page = read(browser(app), HERE)
    assert "Nemo" not in str(page.html)
    assert links(page, "main a.button") == []
    by_channel = page.css("section[aria-labelledby=numbers] table")[0]
    assert [" ".join(texts(row, "th, td")) for row in by_channel.css("tr")] == [
        "Group Received Endorsed Given a place",
        "Vienna NGO Committee on Drugs 6 0 0",
        "Group of African States 0 0 0",
        "Direct invitation 0 0 0",
        "All 6 0 0",
    ]


def test_a_meeting_without_a_programme_is_found_by_its_call(app: Flask, play: Stage) -> None:
    stranger = browser(app)
    page = read(stranger, "/")
    assert links(page, ".asked-for a") == [HERE]
    assert "call for speakers open until" in texts(page, ".asked-for li")[0]
    assert links(read(stranger, "/TD2027/speakers/"), "h2 a") == [HERE]
    with clock.set_to(OPENS - timedelta(days=1)):
        assert "The call opens on" in texts(read(stranger, "/TD2027/speakers/"), ".sheet p")[0]
    for nowhere in ("/TD2027/speakers/none/", "/NONE/speakers/", "/NONE/speakers/none/"):
        assert stranger.get(nowhere).status_code == 404
