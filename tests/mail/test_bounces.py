"""Reports of letters that did not arrive: read, believed a little, and never more than marked."""

from pathlib import Path

import pytest
from flask import Flask

from scheduler.mail import bounces, outbox, reports
from scheduler.mail.files import Files
from scheduler.mail.incoming import Collected, collect, unread
from scheduler.mail.queries import troubles
from tests.mail.conftest import OFFICE, fate, letter, written

REPORT = """\
From: Mail Delivery System <mailer-daemon@programme.example>
To: scheduler@programme.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I am sorry to have to inform you...

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.programme.example

Final-Recipient: rfc822; ann@members.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 No such
 mailbox

--x
Content-Type: {kind}

From: Secretariat <scheduler@programme.example>
Message-ID: <{number}@{host}>
Subject: You may not speak for Kenya

--x--
"""


def take(content: bytes) -> bool:
    return bounces.take(content, OFFICE)


OTHERS = ("0c59f231-5578-42cf-a879-31b115e599f0", "programme.example")


def report(
    number: str, host: str = "programme.example", action: str = "failed", kind: str = "message/rfc822"
) -> bytes:
    return REPORT.format(number=number, host=host, action=action, kind=kind).encode()


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "bounces" / name).mkdir(parents=True)
    return tmp_path / "bounces"


def arrive(maildir: Path, *contents: bytes) -> None:
    for number, content in enumerate(contents):
        (maildir / "new" / f"1700000000.{number}.host").write_bytes(content)


def sent(files: Files) -> int:
    number = written()
    outbox.drain(files, OFFICE)
    return number


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_what_a_report_says(kind: str) -> None:
    found = reports.read(report(*OTHERS, kind=kind))
    assert found == reports.Report(*OTHERS, True, "5.1.1 smtp; 550 No such mailbox")
    late = reports.read(report(*OTHERS, action="delayed", kind=kind))
    assert late == reports.Report(*OTHERS, False, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Hello\n\nMessage-ID: <0c59f231-5578-42cf-a879-31b115e599f0@programme.example>\n",
        b"Content-Type: multipart/report; boundary=x\n\n",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\nx",
        report("x" * 36),
        report(OTHERS[0], action="failed").replace(b"Action: failed\n", b""),
        report(OTHERS[0]).replace(b"multipart/report", b"multipart/mixed"),
        b"Content-Type: multipart/report; boundary=x\n\n" + b"--x\nContent-Type: multipart/report\n\n" * 500,
    ],
    ids=range(9),
)
def test_what_is_no_report(content: bytes) -> None:
    assert reports.read(content) is None


def test_a_letter_that_came_back_is_marked_once(app: Flask, files: Files, maildir: Path) -> None:
    number = sent(files)
    content = report(letter(number).message_id)
    arrive(maildir, content, content, content.replace(b"550", b"551"))
    assert collect(maildir, [take]) == Collected(ours=3, others=0)
    assert fate(number)[1][1:] == [("bounced", "5.1.1 smtp; 550 No such mailbox")]
    assert letter(number).bounced_at is not None
    assert [one.id for one in troubles(about="organisation 1")] == [number]
    assert collect(maildir, [take]) == Collected(0, 0)
    assert unread(maildir) == 0


def test_news_that_a_letter_is_late_changes_nothing(app: Flask, files: Files, maildir: Path) -> None:
    number = sent(files)
    arrive(maildir, report(letter(number).message_id, action="delayed"))
    assert collect(maildir, [take]) == Collected(1, 0)
    assert (letter(number).bounced_at, len(fate(number)[1])) == (None, 1)


def test_others_are_left_and_counted(app: Flask, files: Files, maildir: Path) -> None:
    """Among them forged ones: of letters that were never sent, or have another address."""
    waiting, gone = written(), sent(files)
    waiting = written()
    arrive(
        maildir,
        b"Subject: I am on leave\n\nUntil Monday.",
        report(letter(waiting).message_id),
        report(letter(gone).message_id, host="evil.example"),
        report(OTHERS[0]),
    )
    assert collect(maildir, [take]) == Collected(ours=0, others=4)
    assert unread(maildir) == 4
    assert [letter(number).bounced_at for number in (waiting, gone)] == [None, None]
    assert sorted(path.name for path in (maildir / "cur").iterdir()) == [
        f"1700000000.{number}.host:2," for number in range(4)
    ]
    assert list((maildir / "new").iterdir()) == []
