"""Erasing a person: nothing of them is left in any byte, the chain of records holds, and no file brings them
back."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.accounts.models import Account, Grant, SignIn
from scheduler.audit.actions import record
from scheduler.audit.models import Content, Note, Record
from scheduler.audit.queries import broken_links
from scheduler.formats.entry import Standing as Stands
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import LetterState, Role, Source, Standing
from scheduler.kernel.text import fold
from scheduler.links.models import Link
from scheduler.mail.letters import OWN_PAGE, SPEAK_ASKED
from scheduler.mail.models import Letter
from scheduler.meetings.models import Entry
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.programmes.actions import import_files
from scheduler.programmes.erasing import foresee
from scheduler.programmes.exports import export
from scheduler.releases.history import of_entry
from scheduler.releases.models import Release, WholeFeed
from scheduler.releases.queries import load
from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.programmes.zelda import (
    ADDRESS,
    NAME,
    OTHER_NAME,
    TRACES,
    code_of,
    erased,
    everything,
    left,
    published,
    sequences,
    speaks_for,
    take,
    the_programme,
    world,
)


def test_nothing_of_a_person_is_left(app: Flask) -> None:
    account = world()
    assert left() == list(TRACES)
    erased(account.person_id)
    assert left() == []
    assert broken_links() == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nor_in_the_bytes_of_the_file(app: Flask, tmp_path: Path) -> None:
    account = world()
    files = [tmp_path / "scheduler.sqlite", tmp_path / "scheduler.sqlite-wal"]

    def bytes_left() -> list[str]:
        held = b"".join(file.read_bytes() for file in files if file.exists()).lower()
        return [trace for trace in TRACES if trace.encode() in held]

    assert bytes_left() == list(TRACES)
    erased(account.person_id)
    assert bytes_left() == []


def test_what_stays_of_the_account(app: Flask) -> None:
    number = world().id
    erased(session.get_one(Account, number).person_id)
    account = session.get_one(Account, number)
    assert (account.email, account.password, account.active) == (
        f"erased-{number}@erased.invalid", None, False,
    )  # fmt: skip
    assert account.confirmed_at is None
    assert account.fs_webauthn_user_handle is None
    assert (account.tf_primary_method, account.tf_totp_secret, account.mf_recovery_codes) == (None,) * 3
    assert (account.grants, account.webauthn) == ([], [])
    assert session.scalars(sa.select(SignIn)).all() == []
    assert (account.person.name, account.person.folded, account.person.email) == (None, None, None)
    people = session.scalars(sa.select(Person).where(Person.erased_at.is_not(None))).all()
    assert len(people) == 8, "with those that were found to be the same"


def test_what_stays_of_letters_links_and_speaking(app: Flask) -> None:
    account = world()
    erased(account.person_id)
    told = sa.select(Letter).where(Letter.kind.in_([OWN_PAGE.name, SPEAK_ASKED.name]))
    waiting, sent, about = session.scalars(told.order_by(Letter.id))
    assert (waiting.state, waiting.secret, waiting.once) == (LetterState.DISCARDED, None, None)
    assert (sent.state, sent.deliveries[0].said) == (LetterState.SENT, None)
    for letter in (waiting, sent):
        assert (letter.address, letter.name, letter.subject, letter.text, letter.places) == (
            "",
            None,
            "",
            "",
            {},
        )
    assert about.state is LetterState.WAITING
    assert "… (…)" in about.text
    assert all(link.revoked_at for link in session.scalars(sa.select(Link)))
    (one,) = session.scalars(sa.select(Representative))
    assert (one.standing, one.is_contact, one.position) == (Standing.ENDED, False, None)
    assert one.settled_by == "account 99"


def test_what_stays_of_notes_and_the_history(app: Flask) -> None:
    account = world()
    person = account.person_id
    erased(person)
    assert [one.text for one in session.scalars(sa.select(Note).order_by(Note.id))] == [
        "… shouts on the telephone",
        "… rang",
    ]
    told = {
        (one.act, one.thing.partition(" ")[0]): one.content and one.content.facts
        for one in session.scalars(sa.select(Record).order_by(Record.number))
    }
    assert told["end", "representative"] is None
    assert told["verify", "organisation"] is None
    assert told["note", "person"] is None
    assert told["look", "organisation"] == {"actor": "account 99", "why": "Nobody in particular"}
    done = told["erase", "person"]
    assert done
    assert {name: done[name] for name in ("actor", "notes", "letters", "released")} == {
        "actor": "account 99", "notes": 1, "letters": 11, "released": ["T1"],
    }  # fmt: skip


def test_only_entries_that_named_the_person_are_published_anew(app: Flask) -> None:
    account = world()
    before, release = sequences(), load(["T1"])["T1"].number
    erased(account.person_id)
    after = {title: number - before[title] for title, number in sequences().items()}
    assert after == {"First event, renamed": 1, "Second event": 1, "Third event": 0, "A session": 1}
    first = published()["First event, renamed"]
    assert [(speaker.name, speaker.affiliation) for speaker in first.entry.speakers] == [
        (None, "Quiet Forum"),
        ("Ann Other", None),
    ]
    assert first.fragment
    assert b"SEQUENCE:%d" % first.stamps.sequence in first.fragment
    assert b"Ann Other" in first.fragment
    made = session.scalars(sa.select(Release).where(Release.number > release)).all()
    assert len(made) == 1
    assert session.scalars(sa.select(WholeFeed.release_number)).one() == release + 1


def test_what_waits_to_be_released_goes_on_waiting(app: Flask) -> None:
    account = world()
    with decision("tests") as this:
        session.scalars(sa.select(Entry).where(Entry.title == "Third event")).one().title = "Not public yet"
        session.scalars(sa.select(Entry).where(Entry.title == "Second event")).one().title = "Nor this"
        record(this, "look", "meeting T1")
    erased(account.person_id)
    assert sorted(published()) == ["A session", "First event, renamed", "Second event", "Third event"]


def test_past_versions_tell_no_name_either(app: Flask) -> None:
    account = world()
    code = code_of("First event, renamed")
    take(the_programme(title="First event, renamed", code=code, speakers=[{"name": "Ann Other"}]))

    def told() -> str:
        versions = of_entry("T1", code, load(["T1"])["T1"].number, "Europe/Vienna")
        return " ".join(str(change.sentence) for version in versions for change in version.changes)

    assert NAME in told()
    erased(account.person_id)
    assert "Quuxworth" not in told()
    assert left() == []


def test_a_cancelled_entry_is_made_anew_in_both_its_forms(app: Flask) -> None:
    account = world()
    code = code_of("First event, renamed")
    take(the_programme(title="First event, renamed", code=code, status="cancelled"))
    assert left() == list(TRACES)
    erased(account.person_id)
    (one,) = (one for one in published().values() if one.entry.standing is Stands.CANCELLED)
    assert one.fragment_kept
    assert one.fragment_kept != one.fragment
    assert left() == []


def test_the_same_file_does_not_bring_the_person_back(app: Flask) -> None:
    account = world()
    erased(account.person_id)
    before = sequences()
    file = the_programme(title="First event, renamed", code=code_of("First event, renamed"))
    file["side_events"].append(
        side_event("A new one", start="15:00", end="15:50", speakers=[{"name": NAME.upper()}])
    )
    report = take(file)
    left_out = "”: the file names somebody whose data was erased. The name was left out."
    assert [str(sentence) for sentence in report.kept] == [
        f"“{title}{left_out}"
        for title in ("First event, renamed", "Second event", "A new one", "A session", "T1")
    ]
    assert (report.new, report.changed, report.cancelled) == (["A new one"], [], [])
    assert left() == []
    assert sequences() == {**before, "A new one": 0}
    assert take(file).release is None
    assert left() == []


def test_an_export_of_the_meeting_goes_in_again(app: Flask) -> None:
    erased(world().person_id)
    exported = export("T1", "json", BASE_URL)
    assert b"Quuxworth" not in exported
    before = sequences()
    for _ in range(2):
        report = import_files([("T1.json", exported)], actor="tests", base_url=BASE_URL)
        assert report.faults == []
        assert report.meetings[0].kept == []
    assert report.meetings[0].release is None
    assert sequences() == before


def test_a_namesake_stays(app: Flask) -> None:
    file = the_programme()
    take(file)
    first, second = session.scalars(
        sa.select(Person.id).where(Person.name == NAME).order_by(Person.id).limit(2)
    )
    names = [name for name in (published()["First event"].entry.speakers[0].name,) if name]
    assert names == [NAME]
    erased(first)
    held = everything()
    assert NAME.lower() in held, "the others are other records"
    assert session.get_one(Person, second).name == NAME
    report = take(file)
    assert [str(sentence).partition("”")[0] for sentence in report.kept] == ["“First event"]
    assert published()["First event"].entry.speakers[0].name is None
    assert [one.speaker and one.speaker.name for one in published()["A session"].entry.panellists] == [
        NAME,
        "Ann Other",
    ]


def test_a_name_that_the_person_had_before_goes_too(app: Flask) -> None:
    file = programme(side_event("First event", speakers=[{"name": OTHER_NAME}, {"name": "Ann Other"}]))
    take(file)
    person = session.scalars(sa.select(Person).where(Person.name == OTHER_NAME)).one().id
    with decision("tests") as this:
        session.get_one(Person, person).name = NAME
        record(this, "look", "meeting T1")
    erased(person)
    assert left() == []
    take(file)
    assert left() == []
    assert [one.name for one in published()["First event"].entry.speakers] == [None, "Ann Other"]


def test_a_person_who_is_in_no_programme_needs_no_release(app: Flask) -> None:
    take(programme(side_event()))
    with decision("tests") as this:
        person = Person(name=NAME, folded=fold(NAME), email=ADDRESS)
        session.add(person)
        record(this, "look", "meeting T1")
    erased(person.id)
    assert left() == []
    assert load(["T1"])["T1"].number == 1


def test_what_is_foreseen(app: Flask) -> None:
    account = world()
    with decision("tests") as this:
        session.scalars(sa.select(Entry).where(Entry.title == "Third event")).one().note = f"Ask {NAME}"
        record(this, "look", "meeting T1")
    found = foresee(account.person_id)
    assert [(one.title, str(one.role), one.represents) for one in found.named] == [
        ("First event, renamed", "Speaker", "Quiet Forum"),
        ("Second event", "Speaker", None),
        ("A session", "Panellist", "Quiet Forum"),
        ("A session", "Speaker from the floor", "Quiet Forum"),
        (None, "Speaker from the floor", "Quiet Forum"),
    ]
    assert [title for *_, title in found.mentions] == ["Third event"]
    assert [one.name for one in found.only_contact_of] == ["Quiet Forum"]
    assert len(found.traces.letters) == 11
    assert [one.title for one in found.applications] == ["Our event"]
    assert found.mentioned_in == []


def test_an_only_contact_has_to_be_let_go_by_name(app: Flask) -> None:
    account = world()
    with pytest.raises(Refused, match=r"the only contact of: Quiet Forum\. Hand over first"):
        erased(account.person_id, leaves_alone=False)
    assert left() == list(TRACES)


def test_a_contact_among_others_need_not(app: Flask) -> None:
    account = world()
    with decision("tests") as this:
        ann = session.scalars(sa.select(Person).where(Person.name == "Ann Other").limit(1)).one()
        forum = session.scalars(sa.select(Organisation).where(Organisation.name == "Quiet Forum")).one()
        speaks_for(this, ann, forum, "x")
        record(this, "look", "meeting T1")
    erased(account.person_id, leaves_alone=False)
    assert left() == []


def test_the_last_administrator_stays(app: Flask) -> None:
    account = world()
    with decision("tests") as this:
        session.get_one(Account, account.id).grants.append(Grant(role=Role.ADMIN))
        record(this, "look", "meeting T1")
    for act in (lambda: foresee(account.person_id), lambda: erased(account.person_id)):
        with pytest.raises(Refused, match="This is the last administrator"):
            act()


def test_whose_wish_it_was_is_told_without_the_name(app: Flask) -> None:
    account = world()
    wish = OnBehalf(Source.EMAIL, date(2027, 3, 1), f"mail of {NAME}, file 7")
    erased(account.person_id, on_behalf=wish, why=f"{ADDRESS} asked")
    last = session.scalars(sa.select(Content).order_by(Content.number.desc()).limit(1)).one().facts
    assert last["why"] == "… asked"
    assert last["on_behalf"] == {"source": "email", "came_on": "2027-03-01", "reference": "mail of …, file 7"}
    assert left() == []


def test_it_is_done_once(app: Flask) -> None:
    person = world().person_id
    erased(person)
    with pytest.raises(Refused, match="was erased already"):
        erased(person)
    with pytest.raises(NotFound, match="There is no such person"):
        erased(99_999)
