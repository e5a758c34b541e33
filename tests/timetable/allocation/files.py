"""Instances for the tests: small ones written by hand, the examples, and plans as the judge reads them."""

import json
from pathlib import Path
from typing import Any

from scheduler.formats.allocation_file import Allocation, Panels, read
from scheduler.timetable.allocation.problem import Plan, Problem

EXAMPLES = Path(__file__).with_name("examples")
Record = dict[str, Any]


def example(name: str) -> Record:
    found: Record = json.loads((EXAMPLES / f"{name}.json").read_bytes())
    return found


def instance(record: Record) -> Allocation | Panels:
    reading = read(json.dumps(record).encode(), "test.json")
    assert reading.faults == []
    assert reading.instance
    return reading.instance


def problem(record: Record) -> Problem:
    found = instance(record)
    assert isinstance(found, Allocation)
    return Problem(found)


def assignments(plan: Plan) -> Record:
    return {"assignments": {id_: cell.model_dump() for id_, cell in plan.items()}}


def slot(number: int, day: int = 1) -> Record:
    return {"id": f"s{number}", "day": day, "order": number}


def room(id_: str, capacity: int = 50, **more: Any) -> Record:
    return {"id": id_, "capacity": capacity, "equipment": [], "unavailable": [], **more}


def event(number: int, **more: Any) -> Record:
    """Of an NGO, that asks for nothing."""
    plain = {
        "id": f"E{number}",
        "submitted": number,
        "lead": f"O{number}",
        "group": "ngo",
        "theme": f"t{number}",
    }
    return {**plain, **more}


def small(events: list[Record], slots: int = 2, rooms: int = 1, **more: Any) -> Record:
    return {
        "format": "side-event-allocation/1",
        "kind": "allocate",
        "slots": [slot(number) for number in range(1, slots + 1)],
        "rooms": [room(f"R{number}") for number in range(1, rooms + 1)],
        "events": events,
        **more,
    }
