"""What the Atom feed of a meeting tells, and what it leaves out."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta

from scheduler.feeds import news
from scheduler.formats.atom import news_id
from scheduler.formats.entry import CalendarEntry
from scheduler.releases.changes import changes, meeting_changes
from scheduler.releases.history import ChangedEntry, ReleaseChanges
from tests.web.builders import RELEASED, WEDNESDAY, ZONE, entry, programme, room, span

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://p.example"
BEFORE = entry("A title", span("09:00", "09:50", room=room("M1")), code="AAAAA")
AFTER = replace(BEFORE, span=span("09:00", "09:50", WEDNESDAY, room=room("M1")), title="Other")


def changed(before: CalendarEntry | None, after: CalendarEntry, uid: str = "uid") -> ChangedEntry:
    return ChangedEntry(1, after, uid, before, changes(before, after, ZONE))


def release(number: int, *entries: ChangedEntry, **more: object) -> ReleaseChanges:
    facts = {"meeting": (), "entries": entries, "published": None, **more}
    return ReleaseChanges(number, RELEASED + timedelta(days=number), **facts)  # type: ignore[arg-type]


def told(*releases: ReleaseChanges) -> list[tuple[str | None, ...]]:
    root = ET.fromstring(news.feed(programme(), releases, SITE).body)
    tags = ("id", "title", "updated", "content")
    return [tuple(one.findtext(ATOM + tag) for tag in tags) for one in root.iter(f"{ATOM}entry")]


def test_an_entry_for_each_changed_entry_and_release() -> None:
    assert told(release(4, changed(BEFORE, AFTER)), release(3, changed(None, BEFORE))) == [
        (
            news_id("uid", 4),
            "Moved: Other",
            "2027-03-05T12:00:00Z",
            "Moved from Tue 9 March 2027. Now: Wed 10 March 2027, 09:00 to 09:50, M1\n"
            "The title was: “A title”",
        ),
        (
            news_id("uid", 3),
            "New: A title",
            "2027-03-04T12:00:00Z",
            "New: Tue 9 March 2027, 09:00 to 09:50, M1",
        ),
    ]


def test_the_first_release_and_the_meeting_are_an_entry_each() -> None:
    face = programme().meeting
    renamed = meeting_changes(face, replace(face, venue="Other"))
    assert told(release(2, meeting=renamed), release(1, published=150)) == [
        (
            "https://p.example/T1/changes/#release-2",
            "About the meeting",
            "2027-03-03T12:00:00Z",
            "Venue of the meeting: Other. Before: Test Centre",
        ),
        (
            "https://p.example/T1/changes/#release-1",
            "The programme of T1 is published",
            "2027-03-02T12:00:00Z",
            "150 entries published",
        ),
    ]


def test_what_no_sentence_tells_is_no_news() -> None:
    assert told(release(2, changed(BEFORE, BEFORE))) == []


def test_ids_stay_where_the_application_moves_to_another_address() -> None:
    releases = [release(4, changed(BEFORE, AFTER))]
    bodies = [news.feed(programme(), releases, site).body for site in (SITE, "https://other.example/x")]
    first, second = (ET.fromstring(body).find(f"{ATOM}entry/{ATOM}id") for body in bodies)
    assert first is not None
    assert second is not None
    assert first.text == second.text == news_id("uid", 4)


def test_the_newest_hundred() -> None:
    releases = [release(n, *(changed(BEFORE, AFTER, f"uid-{i}") for i in range(60))) for n in (4, 3)]
    found = [id for id, *_ in told(*releases)]
    assert found == [news_id(f"uid-{i}", n) for n in (4, 3) for i in range(60)][:100]


def test_the_feed_holds_from_its_release_on() -> None:
    one = programme()
    feed = news.feed(one, [], SITE)
    assert (feed.meeting, feed.issue, feed.since, feed.until) == ("T1", one.issue, one.released_at, None)
