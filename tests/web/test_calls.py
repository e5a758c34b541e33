"""A meeting's calls and, after the close, the list of receipts, for everybody."""

import csv
import io
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.applications.submitting import publish
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.decision import OnBehalf, decision
from scheduler.kernel.terms import SideEventKind, Source
from scheduler.releases.actions import release
from tests.applications import stage
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import browser

HERE = "/CND70/calls/"
DOCS = Path(__file__).parents[2] / "docs" / "receipts.md"


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
        "It opened on Mon 11 January 2027, 09:00:00.",
    ]
    assert "One application was received." in said[-2]
    assert links(page, "section a") == ["/account/applications/start/?call=CND70-S"]
    with clock.set_to(stage.CLOSES):
        assert texts(read(browser(app), HERE), "section p, section li")[:2] == [
            "The call closed on Fri 22 January 2027, 23:59:59 in Vienna.",
            "It opened on Mon 11 January 2027, 09:00:00.",
        ]


def test_open_calls_come_first(app: Flask) -> None:
    meeting = stage.meeting()
    for number, kind in enumerate(
        (SideEventKind.SPECIAL_EVENT, SideEventKind.EXHIBITION, SideEventKind.SIDE_EVENT)
    ):
        opens = stage.OPENS + timedelta(days=30 * (number - 1))
        stage.call(meeting, kind=kind, opens_at=opens, closes_at=opens + timedelta(days=10))
    for moment, order in ((stage.OPENS, "ESP"), (stage.OPENS + timedelta(days=30), "SPE")):
        with clock.set_to(moment):
            assert "".join(text[-1] for text in texts(read(browser(app), HERE), "h2")) == order


def test_no_calls(app: Flask) -> None:
    stage.meeting()
    assert browser(app).get(HERE).status_code == 404
    assert browser(app).get("/NOWHERE/calls/").status_code == 404


@pytest.mark.parametrize("address", ["S/receipts/", "S/receipts.csv", "E/receipts/"])
def test_before_it_is_published_there_is_no_list(app: Flask, address: str) -> None:
    stage.received(stage.call())
    assert browser(app).get(HERE + address).status_code == 404


def check(table: bytes, folder: Path, *seals: str) -> tuple[int, str]:
    """What the program in docs/receipts.md says of a table; it knows nothing of ours."""
    _, program = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "receipts.csv").write_bytes(table)
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, "receipts.csv", *seals],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def test_a_stranger_can_check_the_whole_order(app: Flask, tmp_path: Path) -> None:
    call = stage.call()
    applications = [stage.received(call, lead) for lead in (None, stage.state(), None)]
    seals = [one.receipt.seal for one in applications if one.receipt]
    close(call)
    answer = browser(app).get(f"{HERE}S/receipts.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="receipts-CND70-S.csv"'
    table = answer.data
    whole = f"3 receipts, whole; the last seal is {seals[-1]}"
    assert [check(table, tmp_path), check(table, tmp_path, seals[0])] == [(0, whole)] * 2
    assert check(table, tmp_path, "0" * 64) == (1, "the seal that you noted is not in the list")
    lines = table.splitlines(keepends=True)
    for altered, fault in (
        (table.replace(b"state", b"other"), "the seal of receipt 2 does not fit"),
        (b"".join(lines[:2] + lines[3:]), "receipt 2 is missing"),
        (b"".join([lines[0], lines[1], lines[3], lines[2]]), "receipt 2 is missing"),
        (table.replace(b"-0002", b"-0004"), "receipt 2 is missing"),
    ):
        assert check(altered, tmp_path) == (1, fault)
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [(row["Class now"], row["Outcome"]) for row in rows] == [
        ("other", ""),
        ("state", ""),
        ("other", ""),
    ]
    page = read(browser(app), f"{HERE}S/receipts/")
    assert texts(page, "p code") == [seals[-1]]
    assert len(texts(page, "tbody tr")) == 3
    assert all((one.title or "") not in str(page.html) for one in applications)


def rows_of(app: Flask) -> list[dict[str, str]]:
    table = browser(app).get(f"{HERE}S/receipts.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table)))


def test_outcomes_wait_for_a_release_after_the_list_became_public(app: Flask) -> None:
    """A release of the programme as it was before the call ended says nothing of what was applied for."""
    call = stage.call()
    stage.received(call)
    for after_the_close, outcomes in ((-stage.SECOND, []), (stage.SECOND, ["Not decided yet"])):
        with clock.set_to(stage.CLOSES + after_the_close), decision("tests") as this:
            call.meeting.title += "."
            release(this, call.meeting, "https://scheduler.example")
        if call.published_at is None:
            close(call)
        page = read(browser(app), f"{HERE}S/receipts/")
        assert texts(page, "tbody td:nth-child(5)") == outcomes
        assert [row["Outcome"] for row in rows_of(app)] == (outcomes or [""])


def test_page_and_table_say_how_it_came_what_the_desk_entered(app: Flask) -> None:
    call = stage.call()
    wish = OnBehalf(Source.EMAIL, stage.DURING.date(), "Inbox")
    for on_behalf in (None, wish):
        stage.received(call, on_behalf=on_behalf)
    close(call)
    (_, told) = texts(read(browser(app), f"{HERE}S/receipts/"), "tbody td:nth-child(2)")
    assert "Came by e-mail, entered by the secretariat; counts from Fri 15 January 2027, 13:00:00" in told
    assert [row["How it came"] for row in rows_of(app)] == ["", "by e-mail"]


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
