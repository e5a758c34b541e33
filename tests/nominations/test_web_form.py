"""From a web form's answers to nominations: what is guessed, and what is wrong with each row."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scheduler.calls.rules import Late
from scheduler.formats.answer_columns import guess
from scheduler.formats.answers_table import Finding, read
from scheduler.kernel.seals import sealed
from scheduler.kernel.terms import SegmentMode
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.nominations.rules import Words
from scheduler.nominations.terms import CivilConstituency, Field, Part, Region
from scheduler.nominations.web_form.columns import WORDINGS, Column
from scheduler.nominations.web_form.examining import Examined, examine
from scheduler.nominations.web_form.rows import Body, Known, Reading
from scheduler.organisations.likeness import Named
from tests.nominations.form import HEADINGS, form
from tests.nominations.stage import CLOSES, OPENS

BODIES = [
    Body("Youth Network", ("VNGOC",), {"AFRICAN": Sentence("Youth Network is no State.")}),
    Body("Republic of Examples", ("AFRICAN",)),
    Body("UNODC", (), {"DIRECT": Sentence("UNODC was not asked."), "VNGOC": Sentence("Not for UNODC.")}),
]


def known(**changes: Any) -> Known:
    usual = Known(
        opens_at=OPENS,
        closes_at=CLOSES,
        late=Late.CLOSED,
        venue="Europe/Vienna",
        now=datetime(2027, 8, 30, tzinfo=UTC),
        required=("abstract",),
        days=frozenset({date(2027, 9, 21), date(2027, 9, 22)}),
        channels={"vngoc": "VNGOC", fold("Vienna NGO Committee"): "VNGOC", "african": "AFRICAN"},
        free=("VNGOC", "AFRICAN"),
        bodies={fold(one.name): one for one in BODIES},
        named=tuple(Named(one.name) for one in BODIES),
        sessions={fold("Session 1"): 5, "t2": 6},
    )
    return replace(usual, **changes)


def look(*rows: dict[str, str], against: Known | None = None) -> Examined:
    return look_at(form(*rows), against)


def look_at(data: bytes, against: Known | None = None) -> Examined:
    table = read(data)
    return examine(table, Reading(guess(table, WORDINGS), "Europe/Vienna"), against or known())


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(str(one.place or ""), str(one.sentence)) for one in found]


def test_who_filled_in_the_form_is_not_taken_for_the_person() -> None:
    columns = guess(read(form({"Gender": "f", "Constituency": "Youth"})), WORDINGS)
    assert columns == {
        Column.CAME: HEADINGS[0],
        Column.ORGANISATION: HEADINGS[2],
        Column.PERSON: HEADINGS[3],
        Column.EMAIL: HEADINGS[4],
        Column.SESSIONS: HEADINGS[5],
        Column.ABSTRACT: HEADINGS[6],
        Column.THEMSELVES: HEADINGS[7],
        Column.GENDER: HEADINGS[8],
        Column.CONSTITUENCY: HEADINGS[9],
    }


def test_without_the_persons_own_address_nothing_is_taken_in() -> None:
    found = look_at(
        b"Timestamp,Email Address,Organisation,Your name,Abstract\n1.8.2027,a@b.example,Youth Network,Y,Z\n"
    )
    assert told(found.faults) == [
        ("", "No column is chosen for “Who is put forward: name”, which is needed. Choose it."),
        ("", "No column is chosen for “Who is put forward: e-mail address”, which is needed. Choose it."),
    ]


def test_a_row_becomes_a_nomination() -> None:
    found = look({})
    assert (told(found.faults), told(found.warnings)) == ([], [])
    one = found.new[0]
    assert (one.row, one.organisation, one.person, one.email, one.channel) == (
        2,
        "Youth Network",
        "Ann Example",
        "ann@youth.example",
        "VNGOC",
    )
    assert one.words == Words(sessions=(5,), abstract="What works in schools.")
    assert one.span is not None
    assert one.span.starts == datetime(2027, 8, 10, 7, 30, 15, tzinfo=UTC)


def test_everything_that_is_wrong_with_every_row_at_its_place() -> None:
    found = look(
        {"Timestamp": "soon", "Name": "", "E-mail": "nowhere", "Which": "Session 9"},
        {"Timestamp": "2027-09-30 09:00", "Nominating": "UNODC"},
        {"Timestamp": "2027-07-01 09:00", "Nominating": "Somewhere", "Summary": ""},
        {"Timestamp": "2027-08-25 09:00", "E-mail": "", "Summary": "x" * 3001, "Are": "perhaps"},
    )
    assert told(found.faults) == [
        (
            'Row 2, column "Timestamp"',
            '"soon" is no time that can be read. Write one such as 2027-01-15 13:05:09.',
        ),
        ('Row 2, column "Name of the speaker"', "Write the name of the person."),
        ('Row 2, column "E-mail of the speaker"', 'No letter can be sent to the address "nowhere".'),
        (
            'Row 2, column "Which session?"',
            'The meeting has no session "Session 9". Write its title or its code.',
        ),
        (
            'Row 3, column "Timestamp"',
            "It cannot have come at a time that is still to come. Correct it.",
        ),
        (
            'Row 3, column "Nominating organisation"',
            "UNODC can put nobody forward in this call: none of its channels is for it.",
        ),
        (
            'Row 4, column "Timestamp"',
            "The call was not open yet: it opened on 1 August 2027, 10:00:00. Look at the time zone.",
        ),
        (
            'Row 4, column "Nominating organisation"',
            "It is not clear by which channel Somewhere puts somebody forward. Name the channel in a "
            "column of its own, or choose one for all rows that do not say.",
        ),
        ('Row 4, column "Summary of the intervention"', "Write what will be said."),
        (
            'Row 5, column "Timestamp"',
            "The call was closed: it closed on 24 August 2027, 23:45:00. Look at the time zone.",
        ),
        (
            'Row 5, column "E-mail of the speaker"',
            "Write the person's e-mail address: they have to confirm by a letter.",
        ),
        ('Row 5, column "Summary of the intervention"', "Shorten this to 3000 characters."),
        (
            'Row 5, column "Are you nominating yourself?"',
            '"perhaps" is neither yes nor no. Write one of them.',
        ),
    ]


def test_what_is_late_is_marked_where_the_call_takes_it() -> None:
    found = look({"Timestamp": "2027-08-25 09:00"}, against=known(late=Late.QUEUE))
    assert told(found.warnings) == [
        ('Row 2, column "Timestamp"', "It came after the close, and is marked as late.")
    ]


PRIVATE = {"Gender": "woman", "Constituency": "People who use drugs"}


def test_what_is_private_is_taken_from_the_person_alone() -> None:
    found = look({**PRIVATE, "Are": "Yes"}, {**PRIVATE, "Name": "Bo", "Are": "No"})
    assert found.faults == []
    assert [one.private for one in found.new] == [
        {Field.GENDER: "woman", Field.CONSTITUENCY: CivilConstituency.PEOPLE_WHO_USE_DRUGS},
        {},
    ]
    left_out = (
        "This is for the person alone to tell, and the row does not say that they filled in the form "
        "themselves. It is left out; they can tell it on their own page."
    )
    assert told(found.warnings) == [
        ('Row 3, column "Gender (optional)"', left_out),
        ('Row 3, column "Constituency (optional)"', left_out),
    ]


def test_a_form_that_does_not_say_who_filled_it_in_tells_nothing_private() -> None:
    table = read(form({**PRIVATE, "Are": "Yes"}))
    columns = guess(table, WORDINGS)
    del columns[Column.THEMSELVES]
    found = examine(table, Reading(columns, "Europe/Vienna"), known())
    assert (found.faults, found.new[0].private) == ([], {})
    assert [place for place, _ in told(found.warnings)] == [
        'Column "Gender (optional)"',
        'Column "Constituency (optional)"',
    ]


@pytest.mark.parametrize(
    ("cells", "private"),
    [
        ({"Gender": "Prefer not to say", "Constituency": "n/a"}, {}),
        ({"Gender": "non-binary", "Constituency": "something new"}, {Field.GENDER: "non-binary"}),
    ],
)
def test_whoever_does_not_wish_to_say_says_nothing(cells: dict[str, str], private: dict[Field, str]) -> None:
    assert look({**cells, "Are": "yes, myself"}).new[0].private == private


def test_rows_that_are_left_out_say_why_and_nothing_else() -> None:
    before = look({}).answers[0].key
    against = known(
        entered=frozenset({before}),
        there=frozenset({("VNGOC", fold("Bea Birch"), "bea@youth.example")}),
        sealed=(sealed("Gone Person"),),
    )
    found = look(
        {"E-mail": "mended wrongly"},
        {"Name": "Bea  birch", "E-mail": "Bea@youth.example", "Timestamp": "2027-08-10 10:00"},
        {"Name": "GONE PERSON", "E-mail": "nowhere", "Timestamp": "2027-08-10 11:00"},
        {"Name": "New", "Timestamp": "2027-08-10 12:00"},
        {"Name": "new", "Timestamp": "2027-08-10 12:30"},
        {"Name": "New", "Timestamp": "2027-08-10 12:00"},
        against=against,
    )
    assert (told(found.faults), [one.row for one in found.new]) == ([], [5])
    assert told(found.warnings) == [
        ("Row 2", "It was taken in before, and is left as it is."),
        ("Row 3", "This person is put forward by this channel already. The row is left out."),
        (
            "Row 4",
            "Somebody of this name was erased, and does not come back by a file. The row is left out. If "
            "it is somebody else, enter them by hand.",
        ),
        ("Row 6", "Row 5 puts the same person forward by the same channel. This one is left out."),
        ("Row 7", "This is the same as row 5. It is taken in once."),
    ]


FREE = (
    "Timestamp,Organisation,Nominee,Nominee's email,Channel,Panel or floor?,Sessions,Abstract,Biography,"
    "Position,Language,How will they speak: in person or online?,Which days?,Region,First time?\n"
)


def test_answers_as_people_write_them() -> None:
    row = (
        '1.8.2027 12:00,Republic of Examples,Ann,ann@x.example,African,From the floor,"T2, Session 1",'
        '=1+1,Hi,Director,"French, English",By video,21 September; 2027-09-22,western europe,yes\n'
    )
    found = look_at((FREE + row).encode())
    assert told(found.faults) == []
    assert found.new[0].channel == "AFRICAN"
    assert found.new[0].words == Words(
        part=Part.FLOOR_SPEAKER,
        sessions=(6, 5),
        abstract="=1+1",
        biography="Hi",
        affiliation="Director",
        language="fr",
        mode=SegmentMode.VIDEO,
        availability=("21 September", "2027-09-22"),
        region=Region.WESTERN_EUROPE,
        first_time=True,
    )
    assert [said for _, said in told(found.warnings)] == ['"French, English" was read as fr.']


def test_what_cannot_be_read_is_told_at_its_column() -> None:
    row = "1.8.2027 12:00,Youth Network,Ann,ann@x.example,NASA,stage,T9,A,,,,hybrid,,Mars,maybe\n"
    assert [place for place, _ in told(look_at((FREE + row).encode()).faults)] == [
        'Row 2, column "Channel"',
        'Row 2, column "Panel or floor?"',
        'Row 2, column "Sessions"',
        'Row 2, column "How will they speak: in person or online?"',
        'Row 2, column "Region"',
        'Row 2, column "First time?"',
    ]


def test_one_channel_can_be_chosen_for_rows_that_do_not_say() -> None:
    found = look({"Nominating": "Somewhere"}, {"Name": "Bo"}, against=known(otherwise="AFRICAN"))
    assert [one.channel for one in found.answers] == ["AFRICAN", "AFRICAN"]
    assert told(found.faults) == [('Row 3, column "Nominating organisation"', "Youth Network is no State.")]
