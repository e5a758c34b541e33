"""A feed over HTTP: the whole, "not modified", or its head only; plain or compressed (RFC 9110)."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import ClassVar

from werkzeug.http import http_date, parse_accept_header, parse_date, parse_etags

Headers = list[tuple[str, str]]

CALENDAR = "text/calendar; charset=utf-8"
_FOR_ALL = (
    ("Vary", "Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)


class Sendable:
    """Bytes ready to be sent, and since when they read so (UTC)."""

    body: bytes
    since: datetime
    content_type: str
    always: ClassVar[tuple[tuple[str, str], ...]]

    @cached_property
    def tag(self) -> str:
        return tag_of(self.body)

    @cached_property
    def zipped(self) -> bytes:
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @cached_property
    def modified(self) -> str:
        return http_date(self.since)

    @cached_property
    def plain_headers(self) -> Headers:
        return self._headers(f'"{self.tag}"', self.body)

    @cached_property
    def zipped_headers(self) -> Headers:
        return [*self._headers(f'"{self.tag}-gzip"', self.zipped), ("Content-Encoding", "gzip")]

    @cached_property
    def unchanged_headers(self) -> Headers:
        return self._about(f'"{self.tag}"')

    @cached_property
    def unchanged_zipped_headers(self) -> Headers:
        return self._about(f'"{self.tag}-gzip"')

    def _headers(self, etag: str, body: bytes) -> Headers:
        described = [("Content-Length", str(len(body))), ("Content-Type", self.content_type)]
        return described + self._about(etag)

    def _about(self, etag: str) -> Headers:
        """All that the 304 repeats: what does not describe a body (RFC 9110 15.4.5)."""
        return [("ETag", etag), ("Last-Modified", self.modified), *self.always]


@dataclass(frozen=True)
class FeedBytes(Sendable):
    """A calendar, or the programme in another form: of which release it is (by number and time), since when
    it reads so, and until when (UTC)."""

    meeting: str
    issue: tuple[int, datetime]
    body: bytes
    since: datetime
    until: datetime | None
    content_type: str = CALENDAR

    always: ClassVar = (("Cache-Control", "public, max-age=300"), *_FOR_ALL)


@dataclass(frozen=True)
class OwnBytes(Sendable):
    """A calendar that is one person's: no cache shares it, and no search engine keeps it."""

    body: bytes
    since: datetime
    content_type: str = CALENDAR

    always: ClassVar = (
        ("Cache-Control", "private, max-age=300"),
        ("X-Robots-Tag", "noindex"),
        *_FOR_ALL,
    )


def tag_of(body: bytes) -> str:
    """What tells these bytes apart from all others."""
    return hashlib.sha256(body).hexdigest()[:32]


def answer(feed: Sendable, environ: dict[str, str]) -> tuple[str, Headers, bytes]:
    """Status, headers and body for a GET or HEAD of the feed."""
    zipped = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if has_it(feed, environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")):
        same = feed.unchanged_zipped_headers if zipped else feed.unchanged_headers
        return "304 NOT MODIFIED", same, b""
    headers = feed.zipped_headers if zipped else feed.plain_headers
    if environ["REQUEST_METHOD"] == "HEAD":
        return "200 OK", headers, b""
    return "200 OK", headers, feed.zipped if zipped else feed.body


def has_it(feed: Sendable, none_match: str | None, modified_since: str | None) -> bool:
    """Whether the client's copy is the present one. A date counts only where no tag is given (RFC 9110
    13.2.2)."""
    if none_match is not None:
        return _tags_match(none_match, feed.tag)
    return modified_since is not None and _not_after(feed.modified, modified_since)


@lru_cache(maxsize=4096)
def _tags_match(none_match: str, tag: str) -> bool:
    """Weak comparison, of the plain and of the compressed form alike: both have the same content."""
    tags = parse_etags(none_match)
    return tags.contains_weak(tag) or tags.contains_weak(f"{tag}-gzip")


@lru_cache(maxsize=1024)
def _not_after(modified: str, since: str) -> bool:
    """Whether a date of ours is not after the one a client sent. Not a date: no."""
    ours, theirs = parse_date(modified), parse_date(since)
    return ours is not None and theirs is not None and ours <= theirs


@lru_cache(maxsize=1024)
def accepts_gzip(accept_encoding: str) -> bool:
    """Whether a client asks for gzip (RFC 9110 12.5.3); without a word it gets the plain form."""
    qualities = {coding.lower(): quality for coding, quality in parse_accept_header(accept_encoding)}
    return qualities.get("gzip", qualities.get("*", 0)) > 0
