"""The States, with the names that the United Nations write (states.json names its sources)."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from scheduler.audit.actions import record
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import OrganisationKind, RegionalGroup
from scheduler.kernel.text import fold
from scheduler.organisations.actions import add_alias, enrol, thing
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import all_names

FILE = Path(__file__).with_name("states.json")
SOURCE = "United Nations: list of Member States and observer States"
"""Where a State that was enrolled from the list was looked up."""

Names = dict[str, Organisation]


@dataclass(frozen=True)
class State:
    """A Member State, or one of the two observer States. `groups`: it votes with the first."""

    name: str
    formal: str
    iso: str
    groups: tuple[RegionalGroup, ...]
    aliases: tuple[str, ...]
    observer: bool

    @property
    def names(self) -> tuple[str, ...]:
        return self.name, self.formal, *self.aliases

    @property
    def kind(self) -> OrganisationKind:
        return OrganisationKind.OTHER if self.observer else OrganisationKind.MEMBER_STATE


@dataclass
class Enrolled:
    """What enrolling the States did: the names of those that are new, and of those that got something;
    and pairs that may be one State twice, or something else of a State's name."""

    new: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


@cache
def states() -> tuple[State, ...]:
    """All of them, by name."""
    told = json.loads(FILE.read_text(encoding="utf-8"))["states"]
    return tuple(
        State(
            name=one["name"],
            formal=one.get("formal", one["name"]),
            iso=one["iso"],
            groups=tuple(map(RegionalGroup, one["groups"])),
            aliases=tuple(one.get("aliases", ())),
            observer=one.get("observer", False),
        )
        for one in told
    )


def enrol_states(this: Decision) -> Enrolled:
    """Add the States that are missing, and to the others what is not known of them. What somebody verified
    stays as it is but for more names; done again, it does nothing more."""
    done, names = Enrolled(), all_names()
    for state in states():
        found = {names[folded].id: names[folded] for name in state.names if (folded := fold(name)) in names}
        if not found:
            _enrol(this, state)
            done.new.append(state.name)
        elif _fits(known := _nearest(state, names), state):
            if _complete(this, known, state, names):
                done.completed.append(known.name)
            done.doubtful += [one.name for one in found.values() if one is not known]
        else:
            done.doubtful.append(known.name)
    record(this, "enrol States", "register states", **asdict(done))
    return done


def _enrol(this: Decision, state: State) -> None:
    organisation = enrol(state.name, kind=state.kind)
    for alias in state.names:
        add_alias(organisation, alias)
    _fill(this, organisation, state)
    record(this, "enrol", thing(organisation), name=state.name, source=SOURCE)


def _nearest(state: State, names: Names) -> Organisation:
    """Of several that bear names of the State: the one with the name that the United Nations prefer."""
    return next(names[fold(name)] for name in state.names if fold(name) in names)


def _fits(organisation: Organisation, state: State) -> bool:
    return organisation.kind in (None, state.kind)


def _complete(this: Decision, organisation: Organisation, state: State, names: Names) -> bool:
    """Whether the organisation got anything."""
    added = list(_new_names(state, names))
    for name in added:
        add_alias(organisation, name)
    filled = organisation.verified_at is None and _fill(this, organisation, state)
    if added or filled:
        record(this, "complete", thing(organisation), names=added, source=SOURCE)
    return bool(added or filled)


def _new_names(state: State, names: Names) -> Iterator[str]:
    """Names of the State that nobody goes by yet."""
    for folded, name in {fold(name): name for name in state.names}.items():
        if folded not in names:
            yield name


def _fill(this: Decision, organisation: Organisation, state: State) -> bool:
    """Say what the list says of a State. True, as it is something new of one that nobody verified."""
    organisation.kind = state.kind
    if state.groups and not organisation.regional_group:
        organisation.regional_group = state.groups[0]
        organisation.second_group = state.groups[1] if len(state.groups) > 1 else None
    organisation.verified_at, organisation.verified_by = this.at, this.actor
    organisation.verified_from = SOURCE
    return True
