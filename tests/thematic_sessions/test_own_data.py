"""What is kept of somebody in sessions, shown to them; what the history calls things; who may do what."""

import json
from pathlib import Path

import pytest
from flask import Flask

from scheduler.accounts.traces import traces
from scheduler.applications.called import called
from scheduler.applications.own_data import FIELDS, held
from scheduler.kernel.permissions import NOBODY, Act, Visitor, may
from scheduler.kernel.terms import Constituency, Role
from scheduler.programmes.erasing import erase
from scheduler.thematic_sessions import consent, documents, floor, permissions
from scheduler.thematic_sessions.documents import File, Paper
from scheduler.thematic_sessions.erasing import things_of
from scheduler.thematic_sessions.floor import Asking
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import SpeaksFor, seat_person
from scheduler.thematic_sessions.terms import DocumentKind
from tests.accounts.test_own_data import fields
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do
from tests.thematic_sessions.test_documents import A_PDF

CIVIL = Constituency.CIVIL_SOCIETY


def test_it_is_shown_exported_and_erased(app: Flask, tmp_path: Path) -> None:
    item, zoe = stage.a_session(), stage.person("Zoe Quux")
    panel = stage.panel(Line(CIVIL, 1), of=item)
    one = do(seat_person, panel, panel.seats[0], zoe, SpeaksFor("A Forum"), tentative=True)
    text = do(
        documents.add,
        item,
        Paper(DocumentKind.STATEMENT, "Words of Zoe Quux", author=zoe),
        File(tmp_path / "uploads", "a.pdf", A_PDF),
    )
    do(consent.agree, text, text.version)
    speakers = do(floor.open_list, item)
    request = do(floor.ask, speakers, 0, Asking(CIVIL, "A Forum", zoe))
    things = {item.thing, panel.thing, one.thing, text.thing, speakers.thing, request.thing}
    assert things_of(traces(zoe.id)) == things
    assert {name: found.name for name, found in called(things).items()} == {
        item.thing: "A session",
        panel.thing: "A session",
        one.thing: "Zoe Quux",
        text.thing: "Words of Zoe Quux",
        speakers.thing: "A session",
        request.thing: "A Forum",
    }
    values = held(traces(zoe.id), BASE_URL)
    assert json.loads(json.dumps(values)) == values
    assert fields(values) - set(FIELDS) == set()
    (seat,), (asked,), (words,) = values["panels"], values["floor"], values["texts"]
    assert (seat["session"], seat["accepted"]) == ("A session", False)
    assert (asked["represents"], asked["state"]) == ("A Forum", "waiting")
    assert (words["title"], words["state"], words["consent"]) == ("Words of Zoe Quux", "draft", "given")
    revision = speakers.revision
    erase(zoe.id, actor="tests", base_url=BASE_URL)
    assert (item.documents, speakers.revision) == ([], revision + 1)
    assert [(voice.represents, voice.person and voice.person.name) for voice in panel.panellists] == [
        ("A Forum", None)
    ]


@pytest.mark.parametrize(
    ("act", "roles", "its_author"),
    [
        (permissions.EDIT_SESSION, {Role.SECRETARIAT, Role.ADMIN}, False),
        (permissions.SEE_SESSION, {Role.SECRETARIAT, Role.ADMIN, Role.CHAIR}, False),
        (permissions.SEE_DRAFT, {Role.SECRETARIAT, Role.ADMIN, Role.CHAIR}, True),
        (permissions.GIVE_CONSENT, set(), True),
        (permissions.ENTER_CONSENT, {Role.SECRETARIAT, Role.ADMIN}, False),
        (permissions.RUN_FLOOR, {Role.SECRETARIAT, Role.ADMIN, Role.CHAIR}, False),
        (permissions.SET_FLOOR_TIMES, {Role.SECRETARIAT, Role.ADMIN}, False),
    ],
    ids=lambda value: value.name if isinstance(value, Act) else "",
)
def test_who_may(act: Act, roles: set[Role], its_author: bool) -> None:
    text = Document(author_id=7)
    assert {role for role in Role if may(Visitor(1, 1, roles=frozenset({role})), act, text)} == roles
    assert bool(may(Visitor(1, 7), act, text)) is its_author
    assert not may(Visitor(1, 8), act, text)
    assert not may(NOBODY, act, Document(author_id=None))
