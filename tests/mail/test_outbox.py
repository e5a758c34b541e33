"""The outbox: what is due goes out once, what fails is tried again, and who dies is replaced."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Barrier, Thread
from typing import Self

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, Outcome
from scheduler.links.actions import make
from scheduler.links.models import Link
from scheduler.mail import outbox
from scheduler.mail.actions import Addressee, Secret
from scheduler.mail.files import Files
from scheduler.mail.models import Letter
from scheduler.mail.parcels import Answer, Parcel
from tests.mail.conftest import NOON, OFFICE, fate, letter, written


class Counter:
    """A way out that answers as told, and remembers what came by. `leaves_doubt` as SMTP does."""

    patience = timedelta(minutes=15)
    leaves_doubt = True

    def __init__(self, answer: Callable[[Parcel], Answer] = lambda _: Answer(Outcome.SENT, "250 OK")) -> None:
        self.taken: list[EmailMessage] = []
        self._answer = answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def hand_on(self, parcel: Parcel) -> Answer:
        self.taken.append(parcel.message)
        return self._answer(parcel)

    def check(self) -> str:
        return "nowhere"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_due_goes_out_in_order(app: Flask, files: Files, folder: Path) -> None:
    with clock.set_to(NOON):
        numbers = [written(), written()]
        assert outbox.drain(files, OFFICE) == 2
        assert outbox.drain(files, OFFICE) == 0
    expected = [f"{number:06}-{letter(number).message_id}.eml" for number in numbers]
    assert names(folder) == expected
    assert [fate(number) for number in numbers] == [("sent", [("sent", name)]) for name in expected]
    assert {letter(number).sent_at for number in numbers} == {NOON}


def test_the_link_goes_out_and_is_forgotten(app: Flask, files: Files, folder: Path) -> None:
    with bookkeeping("tests") as this:
        link, token = make(this, "own-page", "person 1", lasts=timedelta(days=7))
    number = written(secret=Secret(f"/l/{token}/", link.id))
    outbox.drain(files, OFFICE)
    assert letter(number).secret is None
    assert token not in repr(vars(letter(number)))


def test_an_address_that_cannot_be_used(app: Flask, files: Files, folder: Path) -> None:
    number, other = written(Addressee("ann@x\r\nBcc: bob@x.example", "Ann")), written()
    assert outbox.drain(files, OFFICE) == 1
    assert fate(number) == (
        "failed",
        [
            (
                "refused",
                'No letter can be sent to the address "ann@x\\u000d\\u000aBcc: bob@x.example".',
            )
        ],
    )
    assert names(folder) == [f"{other:06}-{letter(other).message_id}.eml"]


def test_tries_become_rarer_and_end(app: Flask) -> None:
    way = Counter(lambda _: Answer(Outcome.DEFERRED, "451 Later"))
    at = NOON
    with clock.set_to(at):
        number = written()
    for attempt in range(1, 10):
        with clock.set_to(at - timedelta(seconds=1)):
            outbox.drain(way, OFFICE)
        assert len(way.taken) == attempt - 1
        with clock.set_to(at):
            outbox.drain(way, OFFICE)
            assert letter(number).state is LetterState.WAITING
        at = letter(number).due_at
    with clock.set_to(at):
        outbox.drain(way, OFFICE)
    assert fate(number) == ("failed", [("deferred", "451 Later")] * 10)
    assert len({message["Message-ID"] for message in way.taken}) == 1


def test_nothing_more_is_tried_when_nothing_gets_through(app: Flask) -> None:
    first, second = written(), written()
    way = Counter(lambda _: Answer(Outcome.DEFERRED, "down", is_shut=True))
    assert outbox.drain(way, OFFICE) == 0
    assert len(way.taken) == 1
    assert (letter(first).attempts, letter(second).attempts) == (1, 0)


def test_a_letter_that_breaks_the_way_out_does_not_keep_others_in(app: Flask) -> None:
    def answer(parcel: Parcel) -> Answer:
        if "bad" in str(parcel.message["To"]):
            raise ZeroDivisionError("whatever")
        return Answer(Outcome.SENT)

    bad, good = written(Addressee("bad@members.example")), written()
    assert outbox.drain(Counter(answer), OFFICE) == 1
    assert fate(bad) == ("waiting", [("deferred", "This was not foreseen: ZeroDivisionError: whatever")])
    assert fate(good) == ("sent", [("sent", None)])


def test_stopping_between_two_letters(app: Flask) -> None:
    written(), written()
    way = Counter()
    assert outbox.drain(way, OFFICE, stop=lambda: len(way.taken) == 1) == 1


def left_sending() -> int:
    """A letter whose sender died at noon while it was at it."""

    class Killed(BaseException):
        pass

    def die(_parcel: Parcel) -> Answer:
        raise Killed

    with clock.set_to(NOON):
        number = written()
        with pytest.raises(Killed):
            outbox.drain(Counter(die), OFFICE)
    assert letter(number).state is LetterState.SENDING
    return number


def test_files_are_written_again_without_a_doubt(app: Flask, files: Files, folder: Path) -> None:
    number = left_sending()
    with clock.set_to(NOON + timedelta(seconds=4)):
        assert outbox.drain(files, OFFICE) == 0
        assert outbox.next_moment(files.patience) == NOON + timedelta(seconds=5)
    with clock.set_to(NOON + timedelta(seconds=5)):
        assert outbox.drain(files, OFFICE) == 1
    assert fate(number)[0] == "sent"
    assert [outcome for outcome, _ in fate(number)[1]] == ["sent"]
    assert (letter(number).unsure, len(names(folder))) == (False, 1)


def test_by_smtp_it_is_tried_again_and_shown_as_doubtful(app: Flask) -> None:
    number, way = left_sending(), Counter()
    with clock.set_to(NOON + timedelta(minutes=14)):
        assert outbox.drain(way, OFFICE) == 0
    with clock.set_to(NOON + timedelta(minutes=15)):
        assert outbox.drain(way, OFFICE) == 1
    assert fate(number) == ("sent", [("unsure", outbox.BROKE_OFF), ("sent", "250 OK")])
    assert letter(number).unsure
    assert way.taken[0]["Message-ID"] == f"<{letter(number).message_id}@programme.example>"


def test_a_letter_that_kills_its_sender_is_given_up(app: Flask) -> None:
    number = left_sending()
    with bookkeeping("tests"):
        session.get_one(Letter, number).attempts = 10
    with clock.set_to(NOON + timedelta(minutes=15)):
        assert outbox.drain(Counter(), OFFICE) == 0
    assert fate(number) == ("failed", [("unsure", outbox.BROKE_OFF)])


def test_who_is_too_slow_does_not_undo_what_another_did(app: Flask, files: Files) -> None:
    def slow(_parcel: Parcel) -> Answer:
        with clock.set_to(NOON + timedelta(minutes=15)):
            outbox.drain(Counter(), OFFICE)
        return Answer(Outcome.DEFERRED, "451 Later")

    with clock.set_to(NOON):
        number = written()
        outbox.drain(Counter(slow), OFFICE)
    assert fate(number) == (
        "sent",
        [("unsure", outbox.BROKE_OFF), ("sent", "250 OK"), ("deferred", "451 Later")],
    )


def test_two_at_once_never_send_one_letter_twice(app: Flask) -> None:
    for _ in range(20):
        written()
    ways, start = (Counter(), Counter()), Barrier(2)

    def work(way: Counter) -> None:
        with app.app_context():
            start.wait()
            outbox.drain(way, OFFICE)

    threads = [Thread(target=work, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = [message["Message-ID"] for way in ways for message in way.taken]
    assert (len(sent), len(set(sent))) == (20, 20)


def test_nothing_is_half_written(app: Flask, files: Files, folder: Path) -> None:
    """Killed between the file and the table, or before the file had its name."""
    number = left_sending()
    folder.mkdir()
    name = f"{number:06}-{letter(number).message_id}"
    (folder / f".{name}.1").write_text("half a let")
    (folder / f"{name}.eml").write_text("whole, but nobody noted it down")
    with clock.set_to(NOON + timedelta(seconds=5)):
        outbox.drain(files, OFFICE)
    assert names(folder) == [f"{name}.eml"]
    assert (folder / f"{name}.eml").read_text().startswith("From: Secretariat <scheduler@programme.example>")


def test_a_folder_that_cannot_be_written(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    number = written()
    assert outbox.drain(Files(tmp_path / "file"), OFFICE) == 0
    assert fate(number) == ("waiting", [("deferred", f"File exists: {tmp_path / 'file'}")])


def test_when_to_look_again(app: Flask, files: Files) -> None:
    with clock.set_to(NOON):
        assert outbox.next_moment(files.patience) is None
        written()
        assert outbox.next_moment(files.patience) is None
        outbox.drain(Counter(lambda _: Answer(Outcome.DEFERRED, "451 Later")), OFFICE)
        assert outbox.next_moment(files.patience) == NOON + timedelta(minutes=1)


def test_a_link_that_stands_alone_ends_older_ones_when_its_letter_left(app: Flask, files: Files) -> None:
    """Not when it is written: a letter that is held, or never arrives, leaves its reader the one before."""
    with clock.set_to(NOON), bookkeeping("tests") as this:
        first, others, newer = (
            make(this, "desk", thing, lasts=timedelta(days=9), alone=True)[0].id
            for thing in ("holder 1", "holder 2", "holder 1")
        )
    with clock.set_to(NOON):
        written(secret=Secret("/l/x/", newer))
        assert _revoked(first, others, newer) == [False, False, False]
        outbox.drain(Counter(lambda _: Answer(Outcome.REFUSED, "550 no")), OFFICE)
        assert _revoked(first, others, newer) == [False, False, False]
        written(secret=Secret("/l/y/", newer))
        outbox.drain(files, OFFICE)
        assert _revoked(first, others, newer) == [True, False, False]


def _revoked(*numbers: int) -> list[bool]:
    session.rollback()
    found = (session.get_one(Link, number, populate_existing=True) for number in numbers)
    return [link.revoked_at is not None for link in found]
