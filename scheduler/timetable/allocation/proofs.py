"""Why an event has no place at all: what was proved, in words, and the events on which that rests."""

from dataclasses import dataclass

from scheduler.formats.allocation_file import Event
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation.admission import Admission
from scheduler.timetable.allocation.conflicts import between
from scheduler.timetable.allocation.matching import Growing
from scheduler.timetable.allocation.neighbourhoods import is_large
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.runs import Run

NAMED = 12
"""Events and places up to which a sentence names them."""
SEARCHED = 8
"""For how many events of a run the smallest set of others that shuts them out is looked for."""


@dataclass(frozen=True)
class Proof:
    """The proof in a sentence. `beside`: events together with which the event cannot be placed; `demands`: on
    which that rests, where it was looked for."""

    sentence: Sentence
    beside: tuple[str, ...] = ()
    demands: tuple[Sentence, ...] = ()


def proofs(run: Run, problem: Problem, admission: Admission, plan: Plan) -> dict[str, Proof]:
    """For every event without a place, by id."""
    proving = _Proving(run, problem, admission)
    if not proving.in_order:
        for event in problem.order:
            if event.id in plan:
                proving.place(event)
    found = {}
    for event in problem.order:
        if event.id not in plan:
            found[event.id] = proving.proof(event)
        elif proving.in_order:
            proving.place(event)
    return found


class _Proving:
    """Events that have places, one after another, and what they leave to others."""

    def __init__(self, run: Run, problem: Problem, admission: Admission) -> None:
        self.run = run
        self.problem = problem
        self.unproven = {event.id for event in admission.unproven}
        self.in_order = bool(admission.refused)
        self.standing: list[Event] = []
        self.hall = None if is_large(problem) else Growing()
        self.to_search = SEARCHED

    def place(self, event: Event) -> None:
        self.standing.append(event)
        if self.hall:
            self.hall.add(event.id, self._places(event))

    def proof(self, event: Event) -> Proof:
        if not self.problem.open[event.id]:
            return Proof(Sentence("No slot and no room would do for it, whatever becomes of the others."))
        short = self.hall.add(event.id, self._places(event)) if self.hall else None
        if short:
            return self._too_few(event, *short)
        return self._shut_out(event) or self._plain(event)

    def _places(self, event: Event) -> list[str]:
        return [f"{room} at {slot}" for slot, rooms in self.problem.open[event.id].items() for room in rooms]

    def _too_few(self, event: Event, events: list[str], places: list[str]) -> Proof:
        """Hall's condition: more events than places that would do for them."""
        others = [id_ for id_ in events if id_ != event.id]
        told: dict[str, object] = {"others": self._called(others), "many": len(events), "few": len(places)}
        if len(places) > NAMED:
            said = "It and %(others)s need %(many)s places, and only %(few)s places would do for them."
            return Proof(Sentence(said, **told), tuple(others))
        said = "It and %(others)s need %(many)s places, and only %(few)s would do for them: %(places)s."
        return Proof(Sentence(said, **told, places=", ".join(places)), tuple(others))

    def _shut_out(self, event: Event) -> Proof | None:
        """By as few others as can be."""
        if self.hall is None or event.id in self.unproven or not self.to_search:
            return None
        self.to_search -= 1
        conflict = between(self.run, self.problem, event, self.standing)
        if conflict is None:
            return None
        others = self._called(list(conflict.events))
        said = Sentence(
            "It cannot be placed together with %(others)s: every way was looked at, and there is none.",
            others=others,
        )
        return Proof(said, conflict.events, conflict.demands)

    def _called(self, ids: list[str]) -> Sentence | str:
        if len(ids) <= NAMED:
            return ", ".join(ids)
        if self.in_order:
            return Sentence("%(many)s events that come before it in the order", many=len(ids))
        return Sentence("%(many)s events that have places", many=len(ids))

    def _plain(self, event: Event) -> Proof:
        """What is known where nobody was named."""
        if not self.in_order:
            said = "It was left out so that as many events as can be have places: %(before)s have."
        elif event.id in self.unproven:
            said = (
                "No way was found to place it together with the %(before)s events that come before it in the "
                "order. That there is none was not proved in the time that was given."
            )
        else:
            said = (
                "It cannot be placed together with the %(before)s events that come before it in the order: "
                "every way was looked at, and there is none."
            )
        return Proof(Sentence(said, before=len(self.standing)))
