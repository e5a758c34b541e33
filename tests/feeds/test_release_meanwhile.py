"""Readers fetch while releases are made: each gets the old or the new whole, never a mixture, and dates and
sequences only rise. On a real server with two workers."""

import threading
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from scheduler.agendas import actions as agendas
from scheduler.agendas.terms import Level
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.meetings.models import Entry
from scheduler.subscriptions import actions
from scheduler.subscriptions.actions import Wanted
from tests.journeys.serving import Server, served
from tests.programmes.files import as_bytes, programme, side_event

FETCHERS, RELEASES, EVENTS = 4, 3, 12
Seen = tuple[str, frozenset[str], frozenset[int]]
"""When it was last modified; the versions that its titles tell; its sequences."""


def version(number: int) -> bytes:
    """A programme all of whose titles tell its version."""
    events = [
        side_event(f"Event {each}, version {number}", code=f"BBB{'BCDFGHJKLMNP'[each]}B", room=f"M{each}")
        for each in range(EVENTS)
    ]
    return as_bytes(programme(*events))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "T1.json"
    path.write_bytes(version(0))
    return path


@pytest.fixture
def server(database_url: str, file: Path, tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path, ["import", file], SQLALCHEMY_DATABASE_URI=database_url) as server:
        yield server


def subscribe() -> str:
    """A feed of somebody who goes to everything."""
    with bookkeeping("tests") as this:
        agenda = agendas.start(this)
        for entry in session.scalars(select(Entry.id)).all():
            agendas.star(this, agenda, entry, Level.GOING)
        return f"/agenda/{actions.make(this, agenda, Wanted('Mine'))[1]}.ics"


def fetch(server: Server, address: str, stop: threading.Event, seen: list[Seen]) -> None:
    """On one connection, which one worker answers, until told to stop, and once more."""
    connection = HTTPConnection(server.base_url.removeprefix("http://"), timeout=60)
    is_last = False
    while not is_last:
        is_last = stop.is_set()
        connection.request("GET", address)
        response = connection.getresponse()
        events: list[Any] = Calendar.from_ical(response.read()).walk("VEVENT")
        assert len(events) == EVENTS
        titles = frozenset(str(event["SUMMARY"]).rpartition(" ")[2] for event in events)
        seen.append(
            (response.headers["Last-Modified"], titles, frozenset(int(e["SEQUENCE"]) for e in events))
        )
    connection.close()


@pytest.mark.parametrize("own", [False, True], ids=["public", "own"])
def test_everybody_gets_the_old_or_the_new_whole(app: Flask, server: Server, file: Path, own: bool) -> None:
    address = subscribe() if own else "/T1/calendar.ics?kind=side-event"
    stop = threading.Event()
    seen: list[list[Seen]] = [[] for _ in range(FETCHERS)]
    fetchers = [threading.Thread(target=fetch, args=(server, address, stop, each)) for each in seen]
    for fetcher in fetchers:
        fetcher.start()
    try:
        for number in range(1, RELEASES + 1):
            file.write_bytes(version(number))
            server.run("import", file)
    finally:
        stop.set()
        for fetcher in fetchers:
            fetcher.join()
    for each in seen:
        mixed = [one for one in each if len(one[1]) != 1 or one[1] != {str(n - own) for n in one[2]}]
        assert mixed == []
        versions = [max(sequences) - own for _, _, sequences in each]  # a star counts as a change
        dates = [parsedate_to_datetime(date) for date, _, _ in each]
        assert versions == sorted(versions)
        assert dates == sorted(dates)
        assert versions[-1] == RELEASES
