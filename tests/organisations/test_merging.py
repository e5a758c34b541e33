"""Duplicates become one, with everything that hangs on them, and two again."""

from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.audit.queries import history
from scheduler.kernel.db import Base, db, session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import EcosocStatus, OrganisationKind, Standing
from scheduler.kernel.text import fold
from scheduler.links.actions import make
from scheduler.migrations import everything as every_room
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.merging import LINKED, Record, hanging, merge, references, undo
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.organisations.queries import by_name, kept
from tests.organisations.world import AT, build, everything

assert every_room.METADATA is Base.metadata


@pytest.mark.parametrize("table", ["organisation", "person"])
def test_every_foreign_key_of_the_database_is_found(app: Flask, table: str) -> None:
    inspector = sa.inspect(db.engine)
    found = {
        f"{name}.{key['constrained_columns'][0]}"
        for name in inspector.get_table_names()
        for key in inspector.get_foreign_keys(name)
        if key["referred_table"] == table
    }
    assert {f"{column.table.name}.{column.name}" for column in references(table)} == found
    assert {
        "representative.organisation_id",
        "organisation_name.organisation_id",
    } <= found or table == "person"
    assert {"account.person_id", "letter.person_id", "link.person_id"} <= found or table == "organisation"


@pytest.mark.parametrize("seed", range(5))
def test_after_merging_nothing_hangs_on_the_merged_one_and_undoing_restores_every_row(
    app: Flask, seed: int
) -> None:
    chance = Random(seed)
    with bookkeeping("account 1") as this:
        bodies, people = build(this, chance)
        pairs: list[list[Record]] = [[*chance.sample(bodies, 2)], [*chance.sample(people, 2)]]
        for kept_one, merged in pairs:
            before = everything()
            table = merged.__tablename__
            merger = merge(this, kept_one, merged)
            assert hanging(table, merged.id) == {}
            assert merged.merged_into_id == kept_one.id
            assert everything() != before
            undo(this, merger)
            assert everything() == before
        this.abandon()


@pytest.mark.parametrize("seed", range(2))
def test_a_chain_of_mergers_is_undone_from_its_end(app: Flask, seed: int) -> None:
    chance = Random(seed)
    with bookkeeping("account 1") as this:
        worlds: list[list[Record]] = [[*records] for records in build(this, chance)]
        for records in worlds:
            before = everything()
            first, second, third, fourth = chance.sample(records, 4)
            mergers = [merge(this, second, first), merge(this, third, second), merge(this, third, fourth)]
            assert first.merged_into_id == second.merged_into_id == third.id
            for merger in mergers[:2]:
                with pytest.raises(Refused, match="Undo that first"):
                    undo(this, merger)
            for merger in reversed(mergers):
                undo(this, merger)
            assert everything() == before
        this.abandon()


def test_the_merged_one_is_found_by_its_names_as_the_kept_one(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        who, world = enrol("WHO"), enrol("World Health Organization")
        merger = merge(this, world, who, why="the same")
        assert by_name(["WHO"]) == {fold("WHO"): world}
        assert kept(who.id) is world
        assert [
            (r.act, r.content and r.content.facts["why"]) for r in history(f"organisation {world.id}")
        ] == [("merge", "the same")]
        undo(this, merger)
        assert by_name(["WHO"]) == {fold("WHO"): who}


def test_the_kept_one_takes_over_what_is_not_known_of_it(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        bare = enrol("Bare", country="Kenya")
        known = enrol("Known", kind=OrganisationKind.NGO, ecosoc_status=EcosocStatus.ROSTER, country="Peru")
        known.verified_at, known.verified_by, known.verified_from = AT, "account 2", "the list"
        merger = merge(this, bare, known)
        facts = (bare.kind, bare.ecosoc_status, bare.verified_at, bare.verified_by, bare.country)
        assert facts == (OrganisationKind.NGO, EcosocStatus.ROSTER, AT, "account 2", "Kenya")
        undo(this, merger)
        assert (bare.kind, bare.ecosoc_status, bare.verified_at, bare.country) == (None, None, None, "Kenya")


def test_what_somebody_changed_since_stays_when_it_is_undone(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        bare, known = enrol("Bare"), enrol("Known", short_name="KN")
        merger = merge(this, bare, known)
        bare.short_name = "BR"
        undo(this, merger)
        assert (bare.short_name, known.short_name) == ("BR", "KN")


def represent(person: Person, organisation: Organisation, standing: Standing, **more: Any) -> Representative:
    one = Representative(person=person, organisation=organisation, standing=standing, asked_at=AT, **more)
    session.add(one)
    session.flush()
    return one


def test_of_two_standings_the_one_that_says_more_stays(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        ada, one, other = name_person("Ada"), enrol("One"), enrol("Other")
        weak = represent(ada, one, Standing.ASKED)
        strong = represent(ada, other, Standing.AGREED, is_contact=True)
        numbers = (weak.id, strong.id)
        merger = merge(this, one, other)
        (left,) = session.scalars(sa.select(Representative)).all()
        assert (left.id, left.organisation_id, left.is_contact) == (numbers[1], one.id, True)
        undo(this, merger)
        found = session.execute(sa.select(Representative.id, Representative.organisation_id)).all()
        assert set(found) == {(numbers[0], one.id), (numbers[1], other.id)}


def test_links_about_what_was_set_aside_are_dead(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        ada, one, other = name_person("Ada"), enrol("One"), enrol("Other")
        represent(ada, one, Standing.AGREED)
        asked = represent(ada, other, Standing.ASKED)
        link, _ = make(this, LINKED[0], f"representative {asked.id}", lasts=AT - AT.replace(year=2026))
        merge(this, one, other)
        assert link.revoked_at == this.at


def account(person: Person) -> Account:
    return Account(
        person=person, email=f"{person.id}@x.example", fs_uniquifier=f"u{person.id}", made_at=AT, active=True
    )


def test_two_accounts_are_not_made_one(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        ada, other = name_person("Ada"), name_person("Ada E.")
        session.flush()
        session.add_all([account(ada), account(other)])
        with pytest.raises(Refused, match="Both have an account"):
            merge(this, ada, other)


def test_the_only_account_of_two_goes_to_the_one_that_is_kept(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        ada, other = name_person("Ada"), name_person("Ada E.")
        session.flush()
        session.add(account(other))
        merge(this, ada, other)
        assert session.scalars(sa.select(Account.person_id)).all() == [ada.id]


def test_what_was_merged_cannot_be_merged_or_undone_again(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        one, other, third = enrol("One"), enrol("Other"), enrol("Third")
        merger = merge(this, one, other)
        for pair in ((third, other), (other, third), (one, one)):
            with pytest.raises(Refused):
                merge(this, *pair)
        undo(this, merger)
        with pytest.raises(Refused, match="undone already"):
            undo(this, merger)


def test_what_moved_and_is_gone_keeps_it_from_being_undone(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        ada, one, other = name_person("Ada"), enrol("One"), enrol("Other")
        moved = represent(ada, other, Standing.AGREED)
        merger = merge(this, one, other)
        session.delete(session.get_one(Representative, moved.id))
        with pytest.raises(Refused, match="1 of the things that moved were changed since"):
            undo(this, merger)


def test_a_number_given_away_meanwhile_does_not_keep_a_row_from_coming_back(app: Flask) -> None:
    with bookkeeping("account 1") as this:
        bodies, _ = build(this, Random(3))
        event = session.scalars(sa.text("SELECT id FROM side_event ORDER BY id")).first()
        table = Base.metadata.tables["side_event_organisation"]
        told = session.execute(sa.select(table).where(table.c.side_event_id == event)).all()
        one, other = (session.get_one(Organisation, row.organisation_id) for row in told[-2:])
        merger = merge(this, one, other)
        aside = next(step["set_aside"] for step in merger.moved if step.get("table") == table.name)
        free = next(body for body in bodies if body.id not in {row.organisation_id for row in told})
        session.execute(sa.insert(table).values({**aside, "organisation_id": free.id, "position": 9}))
        undo(this, merger)
        back = sa.select(table.c.organisation_id, table.c.role).where(table.c.side_event_id == event)
        assert {tuple(row) for row in session.execute(back)} >= {(r.organisation_id, r.role) for r in told}
        this.abandon()


def test_what_hangs_on_a_record_is_counted(app: Flask) -> None:
    with bookkeeping("account 1"):
        one = enrol("One")
        represent(name_person("Ada"), one, Standing.ASKED)
        assert hanging("organisation", one.id) == {"organisation_name": 1, "representative": 1}
