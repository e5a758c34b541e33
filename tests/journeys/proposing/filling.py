"""The demonstration's meeting with a call, in which every application was accepted:
`python -m tests.journeys.proposing.filling EVENTS`, on the new instance that the environment names."""

import json
import sys

from flask import current_app
from flask_security import hash_password

from scheduler import create_app
from scheduler.accounts.actions import confirm_address, give_role, open_account, thing
from scheduler.applications import deciding
from scheduler.applications.submitting import enter
from scheduler.calls.actions import set_terms
from scheduler.calls.queries import calls
from scheduler.demo.open_call import filling, session
from scheduler.demo.open_call.applicants import enrol
from scheduler.demo.open_call.cast import Part, cast, everybody
from scheduler.kernel import clock
from scheduler.kernel.decision import OnBehalf, decision
from scheduler.kernel.terms import Role, SideEventKind, Source
from scheduler.meetings.queries import existing_meeting
from scheduler.programmes.actions import import_files
from tests.applications.stage import keyring

PASSWORD = "demonstration only"
DESK = "desk@secretariat.example"
APPLICATIONS = 210
"""In all calls, of which so many are for side events that 150 have an organiser of their own."""


def fill(events: int) -> None:
    """So many accepted side events with their wishes. No side event is placed; formal meetings are, and
    nothing is public. The desk and each organiser have an account with the password."""
    now = clock.now()
    programme = json.dumps(filling.programme(now)).encode()
    assert not import_files(
        [("programme.json", programme)], actor="tests", base_url=current_app.config["BASE_URL"]
    ).faults
    meeting, secret = existing_meeting(session.CODE), hash_password(PASSWORD)
    parts = _parts(len(meeting.slots))[:events]
    assert len(parts) == events
    with decision("tests") as this:
        for terms in session.calls(filling.today(now)):
            set_terms(this, meeting, terms)
        desk = open_account(this, "Ina Clerk", DESK, secret)
        confirm_address(this, desk)
        give_role(this, desk, Role.SECRETARIAT)
        applicants = enrol(this, everybody(session.SEED), {part.lead.name for part in parts})
        for one in applicants.values():
            one.account.password = secret
    call = next(one for one in calls(meeting) if one.kind is SideEventKind.SIDE_EVENT)
    slots = [slot.id for slot in meeting.slots]
    for part in parts:
        one = applicants[part.lead.name]
        facts = part.proposal.facts(slots, organisation=one.organisation.id)
        wish = OnBehalf(Source.NOTE_VERBALE, filling.today(now), f"NV {part.number} (fictitious)")
        with decision(thing(desk), wish) as this:
            application = enter(this, call, one.account.person, facts, keyring()).application
        with decision(thing(desk)) as this:
            deciding.accept(this, application)


def _parts(slots: int) -> list[Part]:
    """Side events of the demonstration, one for each party."""
    found = {
        part.lead.name: part
        for part in cast(session.SEED, slots, APPLICATIONS)
        if part.kind is SideEventKind.SIDE_EVENT and part.lead.may_lead
    }
    return list(found.values())


if __name__ == "__main__":
    with create_app().app_context():
        fill(int(sys.argv[1]))
