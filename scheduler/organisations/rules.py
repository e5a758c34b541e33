"""What may be said of an organisation, what looking it up takes, and which of two records may become one.
Pure."""

from dataclasses import dataclass

from scheduler.kernel.terms import EcosocStatus, OrganisationKind
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class Facts:
    """What is said of an organisation besides its names; None: unknown."""

    kind: OrganisationKind | None = None
    short_name: str | None = None
    country: str | None = None
    ecosoc_status: EcosocStatus | None = None
    regional_group: str | None = None
    second_group: str | None = None


def faults(facts: Facts) -> list[Sentence]:
    """What cannot be true of one organisation, with what to do about it."""
    found = []
    if facts.ecosoc_status and facts.kind is not OrganisationKind.NGO:
        found.append(
            Sentence(
                "Only a non-governmental organisation has consultative status with ECOSOC. Choose that kind, "
                "or leave the status empty."
            )
        )
    if (facts.regional_group or facts.second_group) and facts.kind is not OrganisationKind.MEMBER_STATE:
        found.append(
            Sentence(
                "Only a Member State takes part in a Regional Group. Choose that kind, or leave the group "
                "empty."
            )
        )
    if facts.second_group and not facts.regional_group:
        found.append(Sentence("Fill in the group in which the State votes before a second one."))
    if facts.second_group and facts.second_group == facts.regional_group:
        found.append(Sentence("The second group is the first one again. Choose another one, or none."))
    return found


def lacking_to_verify(kind: OrganisationKind | None, source: str | None) -> list[Sentence]:
    """What is missing before somebody can say that they looked an organisation up."""
    found = []
    if kind is None:
        found.append(Sentence("Choose first what kind of organisation this is."))
    if not source:
        found.append(Sentence("Say where you looked it up, such as the list of NGOs in consultative status."))
    return found


@dataclass(frozen=True)
class Mergeable:
    """What decides whether a record can be merged. `into`: the name of the one that it was merged into."""

    number: int
    name: str
    into: str | None = None
    erased: bool = False


def why_not_merge(kept: Mergeable, merged: Mergeable) -> Sentence | None:
    """Why these two cannot become one; None if they can."""
    if kept.number == merged.number:
        return Sentence("This is one and the same record. Choose another one.")
    for one in (kept, merged):
        if one.into is not None:
            return Sentence(
                "“%(name)s” was merged into “%(into)s” before. Choose that one instead.",
                name=one.name,
                into=one.into,
            )
        if one.erased:
            return Sentence("A person who was erased cannot be merged with anybody.")
    return None


@dataclass(frozen=True)
class Undoing:
    """What decides whether a merger can be undone."""

    undone: bool
    kept: Mergeable
    merged: Mergeable
    later: bool
    """Whether something else was merged into the same one afterwards."""
    changed: int
    """How many of the things that moved are no longer as they were then."""


def why_not_undo(case: Undoing) -> Sentence | None:
    """Why a merger cannot be undone; None if it can."""
    if case.undone:
        return Sentence("This was undone already.")
    if case.kept.erased or case.merged.erased:
        return Sentence("A person who was erased meanwhile cannot be brought back.")
    if case.kept.into is not None:
        return Sentence(
            "“%(name)s” itself was merged into “%(into)s” afterwards. Undo that first.",
            name=case.kept.name,
            into=case.kept.into,
        )
    if case.later:
        return Sentence(
            "Another record was merged into “%(name)s” afterwards. Undo that first.", name=case.kept.name
        )
    if case.changed:
        return Sentence(
            "%(number)s of the things that moved were changed since, so that it can no longer be undone as a "
            "whole. Give each of them to the right one by hand.",
            number=case.changed,
        )
    return None
