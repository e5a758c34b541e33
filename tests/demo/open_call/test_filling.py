"""The call in full swing: every state occurs, all is sound, and everybody has something to do."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from scheduler.accounts.queries import by_address, visitor
from scheduler.applications import worklist
from scheduler.applications.models import Application, CoSponsor, Material, Reading, Receipt
from scheduler.applications.queries import of
from scheduler.applications.rules import Rank
from scheduler.applications.tending import due, named_in
from scheduler.applications.terms import Flyer, State, Support, Way
from scheduler.applications.verifying import faults_of_chain
from scheduler.applications.worklist import Wanted
from scheduler.audit.models import Note, Record
from scheduler.audit.queries import broken_links
from scheduler.calls.actions import set_terms
from scheduler.calls.models import Call
from scheduler.calls.queries import all_calls, by_code
from scheduler.calls.rules import phase
from scheduler.demo.open_call import filling
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import LetterState, OrganisationKind, Source
from scheduler.mail.models import Letter
from scheduler.web.receipts import keyring
from tests.conftest import close
from tests.demo.open_call.conftest import NOW, build


def values(column: Any) -> set[Any]:
    return set(session.scalars(select(column).distinct()))


def account(address: str) -> Any:
    found = by_address(address)
    assert found
    return visitor(found, strong=True)


class TestWhole:
    def test_every_state_occurs(self, whole: Flask) -> None:
        assert session.scalar(select(func.count(Application.id))) == 150
        assert values(Application.state) == set(State)
        assert values(CoSponsor.state) == set(Support)
        assert values(CoSponsor.way) == {*Way, None}
        assert values(Material.state) == set(Flyer)
        assert values(Receipt.rank) == set(Rank)
        assert values(Receipt.source) == {Source.NOTE_VERBALE, None}
        assert values(Receipt.doubled) == {True, False}
        wanted = Wanted(me=account("secretariat@desk.example").actor)
        assert all(worklist.counts(wanted).values())

    def test_chains_are_whole_and_in_the_order_of_time(self, whole: Flask) -> None:
        assert [faults_of_chain(call, keyring()) for call in all_calls()] == [[], [], []]
        assert broken_links() == []
        moments = list(session.scalars(select(Record.at).order_by(Record.number)))
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
        assert {phase(call.terms, NOW) for call in all_calls()} == {"before", "open", "over"}
        assert [bool(call.published_at) for call in all_calls()] == [False, False, True]

    def test_readers_and_the_unit_left_their_words(self, whole: Flask) -> None:
        by = {name: account(name).actor for name in ("secretariat@desk.example", "admin@desk.example")}
        assert values(Reading.reader) == set(by.values())
        unit = account("unit@civil.example").actor
        advised = [note.thing for note in session.scalars(select(Note).where(Note.actor == unit))]
        assert advised
        found = [session.get_one(Application, int(thing.partition(" ")[2])) for thing in advised]
        assert {one.lead and one.lead.kind for one in found} == {OrganisationKind.NGO}

    def test_letters_wait_and_nobody_is_left_unreminded(self, whole: Flask) -> None:
        assert values(Letter.state) == {LetterState.WAITING}
        assert all(moment <= NOW for moment in session.scalars(select(Letter.written_at)))
        assert len(due(NOW - timedelta(days=1))) == 0
        uploads = Path(whole.instance_path) / "uploads"
        assert {file.name for file in uploads.iterdir()} >= values(Material.digest)

    def test_everybody_has_something_to_see(self, whole: Flask) -> None:
        contact, mission = account("contact@harbour.example"), account("mission@pellamar.example")
        mine = {one.state for one in of(contact.person or 0, contact.organisations)}
        assert mine == {State.DRAFT, State.RECEIVED, State.RETURNED}
        assert {one.state for one in named_in(contact.organisations)} >= {Support.ASKED}
        states = {one.state for one in of(mission.person or 0, mission.organisations)}
        assert states == {State.DRAFT, State.ACCEPTED}
        assert {(one.state, one.way) for one in named_in(mission.organisations)} >= {
            (Support.CONFIRMED, Way.ADDRESS)
        }
        assert worklist.count(Wanted(ngos_only=True)) > 30


def told(app: Flask) -> list[tuple[Any, ...]]:
    """What there is, but for what chance gives: codes, salts and seals."""
    with app.app_context():
        found = select(Application).order_by(Application.id)
        return [
            (
                one.state,
                one.title,
                one.abstract,
                one.lead and one.lead.name,
                one.changed_at,
                [(row.organisation.name, row.state, row.way) for row in one.cosponsors],
                one.receipt and (one.receipt.number, one.receipt.at),
            )
            for one in session.scalars(found)
        ]


def test_equal_seeds_give_equal_applications(sqlite_template: Path, tmp_path: Path) -> None:
    apps = [build(sqlite_template, tmp_path / name, 0) for name in ("one", "other")]
    first, second = map(told, apps)
    for app in apps:
        close(app)
    assert len(first) == 6
    assert first == second


def test_whoever_comes_back_finds_the_call_open(sqlite_template: Path, tmp_path: Path) -> None:
    """As long as the session is far enough, and the secretariat did not take the call into its own hands."""
    app = build(sqlite_template, tmp_path / "instance", 0)
    with app.app_context():

        def open_weeks_later(weeks: int) -> bool:
            later = NOW + timedelta(weeks=weeks)
            with clock.set_to(later):
                filling.prolong(later)
            return phase(side_events().terms, later) == "open"

        assert [open_weeks_later(weeks) for weeks in (0, 1, 7, 20)] == [True, True, True, False]
        closed = side_events().closes_at
        with decision("account 1") as this:
            set_terms(this, side_events().meeting, replace(side_events().terms, most_per_lead=2))
        filling.prolong(closed + timedelta(days=1))
        assert side_events().closes_at == closed
    close(app)


def side_events() -> Call:
    found = by_code("DEMO2-S")
    assert found
    return found
