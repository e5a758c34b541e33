"""Kept pages: never older than the last release, and what readers choose stays theirs."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from scheduler.feeds.watch import Issues
from scheduler.kernel import clock
from scheduler.programmes.actions import import_files
from scheduler.web.kept import Page, Pages
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event

AT = datetime(2027, 3, 9, 8, 15, 30, tzinfo=UTC)


def take(app: Flask, file: dict[str, Any]) -> None:
    with app.app_context():
        assert import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL).faults == []


def test_a_page_is_made_anew_after_a_release_and_its_tag_tells_browsers(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app()
    take(app, programme(side_event("Old title", code="AAAAA")))
    client = app.test_client()
    first = client.get("/T1/")
    tagged = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/T1/").data == first.data
    assert client.get("/T1/", headers=tagged).status_code == 304
    take(app, programme(side_event("New title", code="AAAAA")))
    second = client.get("/T1/", headers=tagged)
    assert (second.status_code, "New title" in second.text, "Old title" in second.text) == (200, True, False)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_kept_page_is_sent_with_the_same_headers(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    take(app, programme(side_event()))
    client = app.test_client()
    with clock.set_to(AT):
        first, second = client.get("/T1/?view=list"), client.get("/T1/?view=list")
        third, fourth = client.get("/T1/?view=list"), client.head("/T1/?view=list")
    assert "Set-Cookie" in first.headers
    assert "Set-Cookie" not in second.headers
    assert (second.data, second.headers) == (third.data, third.headers)
    assert (fourth.status_code, fourth.data, fourth.headers["ETag"]) == (200, b"", third.headers["ETag"])


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_now_and_next_follow_the_clock(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    take(app, programme(side_event(), side_event("Later", organiser="Other", date="2027-03-10")))
    client = app.test_client()
    pages = []
    for day in (9, 9, 10):
        with clock.set_to(AT.replace(day=day)):
            pages.append(client.get("/T1/").text)
    assert pages[0] == pages[1]
    assert pages[0] != pages[2]


def test_the_least_recently_used_pages_go_when_the_space_is_full() -> None:
    pages = Pages(250)
    now: tuple[Issues, datetime] = ({}, AT)
    for key in ("a", "b"):
        pages.remember(key, Page(now, b"x" * 100, ()))
    pages.recall("a", now)
    pages.remember("c", Page(now, b"x" * 100, ()))
    assert [bool(pages.recall(key, now)) for key in ("a", "b", "c")] == [True, False, True]
    assert pages.recall("a", ({"T1": (1, AT)}, AT)) is None
