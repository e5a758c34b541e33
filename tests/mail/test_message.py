"""A letter as a message: what its headers say, and that nobody can slip one in."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kernel.errors import Refused
from scheduler.mail.message import Draft, as_html, display_name, message
from tests.mail.conftest import NOON, OFFICE

HEADERS = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]
HOSTILE = [
    "Ann\r\nBcc: everybody@members.example",
    "Ann <evil@evil.example>",
    'Ann" <evil@evil.example>, "',
    "evil@evil.example,",
    "Ann (comment) ; group: evil@evil.example",
    "=?utf-8?q?evil=40evil.example?=",
    "A" * 10_000,
    "ü " * 10_000,
    "\u202eelpmaxe\u202c \u200f\u200e\u2066x",
    "\x00\x07\x1b[31m",
    "محمد عبد الله",
    "李明",
    "",
    "   ",
    "\u2028\u2029\x85",
]


def draft(**more: str | None) -> Draft:
    given = {
        "message_id": "0c59f231-5578-42cf-a879-31b115e599f0",
        "address": "ann@members.example",
        "name": "Ann Example",
        "sender": "Group of African States",
        "reply_to": "group@african.example",
        "language": "en",
        "subject": "You may speak for Kenya",
        "text": "Dear Ann,\n\nSee https://programme.example/account/.",
    }
    return Draft(**{**given, **more})  # type: ignore[arg-type]


def sent(**more: str | None) -> EmailMessage:
    """The message as whoever receives it reads it."""
    content = message(draft(**more), OFFICE, NOON).as_bytes()
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert content.replace(b"\r\n", b"").count(b"\n") == content.replace(b"\r\n", b"").count(b"\r") == 0
    assert content.isascii()
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_what_it_says() -> None:
    found = sent()
    assert found.keys() == HEADERS
    assert found["From"] == "Group of African States <scheduler@programme.example>"
    assert found["Reply-To"] == "Group of African States <group@african.example>"
    assert found["To"] == "Ann Example <ann@members.example>"
    assert found["Subject"] == "You may speak for Kenya"
    assert found["Date"] == "Tue, 09 Mar 2027 12:00:00 +0000"
    assert found["Message-ID"] == "<0c59f231-5578-42cf-a879-31b115e599f0@programme.example>"
    assert (found["Auto-Submitted"], found["Content-Language"]) == ("auto-generated", "en")
    plain, html = found.iter_parts()
    assert (
        plain.get_content().replace("\r\n", "\n") == "Dear Ann,\n\nSee https://programme.example/account/.\n"
    )
    assert html.get_content().replace("\r\n", "\n") == (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head><meta charset="utf-8"></head>\n<body>\n'
        "<p>Dear Ann,</p>\n"
        '<p>See <a href="https://programme.example/account/">https://programme.example/account/</a>.</p>\n'
        "</body>\n</html>\n"
    )


def test_without_an_address_for_answers_they_go_where_letters_come_from() -> None:
    assert sent(reply_to=None)["Reply-To"] is None


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_reach_nobody_else(name: str) -> None:
    found = sent(name=name, sender=name, subject=name or "x")
    assert found.keys() == HEADERS
    for header, address in (("To", "ann@members.example"), ("From", "scheduler@programme.example")):
        assert [one.addr_spec for one in found[header].addresses] == [address]
        assert [pair[1] for pair in getaddresses([str(found[header])])] == [address]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_name_and_subject(name: str, subject: str) -> None:
    found = sent(name=name, subject=subject)
    assert found.keys() == HEADERS
    assert [one.addr_spec for one in found["To"].addresses] == ["ann@members.example"]


def test_names_of_many_writings_are_kept() -> None:
    assert sent(name="محمد عبد الله")["To"].addresses[0].display_name == "محمد عبد الله"
    assert sent(name="Zoë O'Neill-Smith")["To"].addresses[0].display_name == "Zoë O'Neill-Smith"
    assert display_name('Ann (CND) "A" <x@y>') == "Ann CND A x y"


def test_a_long_subject_arrives_whole() -> None:
    subject = "Комиссия по наркотическим средствам " * 5
    assert sent(subject=subject)["Subject"] == subject.strip()


@pytest.mark.parametrize("address", ["", "ann", "ann@members.example\r\nBcc: x@y.example", "änn@y.example"])
def test_no_message_for_an_address_that_cannot_be_used(address: str) -> None:
    with pytest.raises(Refused, match="No letter can be sent to the address"):
        message(draft(address=address), OFFICE, NOON)


def test_html_is_escaped_and_reads_from_the_right_side() -> None:
    found = as_html('<script>1 < 2 & "3"</script>\nx', "ar", "https://programme.example")
    assert '<html lang="ar" dir="rtl">' in found
    assert "<p>&lt;script&gt;1 &lt; 2 &amp; &quot;3&quot;&lt;/script&gt;<br>\nx</p>" in found


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://programme.example", ["https://programme.example"]),
        ("(https://programme.example/a?b=1&c=2), more.", ["https://programme.example/a?b=1&amp;c=2"]),
        (
            "https://programme.example. https://programme.example/x!",
            ["https://programme.example", "https://programme.example/x"],
        ),
        ("https://programme.example.evil.example/", []),
        ("https://programme.example@evil.example/", []),
        ("https://programme.example:8080/", []),
        ("https://evil.example/ javascript:alert(1)", []),
    ],
)
def test_only_our_own_addresses_become_links(text: str, links: list[str]) -> None:
    found = as_html(text, "en", "https://programme.example")
    assert [part.partition('"')[0] for part in found.split('<a href="')[1:]] == links
