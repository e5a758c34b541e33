"""Setting the terms of calls, and finding calls."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.calls.actions import is_late_link, let_in_late, set_terms
from scheduler.calls.queries import all_calls, by_code, call, calls, of_kind, open_call, open_calls
from scheduler.calls.rules import Late
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import OrganisationKind, SideEventKind
from tests.applications import stage
from tests.applications.stage import CLOSES, DURING, OPENS, SECOND, TERMS


def test_terms_are_kept_as_they_were_set(app: Flask) -> None:
    terms = replace(
        TERMS,
        late=Late.QUEUE,
        support_until=CLOSES + SECOND,
        required=("abstract", "speakers"),
        most_per_lead=2,
        second_reader=True,
        states_by_contact=False,
        ngos_need_status=False,
    )
    meeting = stage.meeting()
    with decision("account 1") as this:
        made = set_terms(this, meeting, terms)
    assert made.terms == terms
    assert (made.code, by_code("CND70-S"), call(made.id)) == ("CND70-S", made, made)


def test_the_history_tells_what_changed(app: Flask) -> None:
    made = stage.call()
    later = CLOSES + timedelta(days=1)
    with decision("account 1") as this:
        assert set_terms(this, made.meeting, replace(made.terms, closes_at=later)) is made
    first, second = history(made.thing)
    assert first.content
    assert second.content
    assert first.content.facts["changed"]["organisers"] == [None, ["igo", "member_state", "ngo", "un_entity"]]
    assert second.content.facts["changed"] == {"closes_at": [CLOSES.isoformat(), later.isoformat()]}
    assert [party.name for party in second.parties] == ["account 1", "meeting CND70"]


def test_terms_that_cannot_be_are_refused(app: Flask) -> None:
    meeting = stage.meeting()
    with pytest.raises(Refused, match="closes before it opens"), decision("tests") as this:
        set_terms(this, meeting, replace(TERMS, closes_at=OPENS))
    assert of_kind(meeting, SideEventKind.SIDE_EVENT) is None


def test_a_meeting_has_a_call_for_each_kind(app: Flask) -> None:
    meeting = stage.meeting()
    later = OPENS + timedelta(days=1)
    special = stage.call(meeting, kind=SideEventKind.SPECIAL_EVENT, opens_at=later)
    side = stage.call(meeting)
    other = stage.call(stage.meeting("CND71"), closes_at=CLOSES + SECOND)
    assert list(calls(meeting)) == [side, special]
    assert list(all_calls()) == [other, special, side]
    assert [by_code(code) for code in ("CND70-S", "CND70-P", "CND71-S")] == [side, special, other]
    with clock.set_to(OPENS):
        assert list(open_calls()) == [side, other]
        assert open_call(meeting, SideEventKind.SPECIAL_EVENT) is None
    with clock.set_to(DURING):
        assert open_call(meeting, SideEventKind.SPECIAL_EVENT) is special
    with clock.set_to(CLOSES):
        assert list(open_calls()) == [other]


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 2**80])
def test_a_call_that_is_not_there(app: Flask, number: int) -> None:
    with pytest.raises(NotFound):
        call(number)


@pytest.mark.parametrize("code", ["", "CND70", "CND70-X", "-S", "CND70-s", "é-S", "\0-S", "\udcff-S"])
def test_a_code_that_no_call_has(app: Flask, code: str) -> None:
    stage.call()
    assert by_code(code) is None


def test_a_late_link_is_for_one_call_and_for_a_time(app: Flask) -> None:
    made, other = stage.call(late=Late.LINK), stage.call(stage.meeting("CND71"), late=Late.LINK)
    person = stage.person()
    with clock.set_to(CLOSES), decision("tests") as this:
        link, token = let_in_late(this, made, person, timedelta(hours=1))
        assert len(token) == 27
    with clock.set_to(CLOSES + SECOND):
        assert (is_late_link(made, link), is_late_link(other, link)) == (True, False)
        assert not is_late_link(made, None)
    with clock.set_to(CLOSES + timedelta(hours=1)):
        assert not is_late_link(made, link)


@pytest.mark.parametrize("late", [Late.CLOSED, Late.QUEUE])
def test_no_link_where_the_call_takes_none(app: Flask, late: Late) -> None:
    made, person = stage.call(late=late), stage.person()
    with pytest.raises(Refused, match="takes nothing by personal link"), decision("tests") as this:
        let_in_late(this, made, person, timedelta(days=1))


def test_kinds_are_kept_sorted(app: Flask) -> None:
    made = stage.call(organisers=frozenset({OrganisationKind.NGO, OrganisationKind.IGO}))
    assert made.organisers == ["igo", "ngo"]
