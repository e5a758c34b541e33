"""Judging who may do what."""

import pytest

from scheduler.kernel.permissions import NOBODY, Act, Verdict, Visitor, may
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

REASON = Sentence("Only the secretariat or its contact may do this.")
CHANGE = Act(
    "change an organisation",
    REASON,
    frozenset({Role.SECRETARIAT}),
    holds=lambda who, number: number in who.contact_of,
)
SECRETARIAT = Visitor(account=1, roles=frozenset({Role.SECRETARIAT}))
WAITING = Visitor(account=1, waiting_roles=frozenset({Role.SECRETARIAT}))
CONTACT = Visitor(account=2, organisations=frozenset({7}), contact_of=frozenset({7}))
SPOKESPERSON = Visitor(account=3, organisations=frozenset({7}))


@pytest.mark.parametrize(
    ("who", "thing", "allowed"),
    [
        (SECRETARIAT, 7, True),
        (SECRETARIAT, None, True),
        (WAITING, 7, False),
        (CONTACT, 7, True),
        (CONTACT, 8, False),
        (CONTACT, None, False),
        (SPOKESPERSON, 7, False),
        (NOBODY, 7, False),
    ],
)
def test_a_role_may_always_others_where_the_condition_holds(
    who: Visitor, thing: int | None, allowed: bool
) -> None:
    verdict = may(who, CHANGE, thing)
    assert bool(verdict) is allowed
    assert verdict.reason == (None if allowed else REASON)


def test_without_roles_and_condition_nobody_may() -> None:
    act = Act("fly", REASON)
    assert [bool(may(who, act)) for who in (SECRETARIAT, CONTACT, NOBODY)] == [False, False, False]


def test_a_verdict_without_a_reason_is_a_yes() -> None:
    assert (bool(Verdict()), bool(Verdict(REASON))) == (True, False)


def test_an_actor_is_named_as_in_the_history() -> None:
    assert [who.actor for who in (CONTACT, NOBODY)] == ["account 2", "somebody without an account"]
