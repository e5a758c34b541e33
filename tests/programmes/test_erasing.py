"""Erasing a person: nothing of them is left in any byte, the chain of records holds, and no file brings them
back."""

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from scheduler.accounts.models import Account, Grant, Passkey, SignIn
from scheduler.applications.cosponsoring import decline, invite
from scheduler.applications.deciding import claim, read, return_
from scheduler.applications.letters import SUPPORT_COPY
from scheduler.applications.material import upload
from scheduler.applications.models import Application
from scheduler.applications.terms import Check
from scheduler.audit.actions import note, record
from scheduler.audit.models import Content, Note, Record
from scheduler.audit.queries import broken_links
from scheduler.formats.entry import Standing as Stands
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import LetterState, Outcome, Role, Source, Standing
from scheduler.kernel.text import fold
from scheduler.links.actions import make
from scheduler.links.models import Link
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import OWN_PAGE, SPEAK_ASKED
from scheduler.mail.models import Delivery, Letter
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.actions import enrol
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.programmes.actions import import_files
from scheduler.programmes.corrections import merge
from scheduler.programmes.erasing import erase, foresee
from scheduler.programmes.exports import export
from scheduler.releases.history import of_entry
from scheduler.releases.models import Release, WholeFeed
from scheduler.releases.programme import Published
from scheduler.releases.queries import load
from tests.applications import stage
from tests.applications.test_material import A_PDF
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event

NAME, OTHER_NAME = "Zelda Quuxworth", "Zelda M. Quuxworth"
ADDRESS, OTHER_ADDRESS = "zelda@quuxworth.example", "zq@private.example"
TRACES = ("quuxworth", "zelda", "zq@private")
"""What must be nowhere, in lower case."""


def the_programme(**first: Any) -> dict[str, Any]:
    """Zelda speaks at two of three events, sits on a panel, and spoke from the floor."""
    voice = {"constituency": "civil_society", "represents": "Quiet Forum", "name": NAME}
    session_ = {
        "title": "A session",
        "date": "2027-03-10",
        "start": "10:00",
        "end": "13:00",
        "panellists": [voice, {**voice, "name": "Ann Other"}],
        "floor_speakers": [voice],
    }
    speaker = {"name": NAME, "affiliation": "Quiet Forum"}
    return programme(
        side_event(**{"title": "First event", "speakers": [speaker, {"name": "Ann Other"}], **first}),
        side_event("Second event", start="11:00", end="11:50", speakers=[{"name": OTHER_NAME}]),
        side_event("Third event", start="13:00", end="13:50", speakers=[{"name": "Ann Other"}]),
        thematic_sessions=[session_],
        floor_speakers=[voice],
    )


def take(file: dict[str, Any]) -> Any:
    report = import_files([("T1.json", as_bytes(file))], actor="tests", base_url=BASE_URL)
    assert report.faults == []
    return report.meetings[0]


def published() -> dict[str, Published]:
    return {one.entry.title: one for one in load(["T1"])["T1"].entries}


def sequences() -> dict[str, int]:
    return {title: one.stamps.sequence for title, one in published().items()}


def everything() -> str:
    """All that the database holds, in lower case, with the folded lines of calendars unfolded."""
    texts = []
    session.rollback()
    with db.engine.connect() as connection:
        for table in sa.inspect(connection).get_table_names():
            for row in connection.execute(sa.text(f"SELECT * FROM {table}")):
                texts += [_text(value) for value in row]
    return "\n".join(texts).lower()


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).replace(b"\r\n ", b"").decode("utf-8", "replace")
    return str(value)


def left() -> list[str]:
    """Traces that the database still holds."""
    held = everything()
    return [trace for trace in TRACES if trace in held]


def zelda(this: Decision) -> Account:
    """Her account, with all that can hang on one."""
    person = Person(name=NAME, folded=fold(NAME), email=OTHER_ADDRESS)
    account = Account(
        person=person,
        email=ADDRESS,
        password="hash",
        fs_uniquifier=str(uuid.uuid4()),
        confirmed_at=this.at,
        made_at=this.at,
        fs_webauthn_user_handle="handle",
        tf_primary_method="authenticator",
        tf_totp_secret="secret",
        last_code=1,
        mf_recovery_codes=["hash"],
        grants=[Grant(role=Role.SECRETARIAT)],
        webauthn=[
            Passkey(
                name="Zelda's key", usage="first", credential_id=b"1", public_key=b"2",
                backup_state=False, device_type="x", lastuse_datetime=this.at,
            )
        ],
    )  # fmt: skip
    session.add(account)
    session.flush()
    later = this.at + timedelta(days=1)
    session.add(
        SignIn(
            account_id=account.id, digest="d", at=this.at, expires_at=later, browser="Zelda's", strong=True
        )
    )
    return account


def speaks_for(this: Decision, person: Person, body: Organisation, position: str) -> Representative:
    one = Representative(
        person=person,
        organisation=body,
        standing=Standing.AGREED,
        is_contact=True,
        position=position,
        asked_at=this.at,
    )
    session.add(one)
    session.flush()
    return one


def letters(this: Decision, account: Account, one: Representative) -> None:
    """To her, and about her to somebody else."""
    to = Addressee(ADDRESS, NAME, account.person_id)
    link, token = make(this, "own-page", "x", person_id=account.person_id, lasts=timedelta(days=1))
    waiting = write(this, OWN_PAGE, to, "x", secret=Secret(f"/l/{token}/", link.id), once=f"to {ADDRESS}")
    sent = write(this, OWN_PAGE, Addressee(ADDRESS.upper(), NAME), "x", places={"page": "/account/"})
    assert waiting
    assert sent
    sent.state, sent.sent_at = LetterState.SENT, this.at
    session.add(Delivery(letter_id=sent.id, at=this.at, outcome=Outcome.SENT, said=f"250 {ADDRESS} ok"))
    places = {"organisation": one.organisation.name, "person": f"{NAME} ({ADDRESS})", "position": "Head"}
    write(this, SPEAK_ASKED, Addressee("ann@other.example", "Ann"), f"representative {one.id}", places=places)


def applies(account: Account, lead: Organisation) -> Application:
    """She began an application, speaks there twice, and is asked about another organisation's support."""
    now = clock.now()
    day = timedelta(days=1)
    call = stage.call(
        session.scalars(sa.select(Meeting).where(Meeting.code == "T1")).one(),
        opens_at=now - day,
        closes_at=now + day,
    )
    application = stage.draft(
        call,
        lead,
        account.person,
        title="Our event",
        abstract=f"{NAME} will tell",
        contact=f"{NAME}, {ADDRESS}",
        note=f"Call {OTHER_NAME}",
        links=({"kind": "without", "url": f"https://meet.example/{ADDRESS}"},),
        speakers=({"name": NAME, "email": ADDRESS}, {"name": OTHER_NAME, "affiliation": "Quiet Forum"}),
    )
    stage.hand_in(application, now)
    with decision("account 98") as this:
        one = invite(this, application, "Youth Network", NAME, ADDRESS)
        write(
            this, SUPPORT_COPY, Addressee("bo@youth.example", "Bo"), one.thing,
            places={"asked": f"{NAME} ({ADDRESS})", "title": "Event", "cosponsor": "Youth Network"},
        )  # fmt: skip
        read(this, application, Check.CONTENT, is_fine=False, said=f"{NAME} again")
        return_(this, application, why=f"Ask {NAME} to write more")
        decline(this, one, said=f"{NAME} cannot come")
    with decision(f"account {account.id}") as this:
        claim(this, application)
        note(this, application.thing, f"{NAME} rang")
        name = f"{NAME.replace(' ', '_')}.pdf"
        folder = Path(current_app.instance_path) / "uploads"
        upload(this, application, folder, name, A_PDF, alternative=f"Come and hear {NAME}")
    return application


def world() -> Account:
    """Zelda wherever one can be. The names that the file brought are hers."""
    take(the_programme())
    with decision("account 99") as this:
        account = zelda(this)
        forum = enrol("Quiet Forum")
        one = speaks_for(this, account.person, forum, "Zelda, head of all")
        letters(this, account, one)
        for thing in (f"person {account.person_id}", f"organisation {forum.id}"):
            note(this, thing, f"{NAME} shouts on the telephone")
        record(
            this, "end", f"representative {one.id}", why=f"{NAME} left", about=[f"organisation {forum.id}"]
        )
        record(this, "verify", f"organisation {forum.id}", source=f"a letter by {NAME}")
        record(this, "look", f"organisation {forum.id}", why="Nobody in particular")
    applies(account, forum)
    merge_all(account)
    take(the_programme(title="First event, renamed", code=code_of("First event")))
    return account


def merge_all(account: Account) -> None:
    same = sa.select(Person).where(Person.name.in_([NAME, OTHER_NAME]), Person.id != account.person_id)
    for other in session.scalars(same.order_by(Person.id)).all():
        with decision("account 99") as this:
            merge(this, session.get_one(Person, account.person_id), session.merge(other), BASE_URL)


def code_of(title: str) -> str:
    return session.scalars(sa.select(Entry.code).where(Entry.title == title)).one()


def erased(person: int, **more: Any) -> None:
    erase(person, actor="account 99", base_url=BASE_URL, **{"leaves_alone": True, **more})


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
        "actor": "account 99", "notes": 1, "letters": 6, "released": ["T1"],
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
    assert len(found.traces.letters) == 6
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
