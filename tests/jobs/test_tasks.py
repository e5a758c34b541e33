"""What the worker does by the clock, besides sending letters."""

import os
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from scheduler.agendas.actions import start
from scheduler.agendas.models import Agenda
from scheduler.agendas.rules import UNUSED_FOR
from scheduler.applications import cosponsoring
from scheduler.jobs.tasks import sweep_agendas, sweep_uploads, tend_cosponsors
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.mail.models import Letter
from tests.applications import stage
from tests.applications.desk import day, do, told

ASKED = "ana@youth.example"


def test_cosponsors_are_reminded_and_leads_told_of_letters_that_came_back(app: Flask) -> None:
    with clock.set_to(day(15)):
        do(
            cosponsoring.invite,
            stage.draft(stage.call(), stage.organisation()),
            "Youth Network",
            "Ana",
            ASKED,
        )
        tend_cosponsors()
    assert told("support-reminder") == []
    with clock.set_to(day(23)):
        tend_cosponsors()
        tend_cosponsors()
        assert told("support-reminder") == [ASKED]
        session.scalars(
            select(Letter).where(Letter.kind == "support-reminder")
        ).one().bounced_at = clock.now()
        session.commit()
        tend_cosponsors()
        tend_cosponsors()
    assert len(told("support-bounced")) == 1


def test_files_that_nothing_refers_to_are_swept_after_a_day(app: Flask, tmp_path: Path) -> None:
    young, old = tmp_path / "young", tmp_path / "old"
    with clock.set_to(day(10)):
        for file, written in ((young, day(9, 13)), (old, day(9, 11))):
            file.write_bytes(b"lost")
            os.utime(file, (written.timestamp(), written.timestamp()))
        sweep_uploads(tmp_path)
    assert [file.name for file in tmp_path.iterdir() if file.name in ("young", "old")] == ["young"]


def test_agendas_of_nobody_known_are_thrown_away_when_unused(app: Flask) -> None:
    with clock.set_to(clock.now() - UNUSED_FOR - timedelta(hours=1)), bookkeeping("tests") as this:
        start(this)
    with bookkeeping("tests") as this:
        used = start(this).id
    sweep_agendas()
    assert list(session.scalars(select(Agenda.id))) == [used]
