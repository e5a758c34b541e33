"""Who may do what: the same table for pages, links and the desk."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from scheduler.applications import permissions
from scheduler.applications.workflow import MATERIAL, SUPPORT, WORKFLOW
from scheduler.kernel.permissions import NOBODY, Act, Visitor, may
from scheduler.kernel.terms import OrganisationKind, Role

NGO, STATE = OrganisationKind.NGO, OrganisationKind.MEMBER_STATE
LEAD, OTHER = 4, 5


@dataclass
class Organisation:
    kind: OrganisationKind
    id: int = LEAD


@dataclass
class Organiser:
    organisation: Organisation

    @property
    def organisation_id(self) -> int:
        return self.organisation.id


@dataclass
class Application:
    kind: OrganisationKind = NGO
    receipt: object = "a receipt"
    person_id: int = 7
    organisers: list[Organiser] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.organisers = [Organiser(Organisation(self.kind))]


@dataclass
class CoSponsor:
    organisation_id: int = OTHER
    person_id: int | None = 9


@dataclass
class Joining:
    from_: Any
    into: Any


def somebody(role: Role | None = None, **more: Any) -> Visitor:
    return Visitor(account=1, roles=frozenset({role} if role else ()), **{"person": 2, **more})


DESK = [somebody(Role.SECRETARIAT), somebody(Role.ADMIN)]
UNIT = somebody(Role.CIVIL_SOCIETY_UNIT)
WHO = {
    "nobody": NOBODY,
    "stranger": somebody(),
    "who began it": somebody(person=7),
    "speaks for the lead": somebody(organisations=frozenset({LEAD})),
    "speaks for another": somebody(organisations=frozenset({OTHER}), contact_of=frozenset({OTHER})),
    "unit": UNIT,
    "chair": somebody(Role.CHAIR),
    "desk": DESK[0],
    "admin": DESK[1],
}
ORGANISERS = {"who began it", "speaks for the lead"}
AT_THE_DESK = {"desk", "admin"}


def allowed(act: Act, thing: object) -> set[str]:
    return {name for name, who in WHO.items() if may(who, act, thing)}


@pytest.mark.parametrize(
    ("act", "thing", "who"),
    [
        (permissions.START, None, set(WHO) - {"nobody"}),
        (permissions.SEE, Application(), ORGANISERS | AT_THE_DESK | {"unit"}),
        (permissions.SEE, Application(STATE), ORGANISERS | AT_THE_DESK),
        (permissions.SEE, Application(receipt=None), ORGANISERS | AT_THE_DESK),
        (permissions.WRITE, Application(), ORGANISERS),
        (permissions.DECIDE, Application(), AT_THE_DESK),
        (permissions.READ_ALL, None, AT_THE_DESK | {"unit"}),
        (permissions.ADVISE, Application(), AT_THE_DESK | {"unit"}),
        (permissions.ADVISE, Application(STATE), AT_THE_DESK),
        (permissions.SET_CALLS, None, AT_THE_DESK),
        (permissions.ANSWER_SUPPORT, CoSponsor(), {"speaks for another"}),
        (permissions.ANSWER_SUPPORT, CoSponsor(LEAD, 7), ORGANISERS),
        (permissions.ANSWER_SUPPORT, CoSponsor(99, None), set()),
        (permissions.VOUCH_FOR_SUPPORT, CoSponsor(), {"speaks for another"}),
        (permissions.VOUCH_FOR_SUPPORT, CoSponsor(LEAD), set()),
        (permissions.ENTER_SUPPORT, CoSponsor(), AT_THE_DESK),
        (permissions.SEE_NAMED_IN, Organisation(NGO, OTHER), AT_THE_DESK | {"speaks for another"}),
        (permissions.ANSWER_JOINING, Joining(Application(), Application()), ORGANISERS),
        (permissions.UNDO_JOINING, Joining(Application(), Application()), ORGANISERS | AT_THE_DESK),
        (permissions.REVIEW_MATERIAL, Application(), AT_THE_DESK),
    ],
)
def test_who_may(act: Act, thing: object, who: set[str]) -> None:
    assert allowed(act, thing) == who


def test_the_unit_sees_and_advises_and_decides_nothing() -> None:
    steps = [step for table in (WORKFLOW, SUPPORT, MATERIAL) for step in table]
    can = {step.name for step in steps if may(UNIT, step.act, _thing(step.act))}
    assert can == set()


def _thing(act: Act) -> object:
    about_a_cosponsor = (permissions.ANSWER_SUPPORT, permissions.VOUCH_FOR_SUPPORT)
    return CoSponsor() if act in about_a_cosponsor else Application()


def test_a_role_that_waits_for_its_second_factor_does_not_count() -> None:
    waiting = Visitor(account=1, waiting_roles=frozenset({Role.SECRETARIAT}))
    assert not may(waiting, permissions.DECIDE, Application())


def test_others_do_not_learn_that_there_is_an_application() -> None:
    hidden = {act.name for act in vars(permissions).values() if isinstance(act, Act) and act.hidden}
    assert {"see an application", "write an application", "advise on an application"} <= hidden
