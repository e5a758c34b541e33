"""Atom as readers see it: valid against RFC 4287, the same ids for ever, text as text."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.formats.atom import MIMETYPE, News, feed, news_id

ATOM = "{http://www.w3.org/2005/Atom}"
AT = datetime(2027, 2, 1, 9, 0, 5, tzinfo=UTC)
UID = "7d3b1f6e-52b0-4c55-9a0e-8f6d0c1b2a3e"
PLAIN = News("urn:x", "Moved: A title", AT, "https://p.example/T1/side-events/AAAAA/", "Moved from M1")


def made(*news: News, title: str = "Changes", author: str = "A session") -> bytes:
    address = "https://p.example/T1/changes"
    return feed(news, title=title, author=author, url=f"{address}.atom", page=f"{address}/", updated=AT)


def test_the_bytes() -> None:
    assert made(PLAIN).decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        "<id>https://p.example/T1/changes.atom</id><title>Changes</title>"
        "<updated>2027-02-01T09:00:05Z</updated><author><name>A session</name></author>"
        '<link rel="self" type="application/atom+xml" href="https://p.example/T1/changes.atom" />'
        '<link rel="alternate" type="text/html" href="https://p.example/T1/changes/" />'
        "<entry><id>urn:x</id><title>Moved: A title</title><updated>2027-02-01T09:00:05Z</updated>"
        '<link rel="alternate" type="text/html" href="https://p.example/T1/side-events/AAAAA/" />'
        "<content>Moved from M1</content></entry></feed>"
    )
    assert MIMETYPE == "application/atom+xml; charset=utf-8"


def test_times_are_written_in_utc() -> None:
    vienna = News("urn:x", "t", AT.astimezone(timezone(timedelta(hours=1))), "https://p.example/", "c")
    assert b"<entry><id>urn:x</id><title>t</title><updated>2027-02-01T09:00:05Z</updated>" in made(vienna)


def test_a_feed_without_news_is_valid_too() -> None:
    root = ET.fromstring(made())
    assert [child.tag.removeprefix(ATOM) for child in root] == [
        "id", "title", "updated", "author", "link", "link"
    ]  # fmt: skip


HOSTILE = (
    "</content><script>alert(1)</script>",
    "]]> <![CDATA[ <!-- -- --> <?php ?>",
    "&amp; &lt;b&gt; &nbsp; &#0;",
    '" onclick="alert(1)',
    "controls \x00\x01\x08\x0b\x1f\x7f and \ufffe\uffff",
    "half a pair \ud800",
    "😀 مبادرة\nsecond line\ttab",
)
CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_text(text: str) -> None:
    root = ET.fromstring(made(News(text, text, AT, text, text), title=text, author=text))
    seen = CANNOT.sub("", text)
    places = ("title", "author/name", "entry/id", "entry/title", "entry/content")
    paths = ["/".join(ATOM + step for step in place.split("/")) for place in places]
    assert [root.findtext(path) for path in paths] == [seen] * 5
    link = root.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert (link.get("href") or "").split() == seen.split()
    assert len(list(root.iter())) == 14


@given(text=st.text(st.characters(exclude_categories=[])))
def test_any_text_makes_well_formed_bytes(text: str) -> None:
    root = ET.fromstring(made(News(text, text, AT, text, text)))
    assert len(list(root.iter())) == 14


def test_an_id_is_a_uuid_of_entry_and_release_alone() -> None:
    assert news_id(UID, 4) == "urn:uuid:b4481fd6-cdab-5d40-8330-342c38dfbbd9"
    assert len({news_id(UID, 4), news_id(UID, 5), news_id(UID.replace("7", "8"), 4)}) == 3


def test_imported_uids_that_are_no_uuids_have_ids_too() -> None:
    assert news_id("se-7@programme.example", 4) == "urn:uuid:2ede230b-98e1-5638-b3af-0b4d8aaeaeee"
    assert news_id("\ud800", 4) != news_id("x", 4)
