"""Nominations and visitors without a database, for tests of permissions and privacy."""

from dataclasses import dataclass, field

from scheduler.kernel.permissions import NOBODY, Visitor
from scheduler.kernel.terms import Role
from scheduler.nominations import channels
from scheduler.nominations.channels import Step
from scheduler.nominations.terms import Doing

PERSON, BY, ORGANISATION = 7, 8, 4
COORDINATOR, REVIEWER = Role.CHANNEL_COORDINATOR, Role.CHANNEL_REVIEWER


@dataclass
class Nomination:
    """As permissions see one: of a delivered channel, at its last step unless said otherwise."""

    code: str = "VNGOC"
    reached: int = 99
    passed: frozenset[int] = frozenset()
    person_id: int = PERSON
    by_id: int | None = BY
    organisation_id: int = ORGANISATION
    by_desk: bool = False
    steps: tuple[Step, ...] = field(default=())

    def __post_init__(self) -> None:
        self.steps = channels.delivered()[self.code].steps

    @property
    def is_open_to_desk(self) -> bool:
        return self.by_desk or channels.delivered()[self.code].open_to_desk


def place(code: str, doing: Doing) -> int:
    """Of the step that may do this."""
    found = channels.delivered()[code].first(doing)
    assert found is not None
    return found


def _of(role: Role, channel: str) -> Visitor:
    return Visitor(account=1, person=2, roles=frozenset({role}), channels=frozenset({(role, channel)}))


def _with(role: Role) -> Visitor:
    return Visitor(account=1, person=2, roles=frozenset({role}))


WHO = {
    "nobody": NOBODY,
    "stranger": Visitor(account=1, person=2),
    "person": Visitor(person=PERSON),
    "who wrote it": Visitor(account=1, person=BY),
    "speaks for it": Visitor(account=1, person=2, organisations=frozenset({ORGANISATION})),
    "speaks for another": Visitor(account=1, person=2, organisations=frozenset({ORGANISATION + 1})),
    "reviewer": _of(REVIEWER, "VNGOC"),
    "coordinator": _of(COORDINATOR, "VNGOC"),
    "other reviewer": _of(REVIEWER, "NYNGOC"),
    "other coordinator": _of(COORDINATOR, "AFRICAN"),
    "unit": _with(Role.CIVIL_SOCIETY_UNIT),
    "chair": _with(Role.CHAIR),
    "desk": _with(Role.SECRETARIAT),
    "admin": _with(Role.ADMIN),
}
"""Everybody, once."""
