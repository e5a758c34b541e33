"""What is kept of somebody, as plain values."""

import json

from flask import Flask

from scheduler.accounts.called import Called, called
from scheduler.accounts.own_data import FIELDS, held
from scheduler.accounts.traces import own_names, traces
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Role
from scheduler.kernel.text import fold
from scheduler.organisations.models import Person
from tests.conftest import BASE_URL
from tests.web.people import member, organisation


def fields(values: object) -> set[str]:
    """Every field's name, however deep."""
    if isinstance(values, dict):
        return set(values) | {name for value in values.values() for name in fields(value)}
    if isinstance(values, list):
        return {name for value in values for name in fields(value)}
    return set()


def test_it_can_be_written_as_json_and_every_field_has_a_name(app: Flask) -> None:
    body = organisation(app, "Quiet Forum")
    account = member(app, Role.CHANNEL_REVIEWER, body)
    with decision(f"account {account.id}") as this:
        record(this, "verify", f"organisation {body.id}")
    values = held(traces(account.person_id), BASE_URL)
    assert json.loads(json.dumps(values)) == values
    assert fields(values) - set(FIELDS) == set()


def test_merged_records_are_the_persons_own(app: Flask) -> None:
    account = member(app, name="Zelda Quux")
    with decision("tests") as this:
        other = Person(name="Z. Quux", folded=fold("Z. Quux"), merged_into_id=account.person_id)
        session.add(other)
        session.flush()
        third = Person(name="Quux", folded=fold("Quux"), merged_into_id=other.id)
        session.add(third)
        record(this, "verify", "meeting T1")
    found = traces(third.id)
    assert found.person.id == account.person_id
    assert found.names == ("Quux", "Z. Quux", "Zelda Quux")
    own = {f"person {number}" for number in (account.person_id, other.id, third.id)}
    assert found.own == own_names(account.person_id) == own | {f"account {account.id}"}


def test_names_are_struck_as_whole_words_longest_first(app: Flask) -> None:
    account = member(app, name="Ann Lee")
    found = traces(account.person_id)
    assert (
        found.strike(f"ann LEE <{account.email}> and Joann Lee, Ann Leeds")
        == "… <…> and Joann Lee, Ann Leeds"
    )


def test_things_by_their_names(app: Flask) -> None:
    body = organisation(app, "Quiet Forum")
    account = member(app, None, body, name="Zelda Quux")
    wanted = [
        f"person {account.person_id}",
        f"account {account.id}",
        f"organisation {body.id}",
        "representative 1",
    ]
    assert called([*wanted, "meeting T1", "person 99999999999999999999", "person x", "riddle"]) == {
        wanted[0]: Called("Zelda Quux"),
        wanted[1]: Called("Zelda Quux"),
        wanted[2]: Called("Quiet Forum"),
        wanted[3]: Called("Zelda Quux", "Quiet Forum"),
    }
