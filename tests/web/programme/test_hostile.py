"""What people wrote comes out as text; what addresses ask for never breaks a page."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.feeds.selection import FILTERS
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import fill, read, texts
from tests.web.programme.sample import FILE, SESSION

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</title></style></textarea><svg onload=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "{{ 7 * 7 }} {% raw %} %(name)s %s {0}",
    "\u200f\u05d0\u05d1 abc \u200e) (",
    "مبادرة ABC للصحة",
    "javascript:alert(1)",
    "CAPITALS " * 30,
    "\U0001d518\U0001d52b\U0001d526 \U0001f600 \u0301\u0301\u0301",
)
WIDE = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def hostile(text: str) -> dict[str, object]:
    """A programme with this text wherever the public can see text."""
    link = "https://x.example/?q=" + quote(text, safe="<>\"'&;=()")
    event = side_event(
        text,
        code="AAAAA",
        organiser=text,
        cosponsors=[f"{text} 2"],
        room=text,
        theme=text,
        description=f"{text}\n\n{text}",
        languages=[text[:90]],
        speakers=[{"name": text, "affiliation": text}],
        links=[{"label": text, "url": link.replace(" ", "+")}],
    )
    voices = [
        {"constituency": "igo", "represents": text, "name": text, "regional_group": text, "channel": "direct"}
    ]
    session = {
        **SESSION,
        "title": text,
        "chair": text,
        "moderator": text,
        "segments": [{"kind": "other", "by": text, "note": text}],
        "seats": None,
        "panellists": voices,
        "floor_speakers": voices,
        "documents": [{"title": text, "symbol": text}],
    }
    return programme(
        event, meeting=meeting(title=text, venue=text), thematic_sessions=[session], floor_speakers=voices
    )


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app().test_client()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_out_as_text(client: FlaskClient, text: str) -> None:
    fill(client, hostile(text))
    seen = " ".join(text.split())
    pages = {
        "/": "h3 bdi",
        "/T1/": "h4 a",
        "/T1/?view=grid": "td .title a",
        "/T1/?view=week": "h1 bdi",
        "/T1/side-events/AAAAA/": "h1",
        "/T1/sessions/SSSSS/": "h1",
        "/organisations/": ".directory bdi",
    }
    for address, selector in pages.items():
        page = read(client, address)
        assert seen in texts(page, selector), address
        assert {script.text() for script in page.css("script:not([type='application/ld+json'])")} == {""}
        assert page.css("img, svg, style, b") == []
        assert not any(name.startswith("on") for node in page.css("*") for name in node.attributes)


@pytest.fixture
def filled(client: FlaskClient) -> FlaskClient:
    return fill(client, FILE)


KEYS = st.sampled_from([*FILTERS, "q", "view", "cancelled"]) | st.text(max_size=10)
VALUES = st.sampled_from(["m1", "2027-03-09", "all", "grid", "week", "side-event", "hybrid", ""]) | st.text()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@WIDE
@given(pairs=st.lists(st.tuples(KEYS, VALUES), max_size=12))
def test_any_question_is_answered(filled: FlaskClient, pairs: list[tuple[str, str]]) -> None:
    question = urlencode(pairs, errors="surrogatepass")
    page = read(filled, f"/T1/?{question}")
    assert {script.text() for script in page.css("script:not([type='application/ld+json'])")} == {""}
    shown = int(texts(page, ".shown")[0].split()[0])
    assert (shown == 0) is bool(page.css(".nothing"))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@WIDE
@given(question=st.binary(max_size=60))
def test_bytes_that_are_no_text_are_answered(filled: FlaskClient, question: bytes) -> None:
    raw = question.decode("latin-1")
    assert filled.get("/T1/", query_string=raw).status_code == 200


PARTS = st.sampled_from(["T1", "side-events", "AAAAA", "organisations", "en", "fr", ""]) | st.text()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@WIDE
@given(parts=st.lists(PARTS, max_size=4))
def test_any_address_is_answered(filled: FlaskClient, parts: list[str]) -> None:
    path = "/" + "/".join(parts).encode("utf-8", "surrogatepass").decode("latin-1")
    response = filled.get("/", environ_overrides={"PATH_INFO": path})
    assert response.status_code in (200, 301, 302, 308, 404)


def test_ten_thousand_values_make_no_long_page(filled: FlaskClient) -> None:
    question = urlencode([("room", f"room {number}") for number in range(10_000)] + [("q", "x" * 100_000)])
    response = filled.get(f"/T1/?{question}")
    assert (response.status_code, len(response.data) < 30_000) == (200, True)
