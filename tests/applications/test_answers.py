"""From a web form's answers to applications: what is guessed, and what is wrong with each row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scheduler.applications.answer_rows import Body, Known, Reading
from scheduler.applications.answers import Examined, examine
from scheduler.applications.columns import WORDINGS, Column
from scheduler.applications.facts import SpeakerFact
from scheduler.calls.rules import Late
from scheduler.formats.answer_columns import guess
from scheduler.formats.answers_table import Finding, read
from scheduler.kernel.terms import Equipment, Format
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.organisations.likeness import Named
from tests.applications.answers import HEADINGS, form
from tests.applications.stage import CLOSES, TERMS

LATER = CLOSES + timedelta(days=1)
SLOT = datetime(2027, 3, 8, 8, tzinfo=UTC)
BODIES = [
    Body(1, "Peace Institute"),
    Body(2, "Youth Network", leads=("CND70-S-0007",)),
    Body(3, "Club of Examples"),
    Body(4, "Shop", why_not=Sentence("Shop cannot organise here.")),
]


def known(**changes: Any) -> Known:
    usual = Known(
        terms=TERMS,
        venue="Europe/Vienna",
        now=LATER,
        bodies={fold(one.name): one for one in BODIES},
        named=tuple(Named(one.name) for one in BODIES),
        slots={SLOT: 70},
    )
    return replace(usual, **changes)


def look(*rows: dict[str, str] | tuple[str, ...], against: Known | None = None) -> Examined:
    table = read(form(*rows))
    return examine(table, Reading(guess(table, WORDINGS), "Europe/Vienna"), against or known())


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(str(one.place or ""), str(one.sentence)) for one in found]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Timestamp", Column.CAME),
        ("Zeitstempel", Column.CAME),
        ("Completion time", Column.CAME),
        ("Email Address", Column.EMAIL),
        ("E-mail of the focal point", Column.EMAIL),
        ("Main organizer (Member State, UN entity, IGO or NGO)", Column.ORGANISATION),
        ("Name of your organisation", Column.ORGANISATION),
        ("Co-organizers / co-sponsors", Column.COSPONSORS),
        ("Name of the focal point", Column.PERSON),
        ("What is the title of your side event? (max. 100 characters)", Column.TITLE),
        ("Expected number of participants", Column.ATTENDANCE),
        ("Names of the panellists", Column.SPEAKERS),
        ("Preferred date and time", Column.WISHES),
        ("Registration link, if any", Column.REGISTRATION),
        ("Is there anything else we should know?", Column.NOTE),
        ("Favourite colour", None),
    ],
)
def test_headings_in_several_wordings(heading: str, column: Column | None) -> None:
    table = read(f'"{heading}","Favourite colour 2"\nx,y\n'.encode())
    assert {one: said for one, said in guess(table, WORDINGS).items() if said == heading} == (
        {column: heading} if column else {}
    )


def test_columns_where_nobody_wrote_anything_are_not_guessed() -> None:
    columns = guess(read(form({}, {})), WORDINGS)
    assert columns[Column.EMAIL] == "Contact e-mail address"
    assert set(columns.values()) == set(HEADINGS) - {"Email"}


def test_a_row_becomes_an_application() -> None:
    found = look({})
    assert (told(found.faults), told(found.warnings)) == ([], [])
    one = found.new[0]
    assert (one.row, one.lead, one.person, one.email) == (
        2,
        "Peace Institute",
        "Ann Example",
        "ann@peace.example",
    )
    assert one.cosponsors == ("Youth Network", "Club of Examples")
    assert (one.facts.title, one.facts.abstract, one.facts.format) == (
        "Water for all",
        "About water.",
        Format.HYBRID,
    )
    assert one.span is not None
    assert one.span.starts == datetime(2027, 1, 15, 12, 5, 9, tzinfo=UTC)


def test_everything_that_is_wrong_with_every_row_at_its_place() -> None:
    found = look(
        {"Completion": "soon", "Title": "", "Contact": "nowhere"},
        {"Completion": "1/31/2027 1:00:00", "Format": "perhaps", "What": "Shop"},
        {"Completion": "1/10/2027 1:00:00", "Name": "", "Title": "x" * 301},
        {"Completion": "2/22/2027 1:00:00"},
    )
    title, came = "Title of the side event (max. 100 characters)", "Completion time"
    assert told(found.faults) == [
        (
            f'Row 2, column "{came}"',
            '"soon" is no time that can be read. Write one such as 2027-01-15 13:05:09.',
        ),
        (
            'Row 2, column "Contact e-mail address"',
            'No letter can be sent to the address "nowhere".',
        ),
        (f'Row 2, column "{title}"', "Write a title."),
        (
            f'Row 3, column "{came}"',
            "It cannot have come on a day that is still to come. Correct the day.",
        ),
        ('Row 3, column "What is the name of your organization?"', "Shop cannot organise here."),
        (
            'Row 3, column "Format: in person, online, or hybrid?"',
            '"perhaps" says not how one takes part. Write: in person, online, or hybrid.',
        ),
        (
            f'Row 4, column "{came}"',
            "The call was not open yet: it opened on 11 January 2027, 09:00:00. Look at the time zone.",
        ),
        ('Row 4, column "Name of the contact person"', "Write the name of who applied."),
        (
            f'Row 4, column "{title}"',
            "This text has 301 characters. Shorten it to 300 at most.",
        ),
        (
            f'Row 5, column "{came}"',
            "It cannot have come on a day that is still to come. Correct the day.",
        ),
    ]


def test_after_the_close() -> None:
    late = {"Completion": "1/23/2027 0:00:00"}
    closed = look(late, {"Completion": "1/22/2027 23:59:58"})
    assert told(closed.faults) == [
        (
            'Row 2, column "Completion time"',
            "The call was closed: it closed on 22 January 2027, 23:59:59. Look at the time zone.",
        )
    ]
    queued = look(late, against=known(terms=replace(TERMS, late=Late.QUEUE)))
    assert told(queued.faults) == []
    assert told(queued.warnings) == [
        (
            'Row 2, column "Completion time"',
            "It came after the close, and stands behind all that came in time.",
        )
    ]


def test_what_no_column_tells_is_told_once() -> None:
    table = read(form({}, {}))
    columns = {**guess(table, WORDINGS)}
    del columns[Column.TITLE], columns[Column.CAME]
    against = known(terms=replace(TERMS, required=("theme", "links")))
    found = examine(table, Reading(columns, "Europe/Vienna"), against)
    assert told(found.faults) == [
        ("", "No column is chosen for “When it came”, which is needed. Choose it."),
        ("", "No column is chosen for “Title”, which is needed. Choose it."),
        ("", "No column is chosen for “Theme”, which is needed. Choose it."),
        ("", "No column is chosen for “Link without registration”, which is needed. Choose it."),
    ]


def test_what_deserves_a_second_look() -> None:
    found = look(
        {"What": "Peace Institut"},
        {"What": "Youth Network", "Completion": "1/15/2027 13:05:10", "Co-": "Youth Network; Nobody"},
        {"Completion": "1/15/2027 13:05:11", "Contact": "n/a", "Title": "Two"},
        {"Completion": "1/15/2027 13:05:12", "Title": "Three"},
        {"Completion": "1/15/2027 13:05:12", "Title": "Three"},
    )
    lead = "What is the name of your organization?"
    assert told(found.faults) == []
    assert told(found.warnings) == [
        (
            f'Row 2, column "{lead}"',
            '"Peace Institut" is not known, and looks like "Peace Institute". If it is the same '
            "organisation, write that name; else it is enrolled.",
        ),
        (
            'Row 3, column "Co-sponsors, if any"',
            "Youth Network leads the event: it is left out here.",
        ),
        (
            f'Row 3, column "{lead}"',
            "Youth Network leads another application in this call (CND70-S-0007). This one is received, and "
            "marked as one too many.",
        ),
        (
            'Row 3, column "Co-sponsors, if any"',
            '"Nobody" is not known. It is enrolled, and waits to be verified.',
        ),
        (
            'Row 4, column "Contact e-mail address"',
            "There is no address: no letter tells who applied. Tell them yourself.",
        ),
        (
            f'Row 5, column "{lead}"',
            "Peace Institute leads another application in this call (row 4). This one is received, and "
            "marked as one too many.",
        ),
        ("Row 6", "This is the same as row 5. It is taken in once."),
    ]
    assert [one.row for one in found.new] == [2, 3, 4, 5]


def test_what_was_taken_in_before_is_left_alone_whatever_it_says_now() -> None:
    before = look({}).answers[0].key
    found = look({"Format": "perhaps", "Contact": ""}, against=known(entered=frozenset({before})))
    assert (told(found.faults), found.new) == ([], [])
    assert told(found.warnings) == [("Row 2", "It was taken in before, and is left as it is.")]


def test_rows_stand_in_the_order_in_which_they_came() -> None:
    came = ("1/15/2027 13:05:09", "1/14/2027 9:00:00", "1/15/2027 13:05:09", "1/13/2027 9:00:00")
    found = look(*({"Completion": at, "Title": f"T{number}"} for number, at in enumerate(came)))
    assert [one.row for one in found.answers] == [5, 3, 2, 4]


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ("1/15/2027 13:05", "The times have no seconds: what came within a minute counts from its end"),
        ("1/15/2027", "Some times are days only: what came on one day counts from its end"),
    ],
)
def test_times_that_do_not_tell_the_whole_order_are_named(came: str, said: str) -> None:
    found = look({"Completion": came})
    assert [(str(one.place), str(one.sentence)[: len(said)]) for one in found.warnings] == [
        ('Column "Completion time"', said)
    ]


def test_co_sponsors_after_their_deadline_are_one_fault_of_their_column() -> None:
    found = look({}, {"Title": "B"}, against=known(terms=replace(TERMS, support_until=CLOSES)))
    assert [str(one.place) for one in found.faults] == ['Column "Co-sponsors, if any"']


FREE = (
    "Timestamp,Organisation,Your name,Title,Languages,Expected attendance,Equipment,Speakers,Slots,Link,"
    "Open to a joint event?,Comments\n"
)


def test_answers_as_people_write_them() -> None:
    row = (
        '2027-01-15 13:05:09,Peace Institute,Ann,=1+1,"English, French and German",50-60,'
        '"Interpretation, Coffee","Dr Bea Birch (UNODC) <bea@body.example>; Cem, Youth Network",'
        '2027-03-08 09:00,https://join.example/1,"Yes, please",<b>Hello</b>\n'
    )
    table = read((FREE + row).encode())
    found = examine(table, Reading(guess(table, WORDINGS), "Europe/Vienna"), known())
    assert told(found.faults) == []
    facts = found.new[0].facts
    assert facts.title == "=1+1"
    assert facts.languages == ("en", "fr", "German")
    assert (facts.attendance, facts.equipment) == (60, (Equipment.INTERPRETATION,))
    assert facts.note == "<b>Hello</b>\n\nCoffee"
    assert facts.open_to_joining
    assert facts.speakers == (
        SpeakerFact(name="Dr Bea Birch", affiliation="UNODC", email="bea@body.example"),
        SpeakerFact(name="Cem", affiliation="Youth Network"),
    )
    assert facts.wishes == {70: 1}
    assert [link.url for link in facts.links] == ["https://join.example/1"]
    assert [sentence for _, sentence in told(found.warnings)] == [
        '"50-60" was read as 60.',
        '"Coffee" is nothing that our rooms have. It is put into the note.',
        "There is no address: no letter tells who applied. Tell them yourself.",
    ]


def test_what_cannot_be_read_is_told_at_its_column() -> None:
    row = "2027-01-15 13:05:09,Peace Institute,Ann,T,en,many,none,(),2027-03-08 10:00; Monday,here,perhaps,\n"
    table = read((FREE + row).encode())
    found = examine(table, Reading(guess(table, WORDINGS), "Europe/Vienna"), known())
    assert [place for place, _ in told(found.faults)] == [
        'Row 2, column "Expected attendance"',
        'Row 2, column "Slots"',
        'Row 2, column "Slots"',
        'Row 2, column "Link"',
        'Row 2, column "Open to a joint event?"',
    ]
