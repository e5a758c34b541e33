"""An organisation over all meetings."""

from datetime import date

from scheduler.formats.entry import Panellist
from scheduler.kernel.terms import Constituency, EntryKind
from scheduler.web.programme.organisations import Listed, Part, directory, records
from tests.web.builders import WEDNESDAY, body, entry, programme, span

KENYA = Panellist(Constituency.MEMBER_STATE, "Kenya", organisation="kenya")
OLD = programme(
    entry("Later", span("09:00", day=WEDNESDAY), cosponsors=(body("Kenya"),)),
    entry("No day", organisers=(body("Kenya"), body("Peru"))),
    entry("Sooner", span("13:10"), organisers=(body("Kenya"),)),
    entry(
        "First", span("09:00"), kind=EntryKind.THEMATIC_SESSION, panellists=(KENYA,), floor_speakers=(KENYA,)
    ),
    entry("Other", span("09:00"), organisers=(body("Peru"),)),
    floor_speakers=(Panellist(Constituency.IGO, "OSCE", organisation="osce"),),
)
NEW = programme(
    entry("New", organisers=(body("Kenya"),)), code="T2", starts=date(2028, 3, 6), ends=date(2028, 3, 10)
)


def test_what_it_does_stands_by_meeting_and_time() -> None:
    new, old = records("kenya", [OLD, NEW])
    assert [record.programme.meeting.code for record in (new, old)] == ["T2", "T1"]
    assert [(item.one.entry.title, item.parts) for item in old.appearances] == [
        ("First", (Part.ON_PANEL, Part.FROM_FLOOR)),
        ("Sooner", (Part.ORGANISES,)),
        ("Later", (Part.SUPPORTS,)),
        ("No day", (Part.ORGANISES,)),
    ]


def test_who_only_spoke_from_the_floor_of_an_unknown_session_has_a_record() -> None:
    (record,) = records("osce", [OLD, NEW])
    assert (record.appearances, len(record.floor)) == ((), 1)


def test_nobody_has_no_record() -> None:
    assert records("nobody", [OLD, NEW]) == []


def test_the_directory_names_everybody_once_by_name() -> None:
    assert directory([OLD, NEW]) == [
        Listed("kenya", "Kenya", None, 5),
        Listed("osce", "OSCE", None, 0),
        Listed("peru", "Peru", None, 2),
    ]
