"""What may be said of an organisation, and when two records may become one."""

import pytest

from scheduler.kernel.terms import EcosocStatus, OrganisationKind, RegionalGroup
from scheduler.organisations.rules import (
    Facts,
    Mergeable,
    Undoing,
    faults,
    lacking_to_verify,
    why_not_merge,
    why_not_undo,
)

NGO, STATE = OrganisationKind.NGO, OrganisationKind.MEMBER_STATE
WEOG, ASIA = RegionalGroup.WESTERN_EUROPEAN_AND_OTHERS, RegionalGroup.ASIA_PACIFIC
STATUS = "Only a non-governmental organisation has consultative status with ECOSOC."
GROUP = "Only a Member State takes part in a Regional Group."


def told(facts: Facts) -> list[str]:
    return [str(sentence).partition(".")[0] + "." for sentence in faults(facts)]


@pytest.mark.parametrize(
    "facts",
    [
        Facts(),
        Facts(NGO, ecosoc_status=EcosocStatus.SPECIAL),
        Facts(STATE, regional_group=WEOG, second_group=ASIA),
        *(Facts(kind, "Short", "Kenya") for kind in OrganisationKind),
    ],
)
def test_what_can_be_true_has_no_fault(facts: Facts) -> None:
    assert faults(facts) == []


@pytest.mark.parametrize("kind", [None, *(kind for kind in OrganisationKind if kind is not NGO)])
def test_only_an_ngo_has_a_status(kind: OrganisationKind | None) -> None:
    assert told(Facts(kind, ecosoc_status=EcosocStatus.ROSTER)) == [STATUS]


@pytest.mark.parametrize("kind", [None, *(kind for kind in OrganisationKind if kind is not STATE)])
def test_only_a_state_has_a_group(kind: OrganisationKind | None) -> None:
    assert told(Facts(kind, regional_group=WEOG)) == [GROUP]


def test_two_groups_are_two_and_the_first_is_known() -> None:
    assert told(Facts(STATE, second_group=ASIA)) == [
        "Fill in the group in which the State votes before a second one."
    ]
    assert told(Facts(STATE, regional_group=ASIA, second_group=ASIA)) == [
        "The second group is the first one again."
    ]


def test_verifying_needs_a_kind_and_a_source() -> None:
    assert lacking_to_verify(NGO, "the register") == []
    assert [str(one) for one in lacking_to_verify(None, "the register")] == [
        "Choose first what kind of organisation this is."
    ]
    assert len(lacking_to_verify(None, None)) == 2
    assert len(lacking_to_verify(NGO, "")) == 1


ONE, OTHER = Mergeable(1, "One"), Mergeable(2, "Other")


@pytest.mark.parametrize(
    ("kept", "merged", "why"),
    [
        (ONE, OTHER, None),
        (ONE, ONE, "This is one and the same record. Choose another one."),
        (Mergeable(1, "One", into="Third"), OTHER, "“One” was merged into “Third” before."),
        (ONE, Mergeable(2, "Other", into="Third"), "“Other” was merged into “Third” before."),
        (ONE, Mergeable(2, "", erased=True), "A person who was erased cannot be merged with anybody."),
    ],
)
def test_which_records_can_become_one(kept: Mergeable, merged: Mergeable, why: str | None) -> None:
    said = why_not_merge(kept, merged)
    assert str(said).startswith(why) if why else said is None


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (Undoing(False, ONE, OTHER, False, 0), None),
        (Undoing(True, ONE, OTHER, False, 0), "This was undone already."),
        (Undoing(False, Mergeable(1, "", erased=True), OTHER, False, 0), "A person who was erased meanwhile"),
        (Undoing(False, ONE, Mergeable(2, "", erased=True), False, 0), "A person who was erased meanwhile"),
        (
            Undoing(False, Mergeable(1, "One", "Third"), OTHER, False, 0),
            "“One” itself was merged into “Third”",
        ),
        (Undoing(False, ONE, OTHER, True, 0), "Another record was merged into “One” afterwards."),
        (Undoing(False, ONE, OTHER, False, 3), "3 of the things that moved were changed since"),
    ],
)
def test_when_a_merger_can_be_undone(case: Undoing, why: str | None) -> None:
    said = why_not_undo(case)
    assert str(said).startswith(why) if why else said is None
