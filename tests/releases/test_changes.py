"""From one version to the next: exact sentences for every field that the public sees."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from scheduler.formats.entry import (
    AgendaItem,
    CalendarEntry,
    Document,
    Link,
    MeetingFace,
    Panellist,
    Seat,
    Segment,
    Speaker,
    Standing,
)
from scheduler.kernel.terms import Constituency, EntryKind, Format, SegmentKind
from scheduler.releases.changes import changes, meeting_changes
from tests.web.builders import WEDNESDAY, ZONE, body, entry, programme, room, span

PLAIN = entry("A title", span("09:00", "09:50", room=room("M1")))
KENYA, EXAMPLES = body("Kenya"), body("Union of Examples", "UoE")
ADA, BO = Speaker(1, "Ada Example", "Institute"), Speaker(2, "Bo Example")
ERASED = Speaker(3, None, "Institute")
PANEL = Panellist(Constituency.MEMBER_STATE, "Kenya", "kenya", "African States", speaker=ADA)
FLOOR = Panellist(Constituency.CIVIL_SOCIETY)
NOTE = Document("Note", "E/CN.7/2027/1")
OPENING, VOTE = AgendaItem("1", "Opening", ("E/1",)), AgendaItem(None, None, ("E/2", "E/3"))

SENTENCES: dict[str, list[tuple[Any, Any, list[str]]]] = {
    "title": [("Old “title” %s", "New", ["The title was: “Old “title” %s”"])],
    "kind": [
        (EntryKind.SIDE_EVENT, EntryKind.SPECIAL_EVENT, ["Kind: Special event. Before: Side event"]),
    ],
    "standing": [(Standing.UNPLACED, Standing.CANCELLED, ["Cancelled"])],
    "span": [
        (
            span("09:00", "09:50"),
            span("09:00", "09:50", WEDNESDAY),
            ["Moved from 2027-03-09. Now: 2027-03-10, 09:00 to 09:50"],
        )
    ],
    "format": [
        (None, Format.ONLINE, ["Format published: Online"]),
        (Format.IN_PERSON, Format.HYBRID, ["Format: In person and online. Before: In person"]),
        (Format.ONLINE, None, ["The format is no longer published. Before, it was: Online"]),
    ],
    "description": [
        (None, "secret", ["Description published"]),
        ("secret", "other", ["Description changed"]),
        ("secret", None, ["The description is no longer published"]),
    ],
    "theme": [
        (None, "Health", ["Theme published: Health"]),
        ("Health", "Youth", ["Theme: Youth. Before: Health"]),
        ("Health", None, ["The theme is no longer published. Before, it was: Health"]),
    ],
    "languages": [
        ((), ("en", "tlh"), ["Languages published: English, tlh"]),
        (("en",), ("en", "fr"), ["Languages: English, French. Before: English"]),
        (("en",), (), ["The languages are no longer published. Before: English"]),
    ],
    "organisers": [
        ((KENYA,), (EXAMPLES,), ["New organisers: Union of Examples", "No longer organisers: Kenya"]),
        ((KENYA,), (replace(KENYA, name="Republic of Kenya"),), ["Details of the organisers changed"]),
        ((KENYA, EXAMPLES), (EXAMPLES, KENYA), ["Details of the organisers changed"]),
    ],
    "joint": [
        (False, True, ["Now organised jointly"]),
        (True, False, ["No longer organised jointly"]),
    ],
    "cosponsors": [
        ((), (KENYA, EXAMPLES), ["New co-sponsors: Kenya, Union of Examples"]),
        ((KENYA, EXAMPLES), (EXAMPLES,), ["No longer co-sponsors: Kenya"]),
        ((EXAMPLES,), (replace(EXAMPLES, short_name=None),), ["Details of the co-sponsors changed"]),
    ],
    "speakers": [
        ((ADA,), (ADA, BO), ["New speakers: Bo Example"]),
        ((ADA, BO), (BO,), ["No longer speakers: Ada Example (Institute)"]),
        ((), (ERASED,), ["Details of the speakers changed"]),
        ((ERASED, ADA), (BO,), ["New speakers: Bo Example", "No longer speakers: Ada Example (Institute)"]),
    ],
    "links": [
        ((), (Link("Stream", "https://secret.example/"),), ["Links published"]),
        ((Link("A", "https://secret.example/"),), (Link("B", "https://b.example/"),), ["Links changed"]),
        ((Link("A", "https://secret.example/"),), (), ["The links are no longer published"]),
    ],
    "chair": [
        (None, "A", ["Chair published: A"]),
        ("A", "B", ["New chair: B"]),
        ("A", None, ["The chair is no longer published"]),
    ],
    "moderator": [
        (None, "A", ["Moderator published: A"]),
        ("A", "B", ["New moderator: B"]),
        ("A", None, ["The moderator is no longer published"]),
    ],
    "segments": [
        ((), (Segment(SegmentKind.PANEL),), ["Order of the session published"]),
        ((Segment(SegmentKind.PANEL),), (Segment(SegmentKind.KEYNOTE),), ["Order of the session changed"]),
        ((Segment(SegmentKind.PANEL),), (), ["The order of the session is no longer published"]),
    ],
    "seats": [
        ((), (Seat(Constituency.IGO, 1),), ["Seats of the panel published"]),
        ((Seat(Constituency.IGO, 1),), (Seat(Constituency.IGO, 2),), ["Seats of the panel changed"]),
        ((Seat(Constituency.IGO, 1),), (), ["The seats of the panel are no longer published"]),
    ],
    "panellists": [
        ((), (PANEL,), ["New on the panel: Ada Example (Kenya, African States)"]),
        (
            (PANEL,),
            (replace(PANEL, speaker=None),),
            [
                "New on the panel: Kenya (African States)",
                "No longer on the panel: Ada Example (Kenya, African States)",
            ],
        ),
        ((PANEL,), (replace(PANEL, channel="direct"),), ["Details of the panel changed"]),
    ],
    "floor_speakers": [
        ((), (FLOOR,), ["New from the floor: Civil society"]),
        ((FLOOR,), (), ["No longer from the floor: Civil society"]),
        ((FLOOR,), (FLOOR, FLOOR), ["Speakers from the floor changed"]),
    ],
    "not_heard": [
        ((), (FLOOR,), ["Not heard for want of time: Civil society"]),
        ((FLOOR,), (), ["No longer told as not heard: Civil society"]),
        ((FLOOR,), (FLOOR, FLOOR), ["Who was not heard changed"]),
    ],
    "documents": [
        ((), (NOTE, Document("Paper")), ["New documents: Note (E/CN.7/2027/1), Paper"]),
        ((NOTE,), (), ["No longer published: Note (E/CN.7/2027/1)"]),
        ((NOTE,), (replace(NOTE, url="https://d.example/"),), ["Details of the documents changed"]),
    ],
    "agenda_items": [
        ((), (OPENING, VOTE), ["New on the agenda: 1 Opening, E/2, E/3"]),
        ((OPENING,), (), ["No longer on the agenda: 1 Opening"]),
        ((OPENING,), (replace(OPENING, symbols=()),), ["Details of the agenda changed"]),
    ],
}
NOT_TOLD = {"code", "moved_from"}
"""A code never changes; a move says itself from where."""


def told(before: CalendarEntry, after: CalendarEntry) -> list[str]:
    return [str(change.sentence) for change in changes(before, after, ZONE)]


def test_every_field_of_an_entry_has_its_sentences() -> None:
    assert {field.name for field in fields(CalendarEntry)} == SENTENCES.keys() | NOT_TOLD


@pytest.mark.parametrize(
    ("field", "before", "after", "sentences"),
    [(field, *case) for field, cases in SENTENCES.items() for case in cases],
)
def test_what_is_said_of_a_field(field: str, before: Any, after: Any, sentences: list[str]) -> None:
    assert told(replace(PLAIN, **{field: before}), replace(PLAIN, **{field: after})) == sentences


def test_the_place_comes_first_then_the_title_then_the_rest() -> None:
    after = replace(PLAIN, title="Other", theme="Health", span=span("09:00", "09:50", room=room("M2")))
    found = changes(PLAIN, after, ZONE)
    assert [change.kind.value for change in found] == ["room", "renamed", "content"]


def test_a_version_never_says_nothing() -> None:
    """An erased name, or another spelling of a room, makes a version too."""
    (change,) = changes(PLAIN, PLAIN, ZONE)
    assert (change.kind.value, str(change.sentence)) == ("details", "Details changed")


def test_the_first_version_is_new_whatever_it_says() -> None:
    (change,) = changes(None, replace(PLAIN, theme="Health", cosponsors=(KENYA,)), ZONE)
    assert (change.kind.value, str(change.sentence)) == ("new", "New: 2027-03-09, 09:00 to 09:50, M1")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": "Other"}, "The title of the meeting was: “A test session”"),
        (
            {"ends": date(2027, 3, 11)},
            "Dates of the meeting: 2027-03-08 to 2027-03-11. Before: 2027-03-08 to 2027-03-12",
        ),
        ({"time_zone": "UTC"}, "Times are now those of UTC, no longer of Europe/Vienna"),
        ({"venue": "Other"}, "Venue of the meeting: Other. Before: Test Centre"),
        ({"venue": None}, "The venue of the meeting is no longer published. Before, it was: Test Centre"),
        ({"side_events_in_truth": 155}, "Number of all side events, known or not, published: 155"),
        ({"floor_speakers": (FLOOR,)}, "New from the floor: Civil society"),
        ({"session_number": 2}, "Details of the meeting changed"),
    ],
)
def test_what_is_said_of_the_meeting(facts: dict[str, Any], sentence: str) -> None:
    before: MeetingFace = programme().meeting
    (change,) = meeting_changes(before, replace(before, **facts))
    assert str(change.sentence) == sentence


def test_a_meeting_that_is_new_or_the_same_has_not_changed() -> None:
    face = programme().meeting
    assert meeting_changes(None, face) == meeting_changes(face, face) == ()
