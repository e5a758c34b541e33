"""What the solver answers, as a plan: with a room for each event. Pure."""

from scheduler.formats.allocation_file import Cell, Event
from scheduler.timetable.allocation.matching import deal
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.problem import Plan
from scheduler.timetable.allocation.solver import Answer


def read(model: Model, answer: Answer) -> Plan | None:
    """The plan that an answer gives, with a room for each event; None where there is no answer."""
    if answer.values is None:
        return None
    values = answer.values
    plan: Plan = {}
    for slot in model.problem.slot:
        wanted = {
            event.id: _rooms(model, event, slot, values)
            for event in model.events
            if slot in model.at[event.id] and values[model.at[event.id][slot]]
        }
        unused = {room for (at, room), one in model.used.items() if at == slot and not values[one]}
        dealt = deal(wanted, [room for room in model.problem.rooms_by_size if room not in unused])
        if dealt is None:
            raise AssertionError(f"rooms of {slot} do not suffice for {sorted(wanted)}")
        plan |= {id_: Cell(slot=slot, room=dealt[id_]) for id_ in wanted}
    return plan


def _rooms(model: Model, event: Event, slot: str, values: list[int]) -> frozenset[str]:
    """The rooms that an event may be dealt: its published one, if it stays."""
    if event.id in model.stay and values[model.stay[event.id]]:
        cell = model.problem.previous[event.id]
        if cell.slot == slot:
            return frozenset((cell.room,))
    return model.rooms(event.id, slot)
