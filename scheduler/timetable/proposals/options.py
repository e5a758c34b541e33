"""What can be asked of a proposal, as a plain value that a run keeps. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation.levels import Policy

MOST_SECONDS, MOST_SEED = 900, 2**31 - 1
IN_ORDER = Sentence("Where wishes are met in order, none can be given up. Write 0, or choose another rule.")


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
    again: bool = False
    """As few as can be move from where the public timetable has them; what follows only counts then."""
    rooms: Mapping[str, list[str]] = field(default_factory=dict)
    """Rooms that fall away, by number, each with days (ISO); without a day, on all."""
    slots: tuple[int, ...] = ()
    """That are cancelled, by number."""
    withdrawn: tuple[str, ...] = ()
    """Events, by code."""

    @property
    def stored(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def read(stored: Mapping[str, Any]) -> Options:
    """What `stored` gave."""
    return Options(
        **{
            **stored,
            "policy": Policy(stored["policy"]),
            "slots": tuple(stored["slots"]),
            "withdrawn": tuple(stored["withdrawn"]),
        }
    )


def fault_of(options: Options) -> Sentence | None:
    """Why this cannot be asked."""
    if options.policy is Policy.WISHES_IN_ORDER and options.give_up:
        return IN_ORDER
    return None
