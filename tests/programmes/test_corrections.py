"""Merging what published programmes name: the public sees it at once, and again when it is undone."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.text import fold
from scheduler.organisations.models import Merger, Organisation, Person
from scheduler.organisations.queries import by_name
from scheduler.programmes import corrections
from scheduler.programmes.appearances import entries_with, meetings_with
from scheduler.releases.models import Release
from tests.conftest import BASE_URL
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import fill, links, read, texts
from tests.web.people import browser

ONE = programme(
    side_event("First", organiser="WHO", code="AAAAA", speakers=[{"name": "Bo Speaker"}]),
    side_event("Second", organiser="World Health Organization", code="BBBBB", start="10:00", end="10:50"),
)
OTHER = programme(
    side_event("Third", organiser="Kenya", code="CCCCC", speakers=[{"name": "B. Speaker"}]),
    **{"meeting": meeting(code="T2", title="Another session")},
)


def organisation(name: str) -> Organisation:
    return by_name([name])[fold(name)]


def person(name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def merge(kept: Organisation | Person, merged: Organisation | Person) -> int:
    with decision("account 1") as this:
        return corrections.merge(this, kept, merged, BASE_URL).id


def undo(number: int) -> None:
    with decision("account 1") as this:
        corrections.undo(this, session.get_one(Merger, number), BASE_URL)


def releases() -> list[int]:
    return list(session.scalars(select(Release.number).order_by(Release.meeting_id, Release.number)))


def test_pages_and_feeds_name_the_kept_one_and_after_undoing_both(app: Flask) -> None:
    public = fill(browser(app), ONE, OTHER)
    number = merge(organisation("World Health Organization"), organisation("WHO"))
    assert texts(read(public, "/organisations/"), ".directory li a") == ["Kenya", "World Health Organization"]
    feed = "".join(public.get("/T1/calendar.ics").text.replace("\r\n ", "").splitlines())
    assert "WHO" not in feed
    assert releases() == [1, 2, 1]
    undo(number)
    assert texts(read(public, "/organisations/"), ".directory li a") == [
        "Kenya", "WHO", "World Health Organization",
    ]  # fmt: skip
    assert "WHO" in public.get("/T1/calendar.ics").text
    assert releases() == [1, 2, 3, 1]


def test_the_address_of_the_merged_one_leads_to_the_kept_one(app: Flask) -> None:
    public = fill(browser(app), ONE)
    merge(organisation("World Health Organization"), organisation("WHO"))
    for end in ("/", ".csv"):
        answer = public.get(f"/organisations/who{end}")
        assert (answer.status_code, answer.location) == (
            302,
            f"/organisations/world-health-organization{end}",
        )
    assert public.get("/organisations/nobody.csv").status_code == 404


def test_who_asks_for_the_merged_one_by_its_old_word_finds_the_kept_one(app: Flask) -> None:
    public = fill(browser(app), ONE)
    merge(organisation("World Health Organization"), organisation("WHO"))
    page = read(public, "/T1/?organisation=who&day=all")
    assert {"/T1/side-events/AAAAA/", "/T1/side-events/BBBBB/"} <= set(links(page, "main a"))
    assert public.get("/T1/calendar.ics?organisation=who").text.count("BEGIN:VEVENT") == 2


def test_a_person_is_published_under_the_kept_name(app: Flask) -> None:
    public = fill(browser(app), ONE, OTHER)
    number = merge(person("Bo Speaker"), person("B. Speaker"))
    assert "Bo Speaker" in public.get("/T2/side-events/CCCCC/").text
    assert releases() == [1, 1, 2]
    undo(number)
    assert "B. Speaker" in public.get("/T2/side-events/CCCCC/").text


def test_what_nobody_released_stays_unreleased(app: Flask) -> None:
    fill(browser(app), ONE)
    session.execute(delete(Release))
    session.commit()
    merge(organisation("World Health Organization"), organisation("WHO"))
    assert releases() == []


def test_where_somebody_is_named_is_found(app: Flask) -> None:
    fill(browser(app), ONE, OTHER)
    (first,) = entries_with(organisation("WHO"))
    assert (first.title, first.address) == ("First", "/T1/side-events/AAAAA/")
    assert [one.title for one in entries_with(person("B. Speaker"))] == ["Third"]
    assert [one.code for one in meetings_with(organisation("WHO"), organisation("Kenya"))] == ["T1", "T2"]


@pytest.mark.parametrize("name", ["WHO", "World Health Organization"])
def test_the_next_file_that_names_the_merged_one_means_the_kept_one(app: Flask, name: str) -> None:
    public = fill(browser(app), ONE)
    merge(organisation("World Health Organization"), organisation("WHO"))
    fill(public, programme(side_event("First", organiser=name, code="AAAAA", start="11:00", end="11:50")))
    assert texts(read(public, "/organisations/"), ".directory li a") == ["World Health Organization"]
