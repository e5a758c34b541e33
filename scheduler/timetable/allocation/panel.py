"""Names into the seats of panels: as many seats filled as can be, then by the wishes of the nominating
bodies."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.formats.allocation_file import Gender, Nomination, Panels, Session
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation import solver
from scheduler.timetable.allocation.panel_reasons import Seating, Told, explain, together, why_unfit
from scheduler.timetable.allocation.problem import Impossible
from scheduler.timetable.allocation.program import Goal, Program, each
from scheduler.timetable.allocation.solver import Effort

FIRST_WISH = 6
"""Rank points of a nomination are this less its rank."""


@dataclass(frozen=True)
class Composed:
    """The seats, what was reached with the proven bounds, and by session, why nominations have seats (`why`)
    or have none (`why_not`)."""

    seating: Seating
    seats: int
    filled: tuple[int, int]
    rank_points: tuple[int, int]
    is_proven: bool
    is_repeatable: bool
    why: Told
    why_not: Told


def compose(instance: Panels, effort: Effort = Effort()) -> Composed:  # noqa: B008 - it never changes
    """The best seating. It changes nothing; a person adopts it. Raises Impossible where those who have seats
    already cannot keep them."""
    return _composed(instance, _Model(instance), effort)


def _composed(instance: Panels, model: "_Model", effort: Effort) -> Composed:
    filled = solver.solve(model.program, model.filled, {}, effort)
    if filled.is_impossible:
        raise Impossible([NOT_TOGETHER])
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
        why=explain(instance, seating, seated=True),
        why_not=explain(instance, seating, seated=False),
    )


NOT_TOGETHER = Sentence(
    "Those who have seats already cannot keep them all: somebody sits in two places at a time, or a session "
    "has too many of a constituency, of a country, of women or of men. Take one off, or change its rules."
)


@dataclass(frozen=True)
class SeatPrice:
    """What a seat for a nomination that has none would cost, or what taking one off would: seats that would
    be filled less, and rank points that would be had less. None of both where it cannot be."""

    seats: int | None
    rank_points: int | None
    is_exact: bool


def seat_price(
    instance: Panels,
    composed: Composed,
    session: str,
    nomination: str,
    effort: Effort = Effort(),  # noqa: B008 - it never changes
) -> SeatPrice:
    """The price of the other way for one nomination in one session: everybody else may change places."""
    model = _Model(instance)
    one = model.seat.get((session, nomination))
    if one is None:
        return SeatPrice(None, None, is_exact=True)
    model.program.exactly({one: 1}, int(nomination not in composed.seating[session]))
    try:
        other = _composed(instance, model, effort)
    except Impossible:
        return SeatPrice(None, None, is_exact=True)
    seats = composed.filled[0] - other.filled[0]
    points = composed.rank_points[0] - other.rank_points[0]
    return SeatPrice(seats, points, is_exact=composed.is_proven and other.is_proven)


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
            self._keep(session)
            self._seats(session)
            self._balance(session, Gender.WOMAN, session.min_women)
            self._balance(session, Gender.MAN, session.min_men)
        for panel in together(self.sessions):
            self._countries(panel)
        for nomination in self.nominations:
            self._nowhere_twice(nomination)

    def _keep(self, session: Session) -> None:
        """Those who have seats already."""
        by_id = {one.id: one for one in self.nominations}
        for id_ in session.seated:
            if why := why_unfit(by_id[id_], session):
                told = {"nomination": id_, "session": session.id, "why": why}
                raise Impossible(
                    [Sentence("%(nomination)s cannot keep its seat in %(session)s: %(why)s", **told)]
                )
            self.program.exactly({self.seat[session.id, id_]: 1}, 1)

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

    def _countries(self, panel: list[Session]) -> None:
        most = min(session.max_per_country for session in panel)
        by_country: dict[str, list[int]] = defaultdict(list)
        for session in panel:
            for one in self.nominations:
                if (session.id, one.id) in self.seat:
                    by_country[one.country].append(self.seat[session.id, one.id])
        for here in by_country.values():
            self.program.at_most(each(here), most)

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
