"""`scheduler release`: what differs, line by line; then the release, or a sentence why there is none."""

from pathlib import Path

from flask import Flask

from scheduler.kernel.decision import bookkeeping
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable.entries import entries_of
from tests.cli.conftest import Call

NOTHING = "Nothing differs from what is public, so there is nothing to release."


def test_a_release_is_rehearsed_and_made_once(app: Flask, call: Call, programme_file: Path) -> None:
    assert call("import", programme_file).exit_code == 0
    refused = call("release", "T1")
    assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", f"Error: {NOTHING}\n")
    assert call("release", "T1", "--dry-run").stdout == f"{NOTHING}\n"
    with app.app_context(), bookkeeping("tests"):
        entries_of(existing_meeting("T1"))[0].title = "Another title"
    told = "  New title: Another title\n"
    rehearsed = call("release", "T1", "--dry-run")
    assert rehearsed.stdout == f"{told}Release 2 would say this. Nothing is released.\n"
    assert call("release", "T1").stdout == f"{told}T1: release 2.\n"
    assert call("release", "T1").exit_code == 1
