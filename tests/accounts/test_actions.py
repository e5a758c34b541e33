"""Opening accounts, giving roles, signing in and out."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.accounts import actions, queries
from scheduler.accounts.models import Account
from scheduler.audit.models import Record
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

pytestmark = pytest.mark.usefixtures("app")
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def opened(address: str = "ann@ngo.example") -> Account:
    with decision("tests") as this:
        return actions.open_account(this, "Ann Able", address, None)


def acts() -> list[tuple[str, str]]:
    return [(one.act, one.thing) for one in session.scalars(select(Record).order_by(Record.number))]


def test_an_account_has_a_person_of_its_own() -> None:
    first, second = opened(), opened("ann@igo.example")
    assert first.person_id != second.person_id
    assert (first.person.name, first.person.folded) == ("Ann Able", "annable")
    assert queries.by_address("ann@ngo.example") is first
    assert queries.by_address("nobody@ngo.example") is None
    assert acts() == [("register", f"account {first.id}"), ("register", f"account {second.id}")]


def test_an_address_has_one_account() -> None:
    opened()
    with pytest.raises(Clash, match="There is an account with this address already"):
        opened()


def test_roles_count_where_their_second_factor_was_asked_for() -> None:
    account = opened()
    with decision("tests") as this:
        actions.give_role(this, account, Role.SECRETARIAT)
        actions.give_role(this, account, Role.CHANNEL_REVIEWER, "VNGOC")
    weak, strong = (queries.visitor(account, strong=strong) for strong in (False, True))
    assert weak.roles == {Role.CHANNEL_REVIEWER}
    assert weak.waiting_roles == {Role.SECRETARIAT}
    assert strong.roles == {Role.CHANNEL_REVIEWER, Role.SECRETARIAT}
    assert not strong.waiting_roles
    assert strong.channels == {(Role.CHANNEL_REVIEWER, "VNGOC")}


def test_a_role_is_given_once_and_with_its_channel() -> None:
    account = opened()
    with decision("tests") as this:
        actions.give_role(this, account, Role.CHAIR)
    with pytest.raises(Clash, match="has that role already"), decision("tests") as this:
        actions.give_role(this, account, Role.CHAIR)
    with pytest.raises(Refused, match="is for one channel"), decision("tests") as this:
        actions.give_role(this, account, Role.CHANNEL_REVIEWER)
    assert [grant.role for grant in account.grants] == [Role.CHAIR]


def test_a_sign_in_is_known_by_its_token_until_it_ends_or_expires() -> None:
    account = opened()
    with clock.set_to(NOON):
        with decision("tests") as this:
            actions.give_role(this, account, Role.ADMIN)
            token = actions.begin_sign_in(this, account, strong=True, browser="Firefox, Linux")
        found = queries.sign_in_by_token(token)
        assert found
        assert (found.account, found.strong, found.browser) == (account, True, "Firefox, Linux")
        assert token not in (found.digest, found.browser)
        assert queries.sign_in_by_token("") is queries.sign_in_by_token(token + "x") is None
    with clock.set_to(NOON + timedelta(hours=12)):
        assert queries.sign_in_by_token(token) is None
        assert queries.sign_ins(account.id) == []


def test_sign_ins_are_ended_one_by_one_or_all_but_one() -> None:
    account, other = opened(), opened("ben@ngo.example")
    with decision("tests") as this:
        tokens = [actions.begin_sign_in(this, account, strong=strong) for strong in (True, False, True)]
        foreign = actions.begin_sign_in(this, other, strong=False)
        actions.tell_of_change(this, account, "test", Sentence("Changed."))
    first, second, third = [found.id for token in tokens if (found := queries.sign_in_by_token(token))]
    assert [one.id for one in queries.sign_ins(account.id)] == [third, second, first]
    with decision("tests") as this:
        assert actions.end_sign_ins(this, account, but=first, only_weak=True) == 1
        actions.tell_of_change(this, account, "test", Sentence("Changed."))
    assert [one.id for one in queries.sign_ins(account.id)] == [third, first]
    before = account.fs_uniquifier
    with decision("tests") as this:
        actions.end_sign_in(this, queries.sign_in(first))
        assert actions.end_everything(this, account) == 1
        actions.tell_of_change(this, account, "test", Sentence("Changed."))
    assert queries.sign_ins(account.id) == []
    assert account.fs_uniquifier != before
    assert queries.sign_in_by_token(foreign)
    with pytest.raises(NotFound, match="There is no such sign-in"):
        queries.sign_in(third + 1000)
