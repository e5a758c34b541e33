"""Every kind of page that our own links lead to."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tests.journeys.data import entries, is_cancelled, programme
from tests.journeys.serving import Server

WORDS = {"", "organisations", "side-events", "sessions", "meetings", "changes", "subscribe"}
"""Parts of addresses that say what kind of page it is; others say which one."""


def kind(address: str) -> str:
    """What pages of one kind have in common: the address without codes, slugs and most of its query."""
    parts = urlsplit(address)
    if re.fullmatch("/[A-Z0-9-]+/", parts.path) and not parts.query:
        return parts.path  # programmes differ much, by what is known of them
    view = re.search("view=[a-z]+", parts.query)
    words = (word if word in WORDS else "*" for word in parts.path.split("/"))
    return "/".join(words) + ("?" if parts.query else "") + (view[0] if view else "")


def starts() -> Iterator[str]:
    """Where to begin: the front door, and entries that are not like the others."""
    yield "/"
    events = [one for one in entries("DEMO") if one["kind"] == "side_event"]
    off = next(one for one in events if is_cancelled(one))
    lost = next(one for one in events if one["date"] is None)
    yield from (f"/DEMO/side-events/{one['code']}/" for one in (off, lost))
    yield f"/DEMO/sessions/{programme('DEMO')['thematic_sessions'][0]['code']}/"


def pages(server: Server) -> dict[str, bytes]:
    """The first page found of each kind. Raises HTTPError where a link leads nowhere."""
    waiting, known, found = [*starts()], {kind("/")}, {}
    while waiting:
        address = waiting.pop(0)
        found[address] = server.fetch(address)
        for link in links(server.base_url + address, found[address]):
            ours = link.startswith(f"{server.base_url}/") and not is_file(link)
            if ours and kind(link) not in known:
                known.add(kind(link))
                waiting.append(link.removeprefix(server.base_url))
    return found


def links(here: str, page: bytes) -> Iterator[str]:
    """Where the links of a page lead, `here` being its own address."""
    for link in LexborHTMLParser(page).css("a[href]"):
        yield urljoin(here, link.attributes["href"]).partition("#")[0]


def is_file(address: str) -> bool:
    """Also what the read API answers."""
    path = urlsplit(address).path
    return "." in path or path.startswith("/api/")
