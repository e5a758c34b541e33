"""Agendas on both databases: what actions write, queries read."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.agendas import actions, queries
from scheduler.agendas.models import Agenda, AgendaKey, FollowedValue, Star
from scheduler.agendas.rules import MOST_FOLLOWED, MOST_STARS, UNUSED_FOR, Choices
from scheduler.agendas.terms import Followed, KeyKind, Level
from scheduler.kernel import clock
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import EntryKind
from scheduler.meetings.models import Entry
from scheduler.organisations.actions import enrol
from scheduler.organisations.merging import merge, undo
from scheduler.organisations.models import Organisation
from scheduler.side_events.models import SideEvent
from tests.thematic_sessions.stage import a_session, meeting, person
from tests.web.counting import counted

Result = TypeVar("Result")


def do(act: Callable[..., Result], *more: object) -> Result:
    with bookkeeping("tests") as this:
        return act(this, *more)


def organisation(name: str) -> Organisation:
    with bookkeeping("tests"):
        return enrol(name)


def rows(table: type[Agenda] | type[AgendaKey] | type[Star] | type[FollowedValue]) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()


def test_a_star_is_given_changed_and_taken_back_and_each_change_is_told_by_the_revision(app: Flask) -> None:
    event, agenda = a_session(), do(actions.start)
    assert queries.choices(agenda.id) == Choices()
    assert do(actions.star, agenda, event.id, Level.PERHAPS) is None
    assert do(actions.star, agenda, event.id, Level.GOING) is Level.PERHAPS
    assert queries.choices(agenda.id) == Choices(
        stars={event.uid: Level.GOING}, starred_in=frozenset({"TD2027"})
    )
    assert do(actions.star, agenda, event.id, Level.GOING) is Level.GOING
    assert agenda.revision == 2
    assert do(actions.star, agenda, event.id, None) is Level.GOING
    assert queries.choices(agenda.id).is_empty
    assert agenda.revision == 3


def test_an_agenda_is_read_in_three_questions_however_much_it_holds(app: Flask) -> None:
    where, agenda = meeting(), do(actions.start)
    for number in range(3):
        do(actions.star, agenda, a_session(where).id, Level.GOING)
        do(actions.follow_organisation, agenda, organisation(f"Body {number}").id)
        do(actions.follow_value, agenda, where.id, Followed.THEME, f"theme-{number}")
        number_of = agenda.id
        with counted(app) as asked:
            found = queries.choices(number_of)
        assert (len(asked), len(found.stars), len(found.organisations)) == (3, number + 1, number + 1)
    assert found.followed == {"TD2027": {Followed.THEME: frozenset({"theme-0", "theme-1", "theme-2"})}}


def test_a_key_opens_its_agenda_until_it_is_ended_and_a_new_link_ends_the_old_one(app: Flask) -> None:
    agenda = do(actions.start)
    browser, old = (do(actions.new_key, agenda, kind) for kind in (KeyKind.BROWSER, KeyKind.LINK))
    new = do(actions.new_key, agenda, KeyKind.LINK)
    assert len(new) >= 27  # 160 bits
    assert queries.by_key(browser, KeyKind.BROWSER) is agenda
    assert queries.by_key(new, KeyKind.LINK) is agenda
    assert [queries.by_key(old, KeyKind.LINK), queries.by_key(new, KeyKind.BROWSER)] == [None, None]
    assert new not in {key.digest for key in session.scalars(select(AgendaKey))}
    with bookkeeping("tests"):
        actions.end_link(agenda)
    assert queries.by_key(new, KeyKind.LINK) is None
    assert (queries.has_link(agenda.id), queries.browsers(agenda.id)) == (False, 1)


def test_no_more_browsers_than_twenty_keep_one_agenda(app: Flask) -> None:
    agenda = do(actions.start)
    tokens = [do(actions.new_key, agenda, KeyKind.BROWSER) for _ in range(actions.MOST_BROWSERS + 1)]
    assert queries.by_key(tokens[0], KeyKind.BROWSER) is None
    assert queries.by_key(tokens[1], KeyKind.BROWSER) is agenda
    assert queries.browsers(agenda.id) == actions.MOST_BROWSERS


def test_what_was_merged_into_a_followed_organisation_is_followed_and_undoing_leaves_it(app: Flask) -> None:
    agenda, one, other = do(actions.start), organisation("One"), organisation("Other")
    for body in (one, other):
        do(actions.follow_organisation, agenda, body.id)
    merger = do(merge, one, other)
    assert queries.choices(agenda.id).organisations == {"one", "other"}
    assert [body.name for body in queries.followed_organisations(agenda.id)] == ["One"]
    do(undo, merger)
    assert [body.name for body in queries.followed_organisations(agenda.id)] == ["One", "Other"]
    do(actions.follow_organisation, agenda, one.id, False)
    assert queries.choices(agenda.id).organisations == {"other"}


def test_a_full_agenda_says_so(app: Flask) -> None:
    event, agenda = a_session(), do(actions.start)
    with bookkeeping("tests") as this:
        others = [a_copy(event.meeting_id, number) for number in range(MOST_STARS)]
        session.add_all(others)
        session.flush()
        given = {"agenda_id": agenda.id, "level": Level.GOING, "at": this.at}
        session.add_all(Star(entry_id=one.id, **given) for one in others)
        session.add_all(
            FollowedValue(
                agenda_id=agenda.id,
                meeting_id=event.meeting_id,
                what=Followed.THEME,
                value=str(n),
                at=this.at,
            )
            for n in range(MOST_FOLLOWED)
        )
    with pytest.raises(Refused, match="holds 500 entries at most"):
        do(actions.star, agenda, event.id, Level.GOING)
    with pytest.raises(Refused, match="follows 100 things at most"):
        do(actions.follow_value, agenda, event.meeting_id, Followed.ROOM, "m1")
    do(actions.star, agenda, others[0].id, None)
    do(actions.star, agenda, event.id, Level.GOING)


def a_copy(meeting_id: int, number: int) -> Entry:
    return SideEvent(
        meeting_id=meeting_id, kind=EntryKind.SIDE_EVENT, code=f"E{number}", uid=new_uid(), title="An event"
    )


def test_taking_over_merges_both_and_keeps_the_firmer_level(app: Flask) -> None:
    where, holder = meeting(), person()
    first, second, third = (a_session(where) for _ in range(3))
    body = organisation("Hope")
    mine, kept_here = do(actions.start, holder.id), do(actions.start)
    for agenda, event, level in (
        (mine, first, Level.PERHAPS),
        (mine, second, Level.GOING),
        (kept_here, first, Level.GOING),
        (kept_here, second, Level.PERHAPS),
        (kept_here, third, Level.LEFT_OUT),
    ):
        do(actions.star, agenda, event.id, level)
    do(actions.follow_organisation, kept_here, body.id)
    token = do(actions.new_key, kept_here, KeyKind.BROWSER)
    do(actions.take_over, mine, kept_here)
    assert queries.of_person(holder.id) is mine
    assert queries.choices(mine.id) == Choices(
        stars={first.uid: Level.GOING, second.uid: Level.GOING, third.uid: Level.LEFT_OUT},
        organisations=frozenset({"hope"}),
        starred_in=frozenset({"TD2027"}),
    )
    assert queries.by_key(token, KeyKind.BROWSER) is None
    assert [rows(Agenda), rows(AgendaKey), rows(Star)] == [1, 0, 3]


def test_what_nobody_known_has_used_for_long_is_thrown_away_with_all_of_it(app: Flask) -> None:
    event, holder = a_session(), person()
    unused, used, known = do(actions.start), do(actions.start), do(actions.start, holder.id)
    for agenda in (unused, used, known):
        do(actions.star, agenda, event.id, Level.GOING)
        do(actions.new_key, agenda, KeyKind.LINK)
    later = clock.now() + UNUSED_FOR + timedelta(hours=1)
    with clock.set_to(later - timedelta(days=2)):
        do(actions.used, used)
    since = later - UNUSED_FOR
    assert list(queries.unused(since)) == [unused.id]
    for number in (unused.id, used.id, known.id):
        do(actions.sweep, number, since)
    assert list(session.scalars(select(Agenda.id).order_by(Agenda.id))) == [used.id, known.id]
    assert [rows(Star), rows(AgendaKey)] == [2, 2]
