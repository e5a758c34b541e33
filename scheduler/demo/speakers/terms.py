"""The terms of the calls for speakers, and on which day what happens to what they bring in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.demo.open_call.session import ZONE
from scheduler.demo.speakers.cast import GROUPS
from scheduler.demo.speakers.fates import Act, Call
from scheduler.demo.speakers.words import CRITERIA
from scheduler.kernel.localtime import to_utc
from scheduler.nominations.rules import Criterion, Place, Terms
from scheduler.nominations.terms import Contribution, Part


@dataclass(frozen=True)
class Days:
    """Of a call, counted from the day of filling. `put`: from when to when names arrive; `acts`: when each
    of the others happens, in days (whole or not)."""

    opens: int
    closes: int
    put: tuple[float, float]
    reviewed: float
    listed: float
    advised: float
    forwarded: float
    decided: float
    answered: float
    dropped: float = -2
    offered: float = -1

    def of(self, act: Act) -> float:
        """When this happens; of `PUT` and `CONFIRM` only whoever does them knows."""
        if act.value <= Act.STEP_ASIDE.value:
            return self.reviewed
        return self._later(act)

    def _later(self, act: Act) -> float:
        return {
            Act.TAKE_BACK: self.reviewed,
            Act.RETURN: self.listed,
            Act.NOT_ENDORSE: self.listed,
            Act.ENDORSE: self.listed,
            Act.ADVISE: self.advised,
            Act.FORWARD: self.forwarded,
            Act.NOT_CHOOSE: self.decided,
            Act.HOLD: self.decided,
            Act.SEAT: self.decided,
            Act.INVITE: self.decided + 0.3,
            Act.ACCEPT: self.answered,
            Act.DECLINE: self.answered,
            Act.DROP_OUT: self.dropped,
            Act.OFFER: self.offered,
            Act.DELIVER: 0,
            Act.NOT_DELIVER: 0,
        }[act]


DAYS = {
    Call.FIRST: Days(-32, -13, (-30, -14), -12, -10, -9, -8, -6, -4),
    Call.SECOND: Days(-14, 9, (-12, -7), -5, -4, -3, -2, -1, 0),
    Call.FLOOR: Days(-12, 12, (-10, -8), -7, -6, -5, -4, -3, -2),
    Call.TODAY: Days(-44, -30, (-42, -32), -28, -27, -26, -25, -22, -18),
}


def calls(today: date, sessions: Sequence[int]) -> list[Terms]:
    """Those of the meeting that is being composed; `sessions` by number, in order."""
    first, second, third = sessions
    starts = {number: Place(Part.PANELLIST, 10, number) for number in sessions}
    return [
        _terms(
            today,
            Call.FIRST,
            (starts[first], starts[second]),
            {**_bodies(today, -7), ("VNGOC", "review"): _end_of(today, -11)},
            Contribution.STATEMENT,
            20,
        ),
        _terms(today, Call.SECOND, (starts[third],), _bodies(today, 12), Contribution.STATEMENT, 20),
        _terms(
            today,
            Call.FLOOR,
            (Place(Part.FLOOR_SPEAKER, 8), *(Place(Part.FLOOR_SPEAKER, 3, one) for one in sessions)),
            {("VNGOC", "review"): _end_of(today, 14), ("VNGOC", "endorse"): _end_of(today, 16)},
            Contribution.VIDEO,
            6,
            channels=("VNGOC", "DIRECT"),
        ),
    ]


def call_of_today(today: date) -> Terms:
    """Of the meeting of today; it is long over."""
    return _terms(today, Call.TODAY, (), {}, Contribution.NONE, None)


def _bodies(today: date, day: int) -> dict[tuple[str, str], datetime]:
    """By when the bodies have done their parts; and what comes after."""
    return {
        **{(code, "endorse"): _end_of(today, day) for code in GROUPS},
        ("VNGOC", "endorse"): _end_of(today, day - 2),
        ("VNGOC", "forward"): _end_of(today, day),
        ("VNGOC", "seat"): _end_of(today, day + 14),
        ("DIRECT", "name"): _end_of(today, day + 10),
    }


def _terms(
    today: date,
    call: Call,
    places: Sequence[Place],
    deadlines: dict[tuple[str, str], datetime],
    contribution: Contribution,
    due: int | None,
    channels: Sequence[str] = ("VNGOC", *GROUPS, "DIRECT"),
) -> Terms:
    days = DAYS[call]
    return Terms(
        title=call.value,
        opens_at=to_utc(today + timedelta(days=days.opens), time(9), ZONE),
        closes_at=_end_of(today, days.closes),
        channels=tuple(channels),
        places=tuple(places),
        criteria=tuple(Criterion(*one) for one in CRITERIA),
        languages=("en", "fr"),
        required=("abstract", "sessions"),
        contribution=contribution,
        contribution_due_at=None if due is None else _end_of(today, due),
        deadlines=deadlines,
    )


def _end_of(today: date, day: int) -> datetime:
    return to_utc(today + timedelta(days=day), time(23, 59, 59), ZONE)
