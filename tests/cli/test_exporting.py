"""`scheduler export`: bytes to a file or to standard output."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def filled(call: Call, programme_file: Path) -> Call:
    assert call("import", programme_file).exit_code == 0
    return call


def test_each_format_begins_as_it_should(filled: Call, tmp_path: Path) -> None:
    beginnings = {
        "json": b'{\n "format": "scheduler-programme/1"',
        "ics": b"BEGIN:VCALENDAR\r\n",
        "xlsx": b"PK",
    }
    for format_, beginning in beginnings.items():
        result = filled("export", "T1", "--format", format_)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout_bytes.startswith(beginning)
    assert b"First event" in filled("export", "T1", "--format", "csv").stdout_bytes


def test_a_file_holds_the_same_bytes(filled: Call, tmp_path: Path) -> None:
    file, link = tmp_path / "T1.xlsx", tmp_path / "T1.json"
    result = filled("export", "T1", "--format", "xlsx", "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{file}: {file.stat().st_size} bytes.\n"
    assert zipfile.is_zipfile(file)
    assert filled("export", "T1", "--format", "json", "--output", link).exit_code == 0
    assert link.read_bytes() == filled("export", "T1", "--format", "json", "-o", "-").stdout_bytes


def test_an_export_can_be_imported_elsewhere(filled: Call, tmp_path: Path) -> None:
    exported = filled("export", "T1", "--format", "json").stdout_bytes
    elsewhere = json.loads(exported) | {"meeting": json.loads(exported)["meeting"] | {"code": "T2"}}
    for entry in elsewhere["side_events"]:
        del entry["code"], entry["uid"]
    assert (
        filled("import", "-", input=json.dumps(elsewhere)).stdout == "T2: a new meeting; 2 new. Release 1.\n"
    )


def test_an_unknown_meeting(filled: Call, tmp_path: Path) -> None:
    file = tmp_path / "T9.json"
    result = filled("export", "T9", "--format", "json", "-o", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == 'Error: There is no meeting "T9".\n'
    assert not file.exists()
