"""Feeds over HTTP: RFC 9110, and docs/calendars.md 11 to 17. Pure."""

import gzip
from datetime import UTC, datetime

import pytest

from scheduler.feeds.http import FeedBytes, accepts_gzip, answer

SINCE = datetime(2027, 3, 9, 8, 0, 5, tzinfo=UTC)
FEED = FeedBytes("T1", (3, SINCE), b"BEGIN:VCALENDAR\r\n" * 50, SINCE, None)
TAG = f'"{FEED.tag}"'
MODIFIED = "Tue, 09 Mar 2027 08:00:05 GMT"


def ask(method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    environ = {"REQUEST_METHOD": method, **{f"HTTP_{name.upper()}": value for name, value in headers.items()}}
    status, pairs, body = answer(FEED, environ)
    assert len(dict(pairs)) == len(pairs)
    return status, dict(pairs), body


def test_rule_11_and_14_the_whole_feed_with_all_that_a_client_needs_to_ask_better_next_time() -> None:
    status, headers, body = ask()
    assert (status, body) == ("200 OK", FEED.body)
    assert headers == {
        "Content-Length": str(len(FEED.body)),
        "Content-Type": "text/calendar; charset=utf-8",
        "ETag": TAG,
        "Last-Modified": MODIFIED,
        "Cache-Control": "public, max-age=300",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def test_rule_15_gzip_only_on_request_with_a_tag_of_its_own() -> None:
    _, headers, body = ask(accept_encoding="gzip, deflate")
    assert gzip.decompress(body) == FEED.body
    assert headers["Content-Encoding"] == "gzip"
    assert headers["ETag"] == f'"{FEED.tag}-gzip"'
    assert headers["Content-Length"] == str(len(body))


@pytest.mark.parametrize(
    ("header", "wants"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("identity", False),
        ("*", True),
        ("*;q=0", False),
        ("*, gzip;q=0", False),
        ("br, deflate", False),
        ("rubbish;;q=x,,", False),
    ],
)
def test_rule_15_what_accept_encoding_means(header: str, wants: bool) -> None:
    assert accepts_gzip(header) is wants


@pytest.mark.parametrize(
    "tags",
    [TAG, f"W/{TAG}", f'"other", {TAG}', "*", f'"{FEED.tag}-gzip"', f'W/"{FEED.tag}-gzip"', f'W/"x",W/{TAG}'],
)
def test_rule_12_not_modified_for_any_tag_that_matches(tags: str) -> None:
    status, headers, body = ask(if_none_match=tags)
    assert (status, body) == ("304 NOT MODIFIED", b"")
    assert headers["ETag"] == TAG
    assert headers["Cache-Control"] == "public, max-age=300"
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & headers.keys()


def test_rule_15_the_304_of_the_compressed_form_names_the_compressed_form() -> None:
    status, headers, _ = ask(if_none_match=TAG, accept_encoding="gzip")
    assert (status, headers["ETag"]) == ("304 NOT MODIFIED", f'"{FEED.tag}-gzip"')
    assert "Content-Encoding" not in headers


@pytest.mark.parametrize("tags", ['"other"', "rubbish", '""', ""])
def test_rule_12_the_whole_for_any_other_tag(tags: str) -> None:
    assert ask(if_none_match=tags)[0] == "200 OK"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (MODIFIED, "304 NOT MODIFIED"),
        ("Tue, 09 Mar 2027 08:00:06 GMT", "304 NOT MODIFIED"),
        ("Tuesday, 09-Mar-27 08:00:05 GMT", "304 NOT MODIFIED"),
        ("Tue, 09 Mar 2027 08:00:04 GMT", "200 OK"),
        ("yesterday", "200 OK"),
        ("", "200 OK"),
    ],
)
def test_rule_12_a_date_is_understood_and_compared_not_just_present(since: str, status: str) -> None:
    assert ask(if_modified_since=since)[0] == status


def test_rule_12_a_tag_that_does_not_match_outweighs_a_date_that_does() -> None:
    assert ask(if_none_match='"other"', if_modified_since=MODIFIED)[0] == "200 OK"


@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "gzip"}])
def test_rule_15_head_equals_get_without_its_body(headers: dict[str, str]) -> None:
    status, of_get, _ = ask(**headers)
    assert ask("HEAD", **headers) == (status, of_get, b"")


def test_rule_15_the_compressed_bytes_are_the_same_each_time() -> None:
    again = FeedBytes("T1", (3, SINCE), FEED.body, FEED.since, None)
    assert again.zipped == FEED.zipped
