"""Who applies, what for, and with which fate: the same for one seed, and of every kind."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from random import Random

import pytest

from scheduler.applications.facts import faults, missing
from scheduler.calls.rules import Phase, phase
from scheduler.calls.rules import faults as faults_of
from scheduler.demo.open_call import flyers, session
from scheduler.demo.open_call.cast import OWN, cast, everybody
from scheduler.demo.open_call.fates import Fate
from scheduler.formats import programme_file
from scheduler.kernel import uploads as kinds
from scheduler.kernel.terms import OrganisationKind, SideEventKind

SLOTS = 20
SLOT_NUMBERS = range(100, 100 + SLOTS)


def test_equal_seeds_give_equal_parts() -> None:
    assert cast(1, SLOTS) == cast(1, SLOTS)
    assert cast(1, SLOTS) != cast(2, SLOTS)


@pytest.mark.parametrize(("wanted", "there"), [(0, 6), (75, 75), (150, 150)])
def test_a_smaller_call_has_a_share_of_each_fate(wanted: int, there: int) -> None:
    parts = cast(session.SEED, SLOTS, wanted)
    assert abs(len(parts) - there) <= 6
    assert {part.lead.name for part in parts[:6]} == {party.name for party in OWN}


def test_every_fate_and_every_kind_of_organiser_occurs() -> None:
    parts = cast(session.SEED, SLOTS)
    assert len(parts) == 150
    assert {part.fate for part in parts} == set(Fate)
    assert {part.lead.kind for part in parts} >= set(OrganisationKind) - {OrganisationKind.OTHER}
    assert any(part.lead.kind is OrganisationKind.NGO and not part.lead.may_lead for part in parts)
    leads = Counter((part.kind, part.lead.name) for part in parts if part.fate is not Fate.DOUBLED)
    assert set(leads.values()) == {1}


def test_what_they_write_can_be_submitted() -> None:
    parts = cast(session.SEED, SLOTS)
    assert len({part.proposal.title for part in parts}) == len(parts)
    for part in parts:
        facts = part.proposal.facts(SLOT_NUMBERS, organisation=1)
        assert (faults(facts), missing(facts, session.REQUIRED)) == ([], [])


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 12, 31), date(2027, 2, 28)], ids=str)
def test_the_meeting_and_its_calls_fit_every_day(day: date) -> None:
    file = session.programme(day, everybody(session.SEED))
    reading = programme_file.read(json.dumps(file).encode(), "file")
    assert reading.faults == []
    noon = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    calls = {terms.kind: terms for terms in session.calls(day)}
    assert [faults_of(terms) for terms in calls.values()] == [[], [], []]
    assert {kind: phase(terms, noon) for kind, terms in calls.items()} == {
        SideEventKind.SIDE_EVENT: Phase.OPEN,
        SideEventKind.SPECIAL_EVENT: Phase.OVER,
        SideEventKind.EXHIBITION: Phase.BEFORE,
    }


def test_flyers_are_what_they_seem() -> None:
    assert kinds.media_type(flyers.picture(Random(1))) == kinds.PNG
    assert kinds.media_type(flyers.sheet(["An event (of a kind)", "Olé"])) == kinds.PDF
    assert flyers.picture(Random(1)) == flyers.picture(Random(1))
