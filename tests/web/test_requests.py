"""What is believed of a request, where redirects lead, and what is too much."""

import io
import json
from collections.abc import Callable
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from flask import Flask, Response, jsonify, redirect, request, session, url_for
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.web.access import open_to_all
from scheduler.web.forms import Form, line
from scheduler.web.hosts import is_ours
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill
from tests.web.people import browser

EVIL = "evil.example"
FORWARDED = {
    "X-Forwarded-For": "203.0.113.66",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Prefix": "//evil.example",
    "Forwarded": "for=203.0.113.66;proto=https;host=evil.example",
    "X-Real-IP": "203.0.113.66",
    "X-Original-URL": "/desk/",
    "X-Rewrite-URL": "/desk/",
    "X-HTTP-Method-Override": "POST",
}
HOSTS = (
    EVIL,
    "evil.example:80",
    "programme.example@evil.example",
    "programme.example, evil.example",
    "programme.example.evil.example",
    "evil.example/path?",
    "<script>",
    "",
)
ELSEWHERE = (
    "https://evil.example/",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x19//evil.example",
    "https:/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//[evil",
    "https://programme.example@evil.example/",
    "https://programme.example.evil.example/",
    "evil.example",
    "",
)


class Named(Form):
    """A form with one field."""

    name = line("Name")


def told() -> Response:
    """What the application believes of the request."""
    session["seen"] = True
    return jsonify(
        address=request.remote_addr,
        method=request.method,
        secure=request.is_secure,
        root=request.url_root,
        external=url_for("told", _external=True),
    )


def believed(client: FlaskClient, headers: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(client.get("/told/", headers=headers).text)
    return found


def named() -> str:
    form = Named()
    return f"[{form.name.data}]" if form.is_sent else str(form.errors["name"][0])


@pytest.fixture
def database_kind() -> str:
    """No answer here depends on it."""
    return "sqlite"


@pytest.fixture
def make(make_app: Callable[..., Flask]) -> Callable[..., Flask]:
    """Applications that tell what they believe, and lead where they are asked to."""

    def build(**settings: object) -> Flask:
        app = make_app(**settings)
        app.add_url_rule("/told/", "told", open_to_all(told))
        app.add_url_rule("/named/", "named", open_to_all(named), methods=["POST"])
        app.add_url_rule("/leads/", "leads", open_to_all(lambda: redirect(request.args["to"])))
        return app

    return build


@pytest.fixture
def client(make: Callable[..., Flask]) -> FlaskClient:
    return browser(make())


def test_without_proxies_no_forwarded_header_is_believed(make: Callable[..., Flask]) -> None:
    client = browser(make(TRUSTED_PROXIES=0))
    assert believed(client, FORWARDED) == {
        "address": "127.0.0.1",
        "method": "GET",
        "secure": False,
        "root": "http://programme.example/",
        "external": "http://programme.example/told/",
    }
    assert "Strict-Transport-Security" not in client.get("/told/", headers=FORWARDED).headers


@pytest.mark.parametrize(
    ("proxies", "chain", "address"),
    [
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "203.0.113.66, 192.0.2.7", "192.0.2.7"),
        (1, "203.0.113.66, 203.0.113.67, 192.0.2.7", "192.0.2.7"),
        (2, "203.0.113.66, 192.0.2.7, 192.0.2.8", "192.0.2.7"),
        (2, "192.0.2.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_of_a_chain_as_many_hops_are_believed_as_there_are_proxies(
    make: Callable[..., Flask], proxies: int, chain: str, address: str
) -> None:
    client = browser(make(TRUSTED_PROXIES=proxies))
    assert believed(client, {"X-Forwarded-For": chain})["address"] == address


def test_a_proxy_says_whether_it_spoke_https_and_not_what_the_host_is(make: Callable[..., Flask]) -> None:
    client = browser(make(TRUSTED_PROXIES=1))
    assert believed(client, FORWARDED)["external"] == "https://programme.example/told/"
    assert believed(client, {"X-Forwarded-Proto": "https, http"})["secure"] is False
    response = client.get("/told/", headers=FORWARDED)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("host", HOSTS)
def test_the_host_of_a_request_reaches_no_answer(make: Callable[..., Flask], host: str) -> None:
    client = fill(browser(make()), programme(side_event(code="AAAAA")))
    headers = {"Host": host, "X-Forwarded-Host": host}
    for address in (
        "/told/",
        "/T1",
        "/T1/",
        "/T1//side-events/AAAAA/",
        "/account/",
        "/nowhere",
        "/T1/changes.atom",
    ):
        response = client.get(address, headers=headers)
        assert response.status_code in (200, 302, 308, 404)
        assert EVIL not in response.text
        assert EVIL not in str(response.headers)
        assert response.headers.get("Location", "/")[:2] in ("/T", "/a", "/")


def test_what_is_kept_for_others_does_not_depend_on_the_host(make: Callable[..., Flask]) -> None:
    client = fill(browser(make()), programme(side_event(code="AAAAA")))
    first = client.get("/T1/", headers={"Host": EVIL})
    assert client.get("/T1/").text == first.text
    assert EVIL not in first.text


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "//evil.example/%2e%2e",
        "/\\evil.example",
        "/%5cevil.example",
        "/%2f%2fevil.example/",
        "//evil.example/T1",
        "/%0d%0aLocation:%20https://evil.example/",
        "/T1%0d%0aSet-Cookie:%20x=y",
        "/T1/..//evil.example",
        "/.//evil.example",
        "/en//evil.example/",
        "/fr//evil.example/",
        "/fr/%5c%5cevil.example/",
        "/fr//T1",
        "/account//evil.example",
        "http://evil.example/T1",
        "/fr/organisations/a%0d%0aX:%20y/",
    ],
)
def test_odd_addresses_lead_nowhere_else(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    stranger = client.application.test_client()
    response = stranger.get("/", environ_overrides={"PATH_INFO": unquote(path), "QUERY_STRING": query})
    assert response.status_code in (200, 301, 302, 308, 404)
    assert "Set-Cookie" not in response.headers
    if to := response.headers.get("Location"):
        assert goes_to(to) == "programme.example"


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_redirect_leaves_the_house(client: FlaskClient, to: str) -> None:
    assert not is_ours(to)
    if "\n" in to:
        return  # Werkzeug refuses to write such a header
    response = client.get("/leads/", query_string={"to": to})
    assert (response.status_code, response.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("to", "location"),
    [
        ("/", "/"),
        ("/T1/?view=grid&q=a%2Fb#AAAAA", "/T1/?view=grid&q=a%2Fb#AAAAA"),
        ("/T1/?q=Été und 中文", "/T1/?q=%C3%89t%C3%A9%20und%20%E4%B8%AD%E6%96%87"),
        ("http://programme.example/T1/", "/T1/"),
    ],
)
def test_redirects_within_the_house_name_no_host(client: FlaskClient, to: str, location: str) -> None:
    assert client.get("/leads/", query_string={"to": to}).headers["Location"] == location


def goes_to(location: str) -> str | None:
    """The host that a browser ends up at, read as the URL standard says: tabs and line ends are left out,
    controls and spaces at both ends too, and a backslash is a slash."""
    seen = "".join(char for char in location if char not in "\t\n\r").strip("".join(map(chr, range(33))))
    scheme, colon, rest = seen.partition(":")
    if (
        colon
        and scheme.isascii()
        and scheme[:1].isalpha()
        and scheme.replace("+", "").replace("-", "").isalnum()
    ):
        seen = f"{scheme}://{rest.lstrip('/' + chr(92))}"
        return urlsplit(seen).hostname or scheme
    seen = seen.replace("\\", "/")
    if seen.startswith("//"):
        return seen.lstrip("/").partition("/")[0]
    return urlsplit(urljoin("https://programme.example/here/", seen)).hostname


ADDRESSES = st.one_of(
    st.text(),
    st.text(st.sampled_from("/\\:.?#@%a \t\n\r\x00[]")),
    st.builds(lambda start, rest: start + EVIL + rest, st.text(st.sampled_from("/\\:@ \t\nhtps")), st.text()),
)


@given(ADDRESSES)
@example("/\t/evil.example")
@example("/\\evil.example")
def test_what_is_ours_stays_here_in_every_browser(address: str) -> None:
    if is_ours(address):
        assert goes_to(address) in ("programme.example", None)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\\[]")))
def test_every_plain_path_is_ours(path: str) -> None:
    assert is_ours("/here/" + path)


@pytest.mark.parametrize("to", [to for to in ELSEWHERE if to])
def test_signing_in_leads_nowhere_else(make: Callable[..., Flask], to: str) -> None:
    """Whatever `next` says."""
    client = browser(make())
    for response in (
        client.get("/account/login", query_string={"next": to}),
        client.post("/account/login", query_string={"next": to}, data={"next": to, "email": "x"}),
    ):
        assert goes_to(response.headers.get("Location", "/")) == "programme.example"


@pytest.mark.parametrize(
    ("base_url", "name", "secure"),
    [
        ("https://programme.example", "__Host-session", True),
        ("http://127.0.0.1:5000", "session", False),
    ],
)
def test_the_session_goes_to_this_host_only_and_to_no_script(
    make: Callable[..., Flask], base_url: str, name: str, secure: bool
) -> None:
    cookie = make(BASE_URL=base_url).test_client().get("/told/").headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=")
    flags = ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]
    assert cookie.split("; ")[1:] == (flags if secure else flags[1:])


class Unread(io.RawIOBase):
    """A body that must not be asked for."""

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("It was read.")


HUGE = {
    "CONTENT_LENGTH": str(2**30),
    "wsgi.input": Unread(),
    "CONTENT_TYPE": "multipart/form-data; boundary=x",
}


def test_a_huge_body_is_refused_before_it_is_read(client: FlaskClient) -> None:
    response = client.post("/named/", environ_overrides=HUGE)
    assert (response.status_code, "This is too much at once." in response.text) == (413, True)


SIZES = (2**20 - 200, 2**20 + 1)
URLENCODED = "application/x-www-form-urlencoded"
PART = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n%s\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("kind", "form"), [(URLENCODED, b"name=%s"), ("multipart/form-data; boundary=x", PART)]
)
def test_a_form_of_more_than_a_megabyte_is_refused(client: FlaskClient, kind: str, form: bytes) -> None:
    sent = {
        length: client.post("/named/", data=form % (b"x" * length), content_type=kind) for length in SIZES
    }
    assert [response.status_code for response in sent.values()] == [200, 413]


def test_a_form_of_too_many_parts_is_refused(client: FlaskClient) -> None:
    many = {f"field{number}": "x" for number in range(1001)}
    assert client.post("/named/", data=many, content_type="multipart/form-data").status_code == 413


def test_a_huge_body_to_nowhere_is_not_read(client: FlaskClient) -> None:
    response = client.post("/nowhere/", environ_overrides=HUGE)
    assert response.status_code == 404


@pytest.mark.parametrize("body", [b"name=%00", b"name=a%00b", b"%00=x", b"name=a%EF%BF%BDb"])
def test_what_is_no_text_is_refused_with_a_sentence(client: FlaskClient, body: bytes) -> None:
    response = client.post("/named/", data=body, content_type=URLENCODED)
    assert (response.status_code, "Some of what was sent is not text." in response.text) == (400, True)


@pytest.mark.parametrize("name", [b"\xff\xfe", b"a\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"])
def test_broken_utf_8_becomes_no_text(client: FlaskClient, name: bytes) -> None:
    """A form with broken bytes is refused, or as empty as one without any; written as %FF, it stays so."""
    in_parts = client.post("/named/", data=PART % name, content_type="multipart/form-data; boundary=x")
    assert (in_parts.status_code, "Some of what was sent is not text." in in_parts.text) == (400, True)
    assert client.post("/named/", data=b"name=" + name, content_type=URLENCODED).text == "Fill in this field."
    quoted = client.post("/named/", data=b"name=" + quote(name).encode(), content_type=URLENCODED)
    assert quoted.text == f"[{quote(name)}]"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Ann\u202egnp.exe", "[Anngnp.exe]"),
        ("  Ann\r\n\tExample\x07 ", "[Ann Example]"),
        ("Ann\u2066Example\u2069", "[AnnExample]"),
        ("\u202e\u200b", "Fill in this field."),
        ("x" * 10_000, "This is too long: 200 characters at most."),
        ("محمد", "[محمد]"),
    ],
)
def test_names_are_cleaned_or_refused_with_a_sentence(client: FlaskClient, name: str, answer: str) -> None:
    assert client.post("/named/", data={"name": name}).text == answer


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b'"\xff"', b'{"email": ["x"], "password": {"a": 1}}', b"[1]", b"null"]
)
def test_json_that_makes_no_sense_breaks_nothing(client: FlaskClient, body: bytes) -> None:
    response = client.post("/account/login", data=body, content_type="application/json")
    assert response.status_code in (200, 400)


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "x"])
def test_bodies_of_strange_kinds_are_empty_forms(client: FlaskClient, kind: str) -> None:
    assert client.post("/named/", data=b"name=x", content_type=kind).text == "Fill in this field."
