"""Delegations on both databases: who is let in, who sees what, and what is covered."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.agendas import actions, covering, delegating, delegation_queries
from scheduler.agendas.delegation_models import Cover, Delegation, Member, ToCover
from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import CoverState, Level
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Refused
from scheduler.links.models import Link
from scheduler.mail.models import Letter
from tests.agendas.test_actions import do
from tests.thematic_sessions.stage import a_session, meeting
from tests.web.counting import counted


def founded() -> tuple[Delegation, Member, Agenda]:
    agenda = do(actions.start)
    member = do(delegating.found, agenda, "Delegation of Examples", "Ada")
    return session.get_one(Delegation, member.delegation_id), member, agenda


def joined(delegation: Delegation, name: str, shares: bool = True) -> tuple[Member, Agenda]:
    agenda = do(actions.start)
    return do(delegating.join, delegation, agenda, name, shares), agenda


def names(members: object) -> list[str]:
    return [one.name for one in members]  # type: ignore[attr-defined]


def count(table: type[Delegation | Member | ToCover | Cover]) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()


def test_one_joins_by_the_link_until_it_is_ended_or_replaced(app: Flask) -> None:
    of, _, _ = founded()
    old = do(lambda _: delegating.new_link(of))
    assert delegation_queries.invited_by(old) == (of, None)
    new = do(lambda _: delegating.new_link(of))
    with pytest.raises(NotFound):
        delegation_queries.invited_by(old)
    assert delegation_queries.invited_by(new) == (of, None)
    do(lambda _: delegating.end_link(of))
    with pytest.raises(NotFound):
        delegation_queries.invited_by(new)


def test_an_invitation_is_for_one_person_and_others_go_on_working(app: Flask) -> None:
    of, _, _ = founded()
    for address in ("bo@examples.example", "cy@examples.example"):
        do(delegating.invite, of, address, "Ada")
    letters = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [(one.address, one.subject) for one in letters] == [
        (address, "Ada invites you to the delegation “Delegation of Examples”")
        for address in ("bo@examples.example", "cy@examples.example")
    ]
    first, second = (str(one.secret).split("/")[3] for one in letters)
    _, link = delegation_queries.invited_by(first)
    do(delegating.join, of, do(actions.start), "Bo", True, link)
    with pytest.raises(Refused, match="was used already"):
        delegation_queries.invited_by(first)
    assert delegation_queries.invited_by(second)[0] is of


def test_members_see_where_those_go_who_show_it_and_nothing_else(app: Flask) -> None:
    where, (of, _, ada) = meeting(), founded()
    _, bo = joined(of, "Bo")
    _, cy = joined(of, "Cy", shares=False)
    sure, unsure = a_session(where), a_session(where)
    for agenda in (ada, bo, cy):
        do(actions.star, agenda, sure.id, Level.GOING)
        do(actions.star, agenda, unsure.id, Level.PERHAPS)
    number = of.id
    assert len(of.members) == 3
    with counted(app) as asked:
        shared = delegation_queries.shared(of)
    assert {uid: names(going) for uid, going in shared.going.items()} == {sure.uid: ["Ada", "Bo"]}
    assert len(asked) == 3
    with pytest.raises(NotFound):
        delegation_queries.membership(do(actions.start).id, number)
    with pytest.raises(NotFound):
        delegation_queries.membership(None, number)


def test_what_is_asked_for_is_agreed_to_or_declined_and_the_rest_is_covered_by_nobody(app: Flask) -> None:
    where, (of, ada, _) = meeting(), founded()
    bo, agenda = joined(of, "Bo", shares=False)
    first, second = a_session(where), a_session(where)
    for event in (first, second):
        do(covering.want, of.id, event.id)
        do(covering.ask, bo, event.id)
    assert delegation_queries.asked_of(agenda.id) == [(of, first.uid), (of, second.uid)]
    do(covering.agree, bo, first.id)
    do(covering.decline, bo, second.id)
    assert delegation_queries.asked_of(agenda.id) == []
    shared = delegation_queries.shared(of)
    assert [(uid, names(shared.covered_by(uid))) for uid in shared.wanted] == [
        (first.uid, ["Bo"]),
        (second.uid, []),
    ]
    assert shared.covers[second.uid] == [(bo, CoverState.DECLINED)]
    do(covering.ask, bo, first.id)  # who agreed is not asked again
    assert names(delegation_queries.shared(of).covered_by(first.uid)) == ["Bo"]
    do(covering.agree, ada, second.id)  # without being asked
    do(lambda _: covering.unwant(of.id, first.id))
    with pytest.raises(Refused, match="not on the delegation's list any more"):
        do(covering.agree, bo, first.id)
    assert delegation_queries.shared(of).wanted == (second.uid,)


def test_who_leaves_takes_their_covers_along_and_the_last_one_the_delegation(app: Flask) -> None:
    event, (of, ada, _) = a_session(), founded()
    bo, _ = joined(of, "Bo")
    do(covering.want, of.id, event.id)
    do(covering.agree, ada, event.id)
    do(delegating.invite, of, "cy@examples.example", "Ada")
    do(delegating.leave, ada)
    assert [(one.name, one.is_owner) for one in of.members] == [("Bo", True)]
    assert delegation_queries.shared(of).covered_by(event.uid) == []
    do(delegating.leave, bo)
    assert [count(table) for table in (Delegation, Member, ToCover, Cover)] == [0, 0, 0, 0]
    assert session.scalars(select(Link)).one().revoked_at is not None


def test_with_an_agenda_that_is_thrown_away_its_places_in_delegations_go(app: Flask) -> None:
    of, _, agenda = founded()
    joined(of, "Bo")
    do(actions.throw_away, agenda)
    assert names(of.members) == ["Bo"]


def test_who_takes_an_agenda_over_keeps_its_places_in_delegations_once(app: Flask) -> None:
    of, _, kept_here = founded()
    _, mine = joined(of, "Ada at home")
    other = do(delegating.found, kept_here, "Another", "Ada")
    do(actions.take_over, mine, kept_here)
    session.expire_all()
    assert [(one.name, one.is_owner) for one in of.members] == [("Ada at home", True)]
    assert delegation_queries.membership(mine.id, other.delegation_id) is other


def test_an_owner_who_takes_over_a_second_membership_goes_on_owning_the_delegation(app: Flask) -> None:
    of, _, kept_here = founded()
    joined(of, "Bo")
    _, mine = joined(of, "Ada at home")
    do(actions.take_over, mine, kept_here)
    session.expire_all()
    assert [(one.name, one.is_owner) for one in of.members] == [("Bo", False), ("Ada at home", True)]


def test_without_a_name_nobody_joins_and_twice_is_once(app: Flask) -> None:
    of, _, _ = founded()
    with pytest.raises(Refused, match="Write a name"):
        joined(of, " \u200b ")
    bo, agenda = joined(of, "Bo")
    do(delegating.join, of, agenda, "Bo B.", False)
    assert (names(of.members), bo.shares) == (["Ada", "Bo B."], False)
