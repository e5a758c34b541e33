"""A meeting's calls and, after the close, the list of receipts, for everybody."""

import csv
import hashlib
import io
import json

import pytest
from flask import Flask

from scheduler.applications.receipts import START
from scheduler.applications.submitting import publish
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from tests.applications import stage
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import browser

HERE = "/CND70/calls/"


def close(call: Call) -> None:
    with clock.set_to(stage.CLOSES), decision("tests") as this:
        publish(this, call)


def test_what_a_call_asks_for(app: Flask) -> None:
    stage.received(stage.call())
    with clock.set_to(stage.DURING):
        page = read(browser(app), HERE)
    assert texts(page, "h1") == ["Calls of Seventieth session"]
    said = texts(page, "section p, section li")
    assert said[:2] == [
        "The call closes on Fri 22 January 2027, 23:59:59 in Vienna: 7 days left.",
        "The call is open from Mon 11 January 2027, 09:00:00 to Fri 22 January 2027, 23:59:59.",
    ]
    assert "One application was received." in said[-2]
    assert links(page, "section a") == ["/account/applications/start/?call=CND70-S"]


def test_no_calls(app: Flask) -> None:
    stage.meeting()
    assert browser(app).get(HERE).status_code == 404
    assert browser(app).get("/NOWHERE/calls/").status_code == 404


@pytest.mark.parametrize("address", ["S/receipts/", "S/receipts.csv", "E/receipts/"])
def test_before_it_is_published_there_is_no_list(app: Flask, address: str) -> None:
    stage.received(stage.call())
    assert browser(app).get(HERE + address).status_code == 404


def test_a_stranger_can_check_the_whole_order(app: Flask) -> None:
    call = stage.call()
    applications = [stage.received(call, lead) for lead in (None, stage.state(), None)]
    close(call)
    table = browser(app).get(f"{HERE}S/receipts.csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="receipts-CND70-S.csv"'
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"))))
    before = START
    for number, row in enumerate(rows, 1):
        line = [
            before,
            "CND70-S",
            number,
            row["Received (UTC)"],
            row["Class when received"],
            row["Fingerprint"],
        ]
        before = hashlib.sha256(json.dumps(line, ensure_ascii=False).encode()).hexdigest()
        assert (row["Number"], row["Seal"]) == (f"CND70-S-000{number}", before)
    assert [row["Class now"] for row in rows] == ["other", "state", "other"]
    page = read(browser(app), f"{HERE}S/receipts/")
    assert texts(page, "p code") == [before]
    assert len(texts(page, "tbody tr")) == 3
    assert all((one.title or "") not in str(page.html) for one in applications)


def test_the_list_costs_the_same_for_many(app: Flask) -> None:
    call = stage.call()
    stage.received(call)
    stranger = browser(app)
    close(call)
    with counted(app) as one:
        read(stranger, f"{HERE}S/receipts/")
    for _ in range(29):
        stage.received(call)
    with counted(app) as thirty:
        page = read(stranger, f"{HERE}S/receipts/")
    assert (len(texts(page, "tbody tr")), len(thirty)) == (30, len(one))
