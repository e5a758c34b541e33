"""Zelda Quuxworth, who left traces everywhere; and how to find them."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from scheduler.accounts.models import Account, Grant, Passkey, SignIn
from scheduler.applications.cosponsoring import decline, invite
from scheduler.applications.deciding import claim, read, return_
from scheduler.applications.letters import SUPPORT_COPY
from scheduler.applications.material import upload
from scheduler.applications.models import Application
from scheduler.applications.terms import Check
from scheduler.audit.actions import note, record
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.terms import LetterState, Outcome, Role, Standing
from scheduler.kernel.text import fold
from scheduler.links.actions import make
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import OWN_PAGE, SPEAK_ASKED
from scheduler.mail.models import Delivery
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.actions import enrol
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.programmes.actions import import_files
from scheduler.programmes.corrections import merge
from scheduler.programmes.erasing import erase
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
