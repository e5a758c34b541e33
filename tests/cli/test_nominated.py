"""`scheduler import-nominations`: what it says, and with which exit code."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler.kernel import clock
from tests.cli.conftest import Call
from tests.cli.test_importing import SQLITE_ONLY, told
from tests.nominations.form import form
from tests.nominations.stage import stage

READ = """came: Timestamp
organisation: Nominating organisation
person: Name of the speaker
email: E-mail of the speaker
sessions: Which session?
abstract: Summary of the intervention
themselves: Are you nominating yourself?
"""
COMMAND = ("import-nominations", "TD2027", "panels-of-september")


@pytest.fixture(autouse=True)
def _a_call(app: Flask) -> Iterator[None]:
    with app.app_context():
        assert stage().call.code == COMMAND[2]
    with clock.set_to(datetime(2027, 8, 30, tzinfo=UTC)):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


@SQLITE_ONLY
def test_rehearsed_taken_in_and_never_twice(call: Call, file: Path) -> None:
    file.write_bytes(form({}))
    new = f"{READ}TD2027 panels-of-september: 1 new, 0 taken in before.\n"
    assert told(call(*COMMAND, file, "--dry-run")) == (
        0,
        f"{new}This was a rehearsal: nothing is stored.\n",
        "",
    )
    assert told(call(*COMMAND, file)) == (0, new, "")
    assert told(call(*COMMAND, file)) == (
        0,
        f"{READ}TD2027 panels-of-september: 0 new, 1 taken in before.\n",
        "Warning: Row 2: It was taken in before, and is left as it is.\n",
    )


@SQLITE_ONLY
def test_every_fault_is_listed_and_the_exit_code_is_2(call: Call, file: Path) -> None:
    file.write_bytes(form({"E-mail": "nowhere"}, {"Name": "Bo", "Summary": ""}))
    assert told(call(*COMMAND, file)) == (
        2,
        READ,
        'Row 2, column "E-mail of the speaker": No letter can be sent to the address "nowhere".\n'
        'Row 3, column "Summary of the intervention": Write what will be said.\n'
        "2 faults: nothing is stored. Mend the file and import it again.\n",
    )


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("TD2028", "panels"), 'There is no meeting "TD2028".'),
        (("TD2027", "panels"), "There is no such call for speakers."),
        (
            (*COMMAND[1:], "--channel", "NASA"),
            "The call has no channel NASA. They are: VNGOC, AFRICAN, DIRECT.",
        ),
    ],
)
def test_what_cannot_be_done_is_a_sentence(call: Call, file: Path, words: tuple[str, ...], said: str) -> None:
    file.write_bytes(form({}))
    result = call("import-nominations", *words[:2], file, *words[2:])
    assert (result.exit_code, said in result.stderr) == (1, True)
