"""What changed in a programme, as an Atom feed (RFC 4287). Pure."""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.formats.xml_text import xml_text
from scheduler.kernel.codes import as_uuid

MIMETYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class News:
    """An entry of the feed. `id` never changes; `updated` in UTC; `url` leads to its page."""

    id: str
    title: str
    updated: datetime
    url: str
    text: str


def news_id(uid: str, release: int) -> str:
    """The id of what a release told of the entry with this UID: a name-based UUID (RFC 9562 5.5) in the
    entry's own name space, so that it is the same wherever the application stands."""
    return f"urn:uuid:{uuid.uuid5(as_uuid(uid), f'release {release}')}"


def feed(news: Iterable[News], *, title: str, author: str, url: str, page: str, updated: datetime) -> bytes:
    """The feed. `url`: its own address, which is its id too; `page`: that of the page that says the same."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _text(root, "id", url)
    _text(root, "title", title)
    _text(root, "updated", _moment(updated))
    _text(ET.SubElement(root, "author"), "name", author)
    _link(root, "self", url, "application/atom+xml")
    _link(root, "alternate", page, "text/html")
    for one in news:
        _entry(root, one)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def _entry(root: ET.Element, news: News) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", news.id)
    _text(entry, "title", news.title)
    _text(entry, "updated", _moment(news.updated))
    _link(entry, "alternate", news.url, "text/html")
    _text(entry, "content", news.text)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Plain text: without a `type`, readers take no markup from it (RFC 4287 3.1.1)."""
    ET.SubElement(parent, tag).text = xml_text(text)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", rel=rel, type=kind, href=xml_text(href))


def _moment(at: datetime) -> str:
    """RFC 3339, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
