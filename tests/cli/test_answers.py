"""`scheduler import-applications`: what it says, and with which exit code."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler.kernel import clock
from tests.applications import stage
from tests.applications.answers import form
from tests.cli.conftest import Call
from tests.cli.test_importing import SQLITE_ONLY, told

READ = """came: Completion time
organisation: What is the name of your organization?
person: Name of the contact person
email: Contact e-mail address
title: Title of the side event (max. 100 characters)
abstract: Please describe what your event is about
format: Format: in person, online, or hybrid?
"""
KNOWN = {"What": "Peace Institute", "Co-": ""}


@pytest.fixture(autouse=True)
def _a_call(app: Flask) -> Iterator[None]:
    with app.app_context():
        stage.call()
        stage.organisation("Peace Institute")
    with clock.set_to(datetime(2027, 2, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def test_rehearsed_taken_in_and_never_twice(call: Call, file: Path) -> None:
    file.write_bytes(form(KNOWN))
    command = ("import-applications", "CND70-S", file)
    rehearsal = "CND70-S: 1 new, 0 taken in before.\nThis was a rehearsal: nothing is stored.\n"
    assert told(call(*command, "--dry-run")) == (0, READ + rehearsal, "")
    assert told(call(*command)) == (0, f"{READ}CND70-S: 1 new, 0 taken in before.\n", "")
    assert told(call(*command)) == (
        0,
        f"{READ}CND70-S: 0 new, 1 taken in before.\n",
        "Warning: Row 2: It was taken in before, and is left as it is.\n",
    )


@SQLITE_ONLY
def test_every_fault_is_listed_and_the_exit_code_is_2(call: Call, file: Path) -> None:
    file.write_bytes(
        form(
            {**KNOWN, "Title": "", "Completion": "2027-01-15 10:00:00"},
            {**KNOWN, "Completion": "3/4/2027", "Contact": "nowhere"},
        )
    )
    assert told(call("import-applications", "CND70-S", file)) == (
        2,
        READ,
        'Warning: Row 3, column "What is the name of your organization?": Peace Institute leads another '
        "application in this call (row 2). This one is received, and marked as one too many.\n"
        'Row 2, column "Title of the side event (max. 100 characters)": Write a title.\n'
        'Row 3, column "Completion time": "3/4/2027" can be read in two ways. Say whether the day or the '
        "month stands first in these dates.\n"
        'Row 3, column "Contact e-mail address": No letter can be sent to the address "nowhere".\n'
        "3 faults: nothing is stored. Mend the file and import it again.\n",
    )


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("CND70-P",), 1, "There is no call CND70-P. Its code is such as CND70-S."),
        (("CND70-S", "--column", "colour=Title"), 1, "There is no column colour. They are: came,"),
        (("CND70-S", "--column", "title=Colour"), 1, 'The file has no heading "Colour".'),
        (("CND70-S", "--time-zone", "Mars/Base"), 1, 'There is no time zone "Mars/Base".'),
        (
            ("CND70-S", "--column", "title="),
            2,
            "No column is chosen for “Title”, which is needed. Choose it.",
        ),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    call: Call, file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    file.write_bytes(form(KNOWN))
    result = call("import-applications", words[0], file, *words[1:])
    assert (result.exit_code, said in result.stderr) == (code, True)
