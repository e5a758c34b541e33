"""What can be asked of a proposal, as a plain value that a run keeps. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation.levels import Policy

MOST_SECONDS, MOST_SEED = 900, 2**31 - 1
IN_ORDER = Sentence("Where wishes are met in order, none can be given up. Write 0, or choose another rule.")
NO_CURVE = Sentence("Where wishes are met in order, none can be given up for themes. Choose another rule.")


@dataclass(frozen=True)
class Options:
    """`start`: the number of the plan to begin from; None: only what is never proposed stands where the
    public timetable has it. `give_up`: percent of wishes. `seconds`: the last stop."""

    policy: Policy = Policy.PUBLISHED_RULE
    start: int | None = None
    keep_pins: bool = True
    give_up: int = 0
    seconds: int = 180
    seed: int = 0
    trade_off: bool = False
    """What giving up wishes would bring is computed, and no draft is made."""
    again: bool = False
    """As few as can be move from where the public timetable has them; what follows only counts then."""
    rooms: Mapping[str, list[str]] = field(default_factory=dict)
    """Rooms that fall away, by number, each with days (ISO); without a day, on all."""
    slots: tuple[int, ...] = ()
    """That are cancelled, by number."""
    withdrawn: tuple[str, ...] = ()
    """Events, by code."""
    late: tuple[str, ...] | None = None
    """Of the events without a place those that get one where that is possible, by code; None: all."""

    @property
    def stored(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def read(stored: Mapping[str, Any]) -> Options:
    """What `stored` gave."""
    lists = {name: tuple(stored[name]) for name in _LISTS if stored.get(name) is not None}
    return Options(**{**stored, **lists, "policy": Policy(stored["policy"])})


_LISTS = ("slots", "withdrawn", "late")


def fault_of(options: Options) -> Sentence | None:
    """Why this cannot be asked."""
    if options.policy is Policy.WISHES_IN_ORDER and options.give_up:
        return IN_ORDER
    if options.policy is Policy.WISHES_IN_ORDER and options.trade_off:
        return NO_CURVE
    return None
