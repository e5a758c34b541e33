"""`scheduler demo`: filled once, served, and never over somebody's own meetings."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from scheduler.audit.models import Record
from scheduler.cli.demonstration import INTERRUPTED
from scheduler.demo import fictitious, people
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.meetings.models import Entry, Meeting
from scheduler.programmes.actions import import_files
from scheduler.releases.queries import latest_numbers
from tests.cli.conftest import Call
from tests.cli.test_serving import first_line, get

SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
MEETINGS = {
    "CND66": 1,
    "CND67": 1,
    "DEMO": 1,
    "DEMO2": 1,
    "DEMO3": 2,
    "DEMO4": 2,
    "TD2022": 1,
    "TD2023": 1,
    "TD2024": 1,
}


def releases(app: Flask) -> dict[str, int]:
    with app.app_context():
        return latest_numbers()


def demo_events(app: Flask) -> int:
    with app.app_context():
        found = select(func.count()).select_from(Entry).join(Meeting)
        events = found.where(Meeting.code == "DEMO", Entry.section == "side_events", ~Entry.cancelled)
        return session.scalar(events) or 0


def records(app: Flask) -> int:
    with app.app_context():
        return session.scalar(select(func.count()).select_from(Record)) or 0


def test_a_new_instance_is_filled_once(call: Call, app: Flask, instance: Path) -> None:
    filled = call("demo", "--no-serve", "--events", "3", "--port", "5077")
    assert filled.exit_code == 0
    assert (releases(app), demo_events(app)) == (MEETINGS, 3)
    assert (instance / "demonstration").read_text() == "3"
    for code in MEETINGS:
        assert f"    http://127.0.0.1:5077/{code}/calendar.ics\n" in filled.stdout
    before = records(app)
    again = call("demo", "--no-serve", "--port", "5077")
    assert (again.exit_code, again.stdout) == (0, filled.stdout)
    assert records(app) == before


def test_another_number_of_events_changes_the_fictitious_meeting_only(
    call: Call, app: Flask, instance: Path
) -> None:
    call("demo", "--no-serve", "--events", "3")
    assert call("demo", "--no-serve", "--events", "5").exit_code == 0
    assert (releases(app), demo_events(app)) == (MEETINGS | {"DEMO": 2}, 5)
    assert (instance / "demonstration").read_text() == "5"


@SQLITE_ONLY
def test_an_interrupted_filling_is_taken_up_again(call: Call, app: Flask, instance: Path) -> None:
    call("demo", "--no-serve", "--events", "3")
    (instance / "demonstration").write_text("null")
    again = call("demo", "--no-serve", "--events", "3")
    assert (again.exit_code, INTERRUPTED in again.stdout) == (0, True)
    assert (releases(app), (instance / "demonstration").read_text()) == (MEETINGS, "3")


@SQLITE_ONLY
def test_an_instance_of_an_older_version_gets_the_second_meeting(
    call: Call, app: Flask, instance: Path
) -> None:
    older = json.dumps(fictitious.programme(3)).encode()
    with app.app_context():
        assert import_files([("DEMO.json", older)], actor="demonstration", base_url="").faults == []
    instance.mkdir(exist_ok=True)
    (instance / "demonstration").write_text("3")
    assert call("demo", "--no-serve").exit_code == 0
    assert releases(app) == {"DEMO": 1, "DEMO2": 1, "DEMO3": 2, "DEMO4": 2}
    browser = app.test_client()
    assert "call open until" in browser.get("/").text
    assert "applications were received" in browser.get("/DEMO2/calls/").text


@SQLITE_ONLY
def test_somebodys_own_meetings_are_left_alone(
    call: Call, app: Flask, instance: Path, programme_file: Path
) -> None:
    call("import", programme_file)
    refused = call("demo", "--no-serve", "--events", "3")
    assert (refused.exit_code, refused.stdout, refused.stderr) == (
        1,
        "",
        f"Error: There are other meetings in {instance}, and the demonstration leaves them alone. Choose "
        "another folder for it: SCHEDULER_INSTANCE_PATH=/path/to/folder scheduler demo\n",
    )
    assert releases(app) == {"T1": 1}
    assert not (instance / "demonstration").exists()


@SQLITE_ONLY
def test_a_public_address_that_was_chosen_is_kept(
    call: Call, app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance.mkdir(exist_ok=True)
    (instance / "settings.py").write_text("BASE_URL = 'https://programme.example'\n")
    assert "    https://programme.example/DEMO/\n" in call("demo", "--no-serve", "--events", "3").stdout
    (instance / "settings.py").unlink()
    elsewhere = call("demo", "--no-serve", "--host", "0.0.0.0", "--port", "5077")
    assert elsewhere.stdout.endswith(
        "The feeds of CND66, CND67, DEMO, DEMO2, DEMO3, DEMO4, TD2022, TD2023, TD2024 were released under "
        "another BASE_URL. Their next release will name http://127.0.0.1:5077; entries that do not change "
        "keep the address they have.\n"
    )
    monkeypatch.setenv("SCHEDULER_BASE_URL", "https://programme.example")
    app.config["BASE_URL"] = "https://programme.example"
    again = call("demo", "--no-serve").stdout
    assert "    https://programme.example/DEMO/calendar.ics\n" in again
    assert again.endswith(f"Letters are written as files into {instance / 'outbox'}\n")


@SQLITE_ONLY
def test_it_names_an_account_for_each_role_and_they_can_sign_in(call: Call, app: Flask) -> None:
    shown = call("demo", "--no-serve", "--events", "3").stdout
    for actor in people.ACTORS:
        assert f"  {actor.address}" in shown
        assert f"  {actor.role}: {actor.part}\n" in shown
    assert {actor.role for actor in people.ACTORS} == set(Role)
    browser = app.test_client()
    page = browser.get("/account/login").text
    field = LexborHTMLParser(page).css_first("[name=csrf_token]")
    assert field
    token = field.attributes["value"]
    words = {"email": people.ACTORS[0].address, "password": people.PASSWORD, "csrf_token": token}
    assert browser.post("/account/login", data=words).location == "/account/"


def test_it_serves_what_it_filled_and_then_as_it_is(
    start: Callable[..., Popen[str]],
    port: int,
    tmp_path: Path,
) -> None:
    """As two people would: fill and serve, stop, serve again."""
    feeds = []
    for words in (["--events", "3"], []):
        demo = start("demo", "--port", str(port), *words)
        assert demo.stdout
        while (line := first_line(demo)) and not line.startswith("Serving"):
            pass
        assert line == f"Serving http://127.0.0.1:{port}. To stop, press Ctrl-C.\n"
        feeds.append(get(port, "/DEMO/calendar.ics"))
        demo.send_signal(signal.SIGTERM)
        assert demo.communicate() == ("", "")
        assert demo.returncode == 0
    assert feeds[0] == feeds[1]
    assert feeds[0][0] == 200
    assert f"http://127.0.0.1:{port}/DEMO/calendar.ics".encode() in feeds[0][1]
    assert json.loads((tmp_path / "instance/demonstration").read_text()) == 3
