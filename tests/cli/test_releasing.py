"""`scheduler release`: what differs, line by line; then the release, or a sentence why there is none."""

from pathlib import Path

from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.decision import bookkeeping
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable.entries import entries_of
from tests.cli.conftest import Call
from tests.programmes.files import as_bytes, programme, side_event

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


def test_clashes_stand_in_the_way_until_a_reason_is_given(app: Flask, call: Call, tmp_path: Path) -> None:
    file = tmp_path / "programme.json"
    file.write_bytes(as_bytes(programme(side_event("One"), side_event("Other", room="M2"))))
    clash = "  Clash: Republic of Examples is needed at “One” and at “Other” at the same time.\n"
    taken = call("import", file)
    assert (taken.exit_code, clash in taken.stdout) == (0, True)
    with app.app_context(), bookkeeping("tests"):
        entries_of(existing_meeting("T1"))[0].title = "Another title"
    told = clash.replace("“One”", "“Another title”")
    refused = call("release", "T1")
    assert (refused.exit_code, refused.stdout) == (1, "  New title: Another title\n")
    way = "So many clashes stand in the way: 1. Nothing is released."
    assert refused.stderr.startswith(f"{told}Error: {way}")
    assert call("release", "T1", "--force", " ").exit_code == 1
    assert "T1: release 2." in call("release", "T1", "--force", "The Chair wants it").stdout
    with app.app_context():
        forced = history("meeting T1")[-2]
        assert forced.content
        facts = forced.content.facts
        codes = ", ".join(entry.code for entry in entries_of(existing_meeting("T1")))
    assert (forced.act, facts["why"]) == ("force release", "The Chair wants it")
    assert facts["clashes"] == [f"Organisation in two places: {codes}"]
