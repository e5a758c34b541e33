"""Pages and feed of what changed, through the whole application."""

import gzip
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient

from scheduler.demo import fictitious
from scheduler.kernel import clock
from scheduler.web.programme.pages import entry_of
from scheduler.web.shelf import programmes
from tests.conftest import BASE_URL
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import Page, Site, fill, links, outline, read, texts

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = side_event("First event", code="AAAAA")
SECOND = side_event("Second event", code="BBBBB", room="M2")
MOVED = {**FIRST, "date": "2027-03-10", "room": "M5"}
START = datetime(2027, 2, 1, 9, tzinfo=UTC)


def fill_daily(client: FlaskClient, *files: dict[str, Any]) -> FlaskClient:
    """A release a day, from 1 February 2027, 10:00 in Vienna."""
    for number, file in enumerate(files):
        with clock.set_to(START + timedelta(days=number)):
            fill(client, file)
    return client


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    return make_app().test_client()


@pytest.fixture
def four(client: FlaskClient) -> FlaskClient:
    """Four releases: the first, one that moves and adds, one of the meeting alone, one that cancels."""
    renamed = meeting(title="Renamed session")
    return fill_daily(
        client,
        programme(FIRST),
        programme(MOVED, SECOND),
        programme(MOVED, SECOND, meeting=renamed),
        programme(MOVED, {**SECOND, "status": "cancelled"}, meeting=renamed),
    )


def told(page: Page, release: int) -> list[list[str]]:
    """For each entry of a release: its heading and its sentences."""
    nodes = page.css(f"#release-{release} .entry")
    return [texts(node, "h2, h3") + texts(node, ".told li") for node in nodes]


class TestPage:
    def test_releases_newest_first(self, four: FlaskClient) -> None:
        page = read(four, "/T1/changes/")
        assert outline(page) == [
            "1 Changes of the programme",
            "2 Release 4",
            "3 Side event Cancelled Second event",
            "2 Release 3",
            "2 Release 2",
            "3 Side event Moved First event",
            "3 Side event New Second event",
            "2 Release 1",
        ]
        assert texts(page, ".release .facts") == [
            "Thu 4 February 2027, 10:001 cancelled",
            "Wed 3 February 2027, 10:00No entry changed",
            "Tue 2 February 2027, 10:001 moved, 1 new",
            "Mon 1 February 2027, 10:00One entry published",
        ]

    def test_sentences_with_days_and_links(self, four: FlaskClient) -> None:
        page = read(four, "/T1/changes/")
        assert told(page, 4) == [
            [
                "Side event Cancelled Second event",
                "Cancelled. Before, it was: Tue 9 March 2027, 09:00 to 09:50, M2",
            ]
        ]
        assert texts(page, "#release-3 .told li") == ["The title of the meeting was: “A test session”"]
        assert told(page, 2) == [
            [
                "Side event Moved First event",
                "Moved from Tue 9 March 2027, M1. Now: Wed 10 March 2027, 09:00 to 09:50, M5",
            ],
            ["Side event New Second event", "New: Tue 9 March 2027, 09:00 to 09:50, M2"],
        ]
        assert links(page, ".entry a") == [
            "/T1/side-events/BBBBB/",
            "/T1/side-events/AAAAA/",
            "/T1/side-events/BBBBB/",
        ]
        assert links(page, "#release-1 a") == ["/T1/"]
        assert [node.attributes["class"] for node in page.css(".mark")] == [
            "mark off",
            "mark moved",
            "mark on",
        ]
        assert texts(page, "#release-4 s") == ["Second event"]

    def test_it_names_its_feed(self, four: FlaskClient) -> None:
        page = read(four, "/T1/changes/")
        assert (
            links(page, "link[rel=alternate]") == links(page, ".follow a") == [f"{BASE_URL}/T1/changes.atom"]
        )

    def test_one_release(self, four: FlaskClient) -> None:
        page = read(four, "/T1/changes/2/")
        assert outline(page) == [
            "1 Changes in release 2",
            "2 Side event Moved First event",
            "2 Side event New Second event",
        ]
        assert links(page, ".trail a") == ["/T1/", "/T1/changes/"]
        assert texts(read(four, "/T1/changes/1/"), ".facts") == [
            "Mon 1 February 2027, 10:00One entry published"
        ]

    def test_in_a_language_of_the_address(self, four: FlaskClient) -> None:
        page = read(four, "/en/T1/changes/")
        assert links(page, ".trail a, #release-2 .entry a") == [
            "/en/T1/",
            "/en/T1/side-events/AAAAA/",
            "/en/T1/side-events/BBBBB/",
        ]

    def test_what_is_not_there(self, four: FlaskClient) -> None:
        addresses = ("/T9/changes/", "/T1/changes/0/", "/T1/changes/5/", f"/T1/changes/{'9' * 40}/")
        assert [four.get(address).status_code for address in addresses] == [404] * 4

    def test_a_nonsense_number_shows_the_newest(self, four: FlaskClient) -> None:
        for before in ("", "x", "9" * 40, "9" * 5000, "5", "1.5", "\x00"):
            response = four.get("/T1/changes/", query_string={"before": before})
            assert response.status_code == 200
            assert response.text.count('class="release"') == 4, before
            assert "Newest changes" not in response.text

    def test_before_the_first_there_is_a_way_back(self, four: FlaskClient) -> None:
        for before in ("1", "0", "-7", f"-{'9' * 40}"):
            page = read(four, f"/T1/changes/?before={before}")
            assert texts(page, ".nothing p") == ["There are no releases before this one.", "Newest changes"]
            assert links(page, ".nothing a") == ["/T1/changes/"]
            assert page.css(".release, .turn") == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
class TestManyChanges:
    def test_twenty_releases_to_a_page(self, client: FlaskClient) -> None:
        fill_daily(client, *(programme({**FIRST, "theme": f"Theme {number}"}) for number in range(23)))
        page = read(client, "/T1/changes/")
        assert texts(page, "h2") == [f"Release {number}" for number in range(23, 3, -1)]
        assert links(page, ".turn a") == ["/T1/changes/?before=4"]
        older = read(client, "/T1/changes/?before=4")
        assert texts(older, "h2") == ["Release 3", "Release 2", "Release 1"]
        assert links(older, ".turn a") == ["/T1/changes/"]

    def test_a_large_release_is_shown_in_part_and_whole_on_its_own_page(self, client: FlaskClient) -> None:
        events = [side_event(f"Event {n:02}", code=f"E{n:04}", room=f"M{n}") for n in range(12)]
        fill_daily(client, programme(*events), programme(*({**one, "theme": "x"} for one in events)))
        page = read(client, "/T1/changes/")
        assert len(told(page, 2)) == 10
        assert texts(page, "#release-2 > p a") == ["All 12 changed entries of release 2"]
        assert links(page, "#release-2 > p a") == ["/T1/changes/2/"]
        assert [lines[0] for lines in told(read(client, "/T1/changes/2/"), 2)] == [
            f"Side event Changed Event {n:02}" for n in range(12)
        ]

    def test_a_release_that_changes_all_of_150_events_stays_under_100_kilobytes(
        self, client: FlaskClient
    ) -> None:
        file = fictitious.programme(150)
        fill(client, file)
        fill(client, {**file, "side_events": [{**one, "theme": "x"} for one in file["side_events"]]})
        pages = ("?before=1", "", "2/")
        frame, in_part, whole = (len(client.get(f"/DEMO/changes/{page}").data) for page in pages)
        assert 50_000 < whole < 100_000
        assert frame + 20 * (in_part - frame) < 100_000


class TestAtom:
    def test_the_feed(self, four: FlaskClient) -> None:
        response = four.get("/T1/changes.atom")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert response.headers["Last-Modified"] == "Thu, 04 Feb 2027 09:00:00 GMT"
        root = ET.fromstring(response.data)
        assert root.findtext(f"{ATOM}title") == "Changes of the programme of T1"
        assert root.findtext(f"{ATOM}updated") == "2027-02-04T09:00:00Z"
        assert [link.get("href") for link in root.findall(f"{ATOM}link")] == [
            f"{BASE_URL}/T1/changes.atom",
            f"{BASE_URL}/T1/changes/",
        ]
        entries = root.findall(f"{ATOM}entry")
        assert [one.findtext(f"{ATOM}title") for one in entries] == [
            "Cancelled: Second event",
            "About the meeting",
            "Moved: First event",
            "New: Second event",
            "The programme of T1 is published",
        ]
        (link,) = entries[0].findall(f"{ATOM}link")
        assert link.get("href") == f"{BASE_URL}/T1/side-events/BBBBB/"

    @pytest.mark.parametrize(
        ("query", "told"),
        [
            ("room=m2", ["Cancelled: Second event", "About the meeting", "New: Second event"]),
            ("room=m1", ["About the meeting", "Moved: First event"]),
            ("room=m5", ["About the meeting", "Moved: First event"]),
            ("q=second", ["Cancelled: Second event", "About the meeting", "New: Second event"]),
            ("room=nowhere", ["About the meeting"]),
        ],
    )
    def test_a_selection_tells_of_what_is_in_it_or_was(
        self, four: FlaskClient, query: str, told: list[str]
    ) -> None:
        root = ET.fromstring(four.get(f"/T1/changes.atom?{query}").data)
        titles = [one.findtext(f"{ATOM}title") for one in root.findall(f"{ATOM}entry")]
        assert titles == [*told, "The programme of T1 is published"]
        assert root.findtext(f"{ATOM}id") == f"{BASE_URL}/T1/changes.atom?{query}"

    def test_a_filter_with_a_slip_is_refused(self, four: FlaskClient) -> None:
        refused = four.get("/T1/changes.atom?colour=red")
        assert (refused.status_code, refused.text.split(".")[0]) == (404, "There is no filter “colour”")

    def test_ids_stay_when_further_releases_come(self, four: FlaskClient) -> None:
        def ids() -> list[str | None]:
            root = ET.fromstring(four.get("/T1/changes.atom").data)
            return [one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")]

        before = ids()
        with clock.set_to(START + timedelta(days=9)):
            fill(four, programme({**MOVED, "room": "M7"}, SECOND))
        after = ids()
        assert after[-len(before) :] == before
        assert len(set(after)) == len(after) == len(before) + 3

    def test_304_until_the_next_release(self, four: FlaskClient) -> None:
        address = "/T1/changes.atom"
        first = four.get(address)
        tag, date = (
            {"If-None-Match": first.headers["ETag"]},
            {"If-Modified-Since": first.headers["Last-Modified"]},
        )
        for condition in (tag, date):
            again = four.get(address, headers=condition)
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]
            assert "Content-Type" not in again.headers
        with clock.set_to(START + timedelta(days=9)):
            fill(four, programme(MOVED))
        for condition in (tag, date):
            assert four.get(address, headers=condition).status_code == 200

    def test_head_and_gzip(self, four: FlaskClient) -> None:
        plain = four.get("/T1/changes.atom")
        zipped = four.get("/T1/changes.atom", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(zipped.data) == plain.data
        assert zipped.headers["Content-Type"] == plain.headers["Content-Type"]
        head = four.head("/T1/changes.atom")
        assert (head.data, head.headers["Content-Length"]) == (b"", str(len(plain.data)))

    def test_a_meeting_that_is_not_there_is_told_in_a_line(self, client: FlaskClient) -> None:
        response = client.get("/T9/changes.atom")
        assert (response.status_code, response.mimetype) == (404, "text/plain")


HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]></content><entry>&amp;&lt;b&gt;",
    "\"><img src=x onerror='alert(1)'> %(before)s %s {{ 7 * 7 }}",
    "مبادرة ABC للصحة 😀",
)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_text(client: FlaskClient, text: str) -> None:
    hostile = {**FIRST, "room": text, "theme": text, "organiser": text, "cosponsors": [f"{text} 2"]}
    again = {**hostile, "title": "Plain", "speakers": [{"name": text, "affiliation": text}], "room": "M9"}
    fill(client, programme({**FIRST, "title": text}), programme(hostile, meeting=meeting(venue=text)))
    fill(client, programme(again, meeting=meeting(title=text)))
    page = read(client, "/T1/changes/")
    sentences = texts(page, ".told li")
    assert f"Room changed from {text}. Now: M9" in sentences
    assert f"New speakers: {text} ({text})" in sentences
    assert f"The title was: “{text}”" in sentences
    assert [script.text() for script in page.css("script")] == [""]
    assert page.css("img, svg, style, b") == []
    root = ET.fromstring(client.get("/T1/changes.atom").data)
    contents = "\n".join(node.text or "" for node in root.iter(f"{ATOM}content"))
    assert f"Room changed from {text}. Now: M9" in contents
    assert {node.tag for node in root.iter()} == {
        ATOM + tag for tag in ("feed", "id", "title", "updated", "author", "name", "link", "entry", "content")
    }


class TestHistoryOfAnEntry:
    """The part that pages of entries include."""

    def part(self, client: FlaskClient, code: str) -> Page:
        app = client.application
        with app.test_request_context("/"):
            found = programmes().get("T1")
            assert found
            html = render_template(
                "changes/history.html", programme=found, meeting=found.meeting, one=entry_of(found, code)
            )
        return Page(html)

    def test_what_became_of_it(self, four: FlaskClient) -> None:
        part = self.part(four, "BBBBB")
        assert texts(part, "h2") == ["Changes"]
        assert texts(part, "p") == [
            "Thu 4 February 2027, 10:00, release 4",
            "Tue 2 February 2027, 10:00, release 2",
        ]
        assert links(part, "a") == ["/T1/changes/4/", "/T1/changes/2/"]
        assert texts(part, "li li") == [
            "Cancelled. Before, it was: Tue 9 March 2027, 09:00 to 09:50, M2",
            "New: Tue 9 March 2027, 09:00 to 09:50, M2",
        ]

    def test_nothing_for_an_entry_that_never_changed(self, site: Site) -> None:
        assert self.part(site(programme(FIRST)), "AAAAA").css("*:not(html, head, body)") == []
