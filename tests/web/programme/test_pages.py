"""Pages of meetings and programmes say what the data says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from scheduler.demo import fictitious
from scheduler.formats.describe import kind_name
from scheduler.kernel import clock
from scheduler.kernel.terms import EntryKind
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import Site, fill, links, outline, read, texts
from tests.web.programme.sample import FILE, real

BEFORE = datetime(2027, 1, 1, tzinfo=UTC)
TUESDAY_NOON = datetime(2027, 3, 9, 11, tzinfo=UTC)


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site(FILE)


class TestMeetings:
    def test_those_sitting_coming_and_past_stand_apart(self, site: Site) -> None:
        days = {
            "A1": "2026-03-09",
            "B1": "2027-03-09",
            "C1": "2028-03-06",
            "D1": "2026-06-01",
            "E1": "2029-01-01",
        }
        files = (
            programme(meeting=meeting(code=code, title=f"Title {code}", starts=day, ends=day))
            for code, day in days.items()
        )
        client = site(*files)
        with clock.set_to(TUESDAY_NOON):
            page = read(client, "/")
        assert outline(page) == [
            "1 Meetings",
            "2 Now",
            "3 Title B1 B1",
            "2 Coming",
            "3 Title C1 C1",
            "3 Title E1 E1",
            "2 Past",
            "3 Title D1 D1",
            "3 Title A1 A1",
        ]

    def test_the_day_of_the_venue_decides(self, site: Site) -> None:
        late = programme(
            meeting=meeting(starts="2027-03-08", ends="2027-03-08", time_zone="America/New_York")
        )
        client = site(late)
        with clock.set_to(datetime(2027, 3, 9, 4, tzinfo=UTC)):  # 8 March, 23:00 in New York
            assert texts(read(client, "/"), "h2") == ["Now"]

    def test_what_is_in_each_is_counted(self, site: Site) -> None:
        client = site(FILE, real("CND66"), real("TD2022"))
        page = read(client, "/")
        facts = {
            key: texts(item, ".facts") for item in page.css("main li") for key in texts(item, "h3 .hint")
        }
        assert facts["T1"] == [
            "8 to 12 March 2027 Test Centre",
            "6 side events 1 thematic session 1 formal meeting",
        ]
        assert facts["CND66"][1] == "21 of 155 side events known"
        assert facts["TD2022"][1] == "3 thematic sessions"
        assert "/CND66/" in links(page, "h3 a")

    def test_an_empty_house_says_what_will_be_here(self, site: Site) -> None:
        assert "No programme is published yet." in texts(read(site(), "/"), "main p")[0]


class TestList:
    def test_it_is_read_by_day_hour_kind_and_title(self, client: FlaskClient) -> None:
        assert outline(read(client, "/T1/")) == [
            "1 T1 A test session",
            "2 Tuesday 9 March 2027",
            "3 09:00 to 09:50",
            "4 Side event A full event",
            "4 Side event Online one",
            "3 10:00 to 13:00",
            "4 Thematic session Thematic session 1",
            "4 Plenary meeting Plenary, 1st meeting",
            "3 Time not published",
            "4 Side event No hour",
            "3 Several days",
            "4 Exhibition A show",
            "2 Wednesday 10 March 2027",
            "3 09:00 to 09:50",
            "4 Side event A day later",
            "2 Not yet placed",
            "3 Side event No day",
        ]

    def test_beside_a_title_stand_room_end_and_organiser(self, client: FlaskClient) -> None:
        page = read(client, "/T1/")
        assert texts(page, ".entry .facts span")[:5] == [
            "M1",
            "Hybrid",
            "Republic of Examples",
            "end not published",
            "Online",
        ]
        assert page.css("time")[0].attributes["datetime"] == "2027-03-09T09:00+01:00"

    def test_all_that_is_shown_is_counted(self, client: FlaskClient) -> None:
        assert texts(read(client, "/T1/"), ".shown") == ["8 of 8 shown"]
        assert texts(read(client, "/T1/?day=2027-03-10"), ".shown") == ["2 of 8 shown"]
        assert texts(read(client, "/T1/?day=2027-03-10"), ".days .count") == ["8", "6", "2", "1"]

    def test_what_has_no_day_is_mentioned_on_every_day(self, client: FlaskClient) -> None:
        page = read(client, "/T1/?day=2027-03-10")
        assert texts(page, "#unplaced a") == ["1 entry has no day yet."]
        assert links(page, "#unplaced a") == ["?day=all&view=list#unplaced"]

    def test_during_the_meeting_a_long_programme_opens_today(self, site: Site) -> None:
        events = [
            side_event(
                f"Event {number}", date=f"2027-03-{8 + number % 5:02}", room=f"M{number}", organiser=None
            )
            for number in range(50)
        ]
        client = site(programme(*events))
        with clock.set_to(TUESDAY_NOON):
            assert texts(read(client, "/T1/"), "h2")[0] == "Tuesday 9 March 2027"
            assert texts(read(client, "/T1/"), ".shown") == ["10 of 50 shown"]
        with clock.set_to(BEFORE):
            assert texts(read(client, "/T1/"), "h2")[0] == "Monday 8 March 2027"

    def test_now_and_next(self, client: FlaskClient) -> None:
        with clock.set_to(TUESDAY_NOON):
            page = read(client, "/T1/")
            assert (texts(page, ".now"), links(page, ".now a")) == (
                ["Now and next: 10:00"],
                ["#t20270309-1000"],
            )
            assert page.css_first("#t20270309-1000 .mark.on") is not None
        with clock.set_to(BEFORE):
            assert read(client, "/T1/").css(".now, .mark.on") == []

    def test_speakers_whose_session_is_not_known_are_listed(self, site: Site) -> None:
        page = read(site(real("TD2022")), "/TD2022/")
        assert outline(page)[-1] == "2 Speakers from the floor"
        assert len(page.css(".people li")) == 8


class TestGrid:
    def test_rooms_are_columns_and_times_are_rows(self, client: FlaskClient) -> None:
        page = read(client, "/T1/?view=grid&day=2027-03-09")
        assert texts(page, "thead th") == ["M1", "M2", "M3", "Online", "Room not published"]
        assert texts(page, "tbody th") == ["09:00 to 09:50", "10:00 to 13:00", "Time not published"]
        rows = [texts(row, "td .title") for row in page.css("tbody tr")]
        assert rows == [
            ["A full event", "Online one"],
            ["Thematic session 1", "Plenary, 1st meeting"],
            ["No hour"],
        ]
        assert [len(row.css("td")) for row in page.css("tbody tr")] == [5, 5, 5]
        assert {node.attributes["scope"] for node in page.css("th")} == {"col", "row"}

    def test_what_lasts_several_days_stands_under_the_table(self, client: FlaskClient) -> None:
        page = read(client, "/T1/?view=grid&day=2027-03-09")
        assert texts(page, ".entry h4") == ["Exhibition A show"]

    def test_a_day_without_hours_is_a_list(self, client: FlaskClient) -> None:
        page = read(client, "/T1/?view=grid&day=2027-03-11")
        assert (page.css("table"), texts(page, ".entry h4")) == ([], ["Exhibition A show"])


class TestWeek:
    def test_days_are_columns_and_entries_are_counted(self, client: FlaskClient) -> None:
        page = read(client, "/T1/?view=week&day=2027-03-10")
        assert texts(page, "thead th") == ["Tue 9 Mar", "Wed 10 Mar"]
        assert [(texts(row, "th"), texts(row, "td")) for row in page.css("tbody tr")] == [
            (["09:00"], ["2 side events", "1 side event"]),
            (["10:00"], ["1 thematic session 1 formal meeting", ""]),
            (["No hour"], ["2 side events", ""]),
        ]
        assert links(page, "td a")[0] == "?day=2027-03-09&view=list#t20270309-0900"
        assert texts(page, ".shown") == ["8 of 8 shown"]


class TestView:
    def test_a_cookie_is_set_only_when_a_reader_chooses(self, client: FlaskClient) -> None:
        assert "Set-Cookie" not in client.get("/T1/").headers
        assert "Set-Cookie" not in client.get("/T1/?view=week").headers
        assert "Set-Cookie" not in client.get("/T1/?view=nonsense").headers
        cookie = client.get("/T1/?view=grid").headers["Set-Cookie"]
        assert cookie.startswith("view=grid; ")
        assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=31536000"} <= set(cookie.split("; "))
        assert "Set-Cookie" not in client.get("/T1/?view=grid").headers

    def test_the_choice_is_remembered_and_the_address_wins(self, client: FlaskClient) -> None:
        client.get("/T1/?view=grid")
        assert len(read(client, "/T1/").css("table.grid")) == 2
        assert read(client, "/T1/?view=list").css("table.grid") == []
        assert read(client, "/T1/").css("table.grid") == []

    def test_a_page_says_that_it_depends_on_the_cookie(self, client: FlaskClient) -> None:
        assert "Cookie" in client.get("/T1/").vary

    def test_a_cookie_with_nonsense_is_passed_over(self, client: FlaskClient) -> None:
        client.set_cookie("view", "week")
        assert read(client, "/T1/").css("table") == []


class TestKept:
    def test_a_browser_that_has_the_page_is_told_so_until_the_next_release(self, client: FlaskClient) -> None:
        with clock.set_to(BEFORE):
            tag = client.get("/T1/").headers["ETag"]
            again = client.get("/T1/", headers={"If-None-Match": tag})
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        fill(client, programme(side_event("Something else")))
        with clock.set_to(BEFORE):
            new = client.get("/T1/", headers={"If-None-Match": tag})
            assert (new.status_code, "Something else" in new.text) == (200, True)

    def test_now_and_next_goes_on(self, client: FlaskClient) -> None:
        with clock.set_to(TUESDAY_NOON):
            assert texts(read(client, "/T1/"), ".now") == ["Now and next: 10:00"]
        with clock.set_to(datetime(2027, 3, 9, 13, tzinfo=UTC)):
            assert texts(read(client, "/T1/"), ".now") == ["Now and next: 09:00"]

    def test_what_a_reader_remembers_makes_another_page(self, client: FlaskClient) -> None:
        other = client.application.test_client()
        other.set_cookie("view", "grid")
        with clock.set_to(BEFORE):
            assert len(read(client, "/T1/").css("table")) == 0
            assert len(read(other, "/T1/").css("table")) == 2


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_demonstration_read_aloud_is_the_file(site: Site) -> None:
    """Headings give day, hour, kind, state and title; compared with the file entry by entry."""
    file = fictitious.programme(150)
    page = read(site(file), "/DEMO/?day=all")
    day = hour = ""
    heard: list[tuple[str, str, str]] = []
    for heading in outline(page):
        level, words = heading[0], heading[2:]
        if level == "2":
            day, hour = words, ""
        elif level == "3" and day != "Not yet placed":
            hour = words[:5]
        elif level in "34":
            heard.append((day, hour, words))
    assert sorted(heard) == sorted(map(as_heard, with_kinds(file)))


def with_kinds(file: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for event in file["side_events"]:
        kind = event.get("kind", "side_event")
        yield {**event, "kind": "other_event" if kind == "other" else kind}
    yield from ({**session, "kind": "thematic_session"} for session in file["thematic_sessions"])
    yield from file["formal_meetings"]


def as_heard(entry: dict[str, Any]) -> tuple[str, str, str]:
    """The day, the beginning of the hour's heading, and the entry's own heading."""
    kind = kind_name(EntryKind(entry["kind"]))
    words = f"{kind} Cancelled {entry['title']}" if "status" in entry else f"{kind} {entry['title']}"
    if entry["date"] is None:
        return "Not yet placed", "", words
    day = date.fromisoformat(entry["date"])
    hour = "Several days"[:5] if entry.get("until") else entry["start"] or "Time not published"[:5]
    return f"{day:%A} {day.day} {day:%B %Y}", hour, words
