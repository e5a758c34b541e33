"""Names into the seats of panels: as many seats filled as can be, then by the wishes of the nominating
bodies."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scheduler.formats.allocation_file import Gender, Nomination, Panels, Session
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation import solver
from scheduler.timetable.allocation.program import Goal, Program, each
from scheduler.timetable.allocation.solver import Effort

FIRST_WISH = 6
"""Rank points of a nomination are this less its rank."""

Seating = dict[str, list[str]]
"""Ids of nominations by session."""


@dataclass(frozen=True)
class Composed:
    """The seats, what was reached with the proven bounds, and why others have no seat, by session and
    nomination."""

    seating: Seating
    seats: int
    filled: tuple[int, int]
    rank_points: tuple[int, int]
    is_proven: bool
    is_repeatable: bool
    why_not: dict[str, dict[str, Sentence]]


def compose(instance: Panels, effort: Effort = Effort()) -> Composed:  # noqa: B008 - it never changes
    """The best seating. It changes nothing; a person adopts it."""
    model = _Model(instance)
    filled = solver.solve(model.program, model.filled, {}, effort)
    model.program.at_least(model.filled.terms, filled.value)
    hints = dict(enumerate(filled.values or []))
    ranked = solver.solve(model.program, model.rank_points, hints, effort)
    best = ranked if ranked.values is not None else filled
    seating = model.read(best.values or [0] * len(model.program.most))
    return Composed(
        seating=seating,
        seats=sum(sum(session.seats.values()) for session in instance.sessions),
        filled=(filled.value, filled.bound),
        rank_points=(ranked.value, ranked.bound),
        is_proven=filled.is_proven and ranked.is_proven,
        is_repeatable=not (filled.by_clock or ranked.by_clock),
        why_not=_why_not(instance, seating),
    )


class _Model:
    """One variable for each nomination in each session that it is for."""

    def __init__(self, instance: Panels) -> None:
        self.sessions = sorted(instance.sessions, key=lambda session: session.id)
        self.nominations = sorted(instance.nominations, key=lambda nomination: nomination.id)
        self.program = Program()
        self.seat = {
            (session.id, nomination.id): self.program.variable()
            for session in self.sessions
            for nomination in self.nominations
            if why_unfit(nomination, session) is None
        }
        for session in self.sessions:
            self._seats(session)
            self._countries(session)
            self._balance(session, Gender.WOMAN, session.min_women)
            self._balance(session, Gender.MAN, session.min_men)
        for nomination in self.nominations:
            self._nowhere_twice(nomination)

    def _in(self, session: Session, fits: Callable[[Nomination], bool]) -> list[int]:
        return [
            self.seat[session.id, one.id]
            for one in self.nominations
            if (session.id, one.id) in self.seat and fits(one)
        ]

    def _seats(self, session: Session) -> None:
        for constituency, seats in session.seats.items():
            here = self._in(session, lambda one, wanted=constituency: one.constituency == wanted)  # type: ignore[misc]
            self.program.at_most(each(here), seats)

    def _countries(self, session: Session) -> None:
        for country in sorted({one.country for one in self.nominations}):
            here = self._in(session, lambda one, wanted=country: one.country == wanted)  # type: ignore[misc]
            self.program.at_most(each(here), session.max_per_country)

    def _balance(self, session: Session, gender: Gender, least: int) -> None:
        """The share of all seats holds among those that are filled."""
        seats = sum(session.seats.values())
        if least:
            factors = {
                self.seat[session.id, one.id]: seats * (one.gender is gender) - least
                for one in self.nominations
                if (session.id, one.id) in self.seat
            }
            self.program.at_least(factors, 0)

    def _nowhere_twice(self, nomination: Nomination) -> None:
        by_slot: dict[str, list[int]] = defaultdict(list)
        for session in self.sessions:
            if (session.id, nomination.id) in self.seat:
                by_slot[session.slot].append(self.seat[session.id, nomination.id])
        for parallel in by_slot.values():
            self.program.at_most(each(parallel), 1)
        every = [one for parallel in by_slot.values() for one in parallel]
        self.program.at_most(each(every), nomination.max_sessions)

    @property
    def filled(self) -> Goal:
        return Goal("seats_filled", each(self.seat.values()))

    @property
    def rank_points(self) -> Goal:
        ranks = {nomination.id: nomination.rank for nomination in self.nominations}
        return Goal("rank_points", {one: FIRST_WISH - ranks[id_] for (_, id_), one in self.seat.items()})

    def read(self, values: list[int]) -> Seating:
        return {
            session.id: [id_ for (at, id_), one in self.seat.items() if at == session.id and values[one]]
            for session in self.sessions
        }


def why_unfit(nomination: Nomination, session: Session) -> Sentence | None:
    """Why a nomination cannot have a seat in a session, whoever else has one."""
    if session.id not in nomination.sessions:
        return Sentence("Not put forward for this session.")
    if session.slot in nomination.unavailable_slots:
        return Sentence("Not available then.")
    if not session.seats.get(nomination.constituency):
        return Sentence(
            "This session has no seat for %(constituency)s.", constituency=nomination.constituency
        )
    return None


def _why_not(instance: Panels, seating: Seating) -> dict[str, dict[str, Sentence]]:
    """What stands in the way of each that has no seat in a session that it was put forward for, with all
    others where they are."""
    by_id = {one.id: one for one in instance.nominations}
    of = Counter(id_ for ids in seating.values() for id_ in ids)
    at = {(session.slot, id_): session.id for session in instance.sessions for id_ in seating[session.id]}
    found: dict[str, dict[str, Sentence]] = {}
    for session in sorted(instance.sessions, key=lambda each_: each_.id):
        seated = [by_id[id_] for id_ in seating[session.id]]
        for one in sorted(instance.nominations, key=lambda each_: each_.id):
            if session.id in one.sessions and one not in seated:
                why = why_unfit(one, session) or next(_against(one, session, seated, of, at))
                found.setdefault(session.id, {})[one.id] = why
    return found


def _against(
    one: Nomination,
    session: Session,
    seated: Iterable[Nomination],
    of: Counter[str],
    at: dict[tuple[str, str], str],
) -> Iterator[Sentence]:
    if (session.slot, one.id) in at:
        yield Sentence("Has a seat in %(session)s at the same time.", session=at[session.slot, one.id])
    if of[one.id] >= one.max_sessions:
        yield Sentence("Has as many seats as wanted.")
    same = [each_.id for each_ in seated if each_.country == one.country]
    if len(same) >= session.max_per_country:
        yield Sentence("%(others)s from the same country has a seat.", others=", ".join(sorted(same)))
    rivals = sorted(each_.id for each_ in seated if each_.constituency == one.constituency)
    if len(rivals) >= session.seats.get(one.constituency, 0):
        yield Sentence("The seats for %(constituency)s went to %(others)s.", constituency=one.constituency,
                       others=", ".join(rivals))  # fmt: skip
    yield Sentence("With this one the balance of women and men would not hold.")
