"""One decision, one transaction."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.audit.actions import record
from scheduler.audit.models import Record
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision, taken
from scheduler.organisations.actions import enrol
from scheduler.organisations.models import Organisation


def organisations() -> int:
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_all_of_it_is_kept_with_one_time(app: Flask) -> None:
    at = datetime(2027, 3, 9, 12, tzinfo=UTC)
    before = taken()
    with clock.set_to(at), decision("tests") as this:
        enrol("Kenya")
        record(this, "enrol", "organisation kenya")
    session.rollback()
    assert organisations() == 1
    assert session.scalars(select(Record)).one().at == at
    assert taken() == before + 1


def test_an_error_leaves_nothing_behind(app: Flask) -> None:
    def fail_in_the_middle() -> None:
        with decision("tests") as this:
            enrol("Kenya")
            record(this, "enrol", "organisation kenya")
            raise LookupError

    with pytest.raises(LookupError):
        fail_in_the_middle()
    assert (organisations(), session.scalar(select(func.count()).select_from(Record))) == (0, 0)


def test_a_decision_without_a_record_is_not_kept(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="record in the history"), decision("tests"):
        enrol("Kenya")
    assert organisations() == 0


def test_an_abandoned_decision_keeps_nothing_and_is_not_counted(app: Flask) -> None:
    before = taken()
    with decision("tests") as this:
        enrol("Kenya")
        this.abandon()
    assert (organisations(), taken()) == (0, before)
