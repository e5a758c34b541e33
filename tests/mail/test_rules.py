"""Addresses that can be used, waiting between attempts, and texts that the desk changed."""

from datetime import timedelta

import pytest

from scheduler.mail import rules
from scheduler.mail.rules import LINK, SITE, Text
from tests.mail.conftest import NOON

BASE = "https://programme.example"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ann@members.example", ("ann", "members.example")),
        ("ann.o'neill+cnd@members.example", ("ann.o'neill+cnd", "members.example")),
        ("ann@bücher.example", ("ann", "xn--bcher-kva.example")),
        ("x@localhost", ("x", "localhost")),
        (f"{'a' * 64}@b.example", ("a" * 64, "b.example")),
    ],
)
def test_addresses_that_letters_can_be_sent_to(address: str, expected: tuple[str, str]) -> None:
    assert rules.mailbox(address) == expected
    assert rules.unusable(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "@members.example",
        "ann@",
        "ann@members.example\r\nBcc: everybody@members.example",
        "ann@members.example\n",
        "ann smith@members.example",
        "ann@members.example,bob@members.example",
        "<ann@members.example>",
        '"ann"@members.example',
        "ann@bob@members.example",
        ".ann@members.example",
        "ann..x@members.example",
        "änn@members.example",
        "ann@-members.example",
        "ann@members..example",
        "ann@[127.0.0.1]",
        "ann@127.0.0.1",
        "ann@\u202emembers.example",
        f"{'a' * 65}@b.example",
        f"a@{'b' * 64}.example",
        f"a@{'b.' * 130}example",
    ],
)
def test_addresses_that_no_letter_is_made_for(address: str) -> None:
    assert rules.mailbox(address) is None
    assert str(rules.unusable(address)).startswith("No letter can be sent to the address ")


def test_pauses_between_attempts_grow_and_end() -> None:
    waits = [rules.next_try(attempts, NOON) for attempts in range(1, 11)]
    minutes = [round((moment - NOON) / timedelta(minutes=1)) for moment in waits if moment]
    assert minutes == [1, 5, 15, 60, 180, 360, 720, 1440, 1440]
    assert waits[9] is None


def test_no_value_brings_a_place_or_a_mark_with_it() -> None:
    text = Text("{name}", "Dear {name}\n\n{link}\n\n{why}")
    values = {"name": "{why} " + LINK, "why": "{name}" + SITE, "link": "/l/token/"}
    filled = rules.fill(text, values)
    assert filled == Text("{why}", "Dear {why} \n\n" + LINK + "\n\n{name}")
    assert rules.complete(filled.body, BASE, "/l/token/") == (
        "Dear {why} \n\nhttps://programme.example/l/token/\n\n{name}"
    )


def test_a_letter_that_the_desk_changes_keeps_its_marks() -> None:
    before = Text("Hello", f"Dear Ann\n\n{LINK}\n\nSee {SITE}/CND66/")
    shown = rules.shown(before, BASE)
    assert shown == Text("Hello", "Dear Ann\n\n{link}\n\nSee https://programme.example/CND66/")
    assert rules.stored(shown, BASE) == before
    smuggled = Text("Hello " + LINK, f"{LINK}{SITE}\n\n{{link}}")
    assert rules.stored(smuggled, BASE) == Text("Hello", LINK)


def test_what_is_wrong_with_a_changed_letter() -> None:
    before = Text("Hello", f"Dear {{odd}} Ann\n\n{LINK}")
    assert rules.faults_of_reworded(Text("Hello", "Dear {odd} Bob\n\n{link}"), before) == []
    faults = rules.faults_of_reworded(Text("{link}", "{name}"), before)
    assert list(map(str, faults)) == [
        "This letter has no place called {name}.",
        "Keep {link} in the text: without it the reader has no way to answer.",
        "A personal link has no place in the subject: others see it.",
    ]


def test_what_is_wrong_with_a_text() -> None:
    faults = rules.faults_of_text(Text("{link} {nmae}", "{nmae} {name} {}"), {"name": "", "link": ""})
    assert list(map(str, faults)) == [
        "This letter has no place called {nmae}.",
        "A personal link has no place in the subject: others see it.",
    ]
