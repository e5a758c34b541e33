"""`scheduler import`: what it says, and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from scheduler.cli.importing import say
from scheduler.formats.programme_json import LARGEST
from scheduler.kernel.words import Sentence
from scheduler.programmes.reports import MeetingReport, Report
from tests.cli.conftest import Call
from tests.programmes.files import as_bytes, meeting, programme, side_event

SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def told(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def stored(call: Call) -> int:
    """How many entries there are."""
    result = call("export", "T1", "--format", "json")
    return len(json.loads(result.stdout)["side_events"]) if result.exit_code == 0 else 0


def test_a_new_programme_the_same_again_and_a_changed_one(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "T1.json"
    first, second = side_event("First event"), side_event("Second event", start="11:00", end="11:50")
    file.write_bytes(as_bytes(programme(first, second)))
    assert told(call("import", file)) == (0, "T1: a new meeting; 2 new. Release 1.\n", "")
    nothing = "T1: no entry changed. Nothing public changed; no release.\n"
    assert told(call("import", file)) == (0, nothing, "")
    file.write_bytes(as_bytes(programme(side_event("First event", room="M2"))))
    assert told(call("import", file)) == (
        0,
        "T1: 1 changed, 1 cancelled. Release 2.\n  changed: First event\n  cancelled: Second event\n",
        "",
    )
    file.write_bytes(as_bytes(programme(side_event("First event", room="M2"), second)))
    assert told(call("import", file)) == (
        0,
        "T1: 1 back after a cancellation. Release 3.\n  back after a cancellation: Second event\n",
        "",
    )


@SQLITE_ONLY
def test_a_rehearsal_keeps_nothing(call: Call, programme_file: Path) -> None:
    assert told(call("import", "--dry-run", programme_file)) == (
        0,
        "T1: a new meeting; 2 new. Release 1.\nThis was a rehearsal: nothing is stored.\n",
        "",
    )
    assert call("export", "T1", "--format", "json").stderr == 'Error: There is no meeting "T1".\n'


@SQLITE_ONLY
def test_all_faults_of_all_files_are_listed_and_nothing_is_stored(
    call: Call, tmp_path: Path, programme_file: Path
) -> None:
    faulty, torn = tmp_path / "faulty.json", tmp_path / "torn.json"
    faulty.write_bytes(
        as_bytes(
            programme(
                side_event("A", date="2027-02-30"), side_event("B", start="9"), meeting=meeting(code="T2")
            )
        )
    )
    torn.write_text("{")
    result = call("import", programme_file, faulty, torn)
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.rpartition(": ")[0] for line in lines[:-1]] == [
        f"{faulty}: side_events[0].date",
        f"{faulty}: side_events[1].start",
        str(torn),
    ]
    assert lines[-1] == "3 faults: nothing is stored. Mend the file and import it again."
    assert stored(call) == 0


@SQLITE_ONLY
def test_warnings_come_beside_the_report(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "T1.json"
    file.write_bytes(as_bytes(programme(side_event(), colour="blue")))
    assert told(call("import", file)) == (
        0,
        "T1: a new meeting; 1 new. Release 1.\n",
        f'Warning: {file}: colour: The format has no key "colour" here. It was not read.\n',
    )


@SQLITE_ONLY
def test_standard_input(call: Call) -> None:
    content = as_bytes(programme(side_event()))
    assert told(call("import", "-", input=content)) == (0, "T1: a new meeting; 1 new. Release 1.\n", "")
    faulty = call("import", "-", input=b"[]")
    assert faulty.exit_code == 2
    assert faulty.stderr.startswith("standard input: ")


@SQLITE_ONLY
def test_a_huge_file_is_a_fault_and_not_read_to_its_end(call: Call, tmp_path: Path) -> None:
    """Holes in a file take no place on the disk, but would in memory."""
    file = tmp_path / "huge.json"
    with file.open("wb") as huge:
        huge.truncate(2**40)
    result = call("import", file)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}: This file ")
    assert str(LARGEST) in result.stderr


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (
            MeetingReport("T1", changed=["A"], draft="Import of 8 March"),
            "T1: 1 changed. This became the draft plan “Import of 8 March”; nothing is released.\n"
            "  changed: A\n",
        ),
        (
            MeetingReport("T1", kept=[Sentence("The title of %(title)s stays as edited.", title="A")]),
            "T1: no entry changed. Nothing public changed; no release.\n  The title of A stays as edited.\n",
        ),
        (MeetingReport("T1", created=True, release=1), "T1: a new meeting; no entry changed. Release 1.\n"),
    ],
)
def test_what_became_of_a_meeting(
    report: MeetingReport, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(Report(meetings=[report]))
    assert capsys.readouterr().out == line
