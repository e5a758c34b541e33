"""Somebody chooses how they are told while a release tells them: both are done, and neither hangs."""

from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.meetings.queries import existing_meeting
from scheduler.releases import actions as releases
from scheduler.releases.models import Release
from scheduler.telling.actions import tell
from scheduler.telling.choosing import choose
from scheduler.telling.queries import chosen
from scheduler.telling.terms import ByMail
from tests.conftest import BASE_URL
from tests.nominations.test_at_once import at_once
from tests.telling import stage
from tests.telling.test_actions import person


def test_who_is_told_of_a_release_chooses_meanwhile(app: Flask) -> None:
    meeting = stage.publish().id
    stage.reach_everybody()
    reader = person("Harbour Contact").id

    def release(this: Decision) -> None:
        stage.put(stage.EVENT, stage.where(11))(this)
        assert releases.release(this, existing_meeting("T1"), BASE_URL)

    def tell_of_it(this: Decision) -> None:
        made = session.get_one(Release, (meeting, 2))
        tell(this, existing_meeting("T1"), made, BASE_URL)

    with clock.set_to(stage.AT):
        told = at_once(app, release, lambda this: choose(this, reader, ByMail.NEVER), tell_of_it)
    assert told == ""
    assert chosen(reader) is ByMail.NEVER
    assert "Harbour Contact" in [one.name for one in stage.letters()]
