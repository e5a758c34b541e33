"""Allocation files: what is read, and every fault at its place."""

import json
from typing import Any

import pytest

from scheduler.formats.allocation_file import read

GOOD: dict[str, Any] = {
    "format": "side-event-allocation/1",
    "kind": "allocate",
    "slots": [{"id": "s1", "day": 1, "order": 0}],
    "rooms": [{"id": "R1", "capacity": 50}],
    "events": [{"id": "E1", "submitted": 0, "lead": "O1", "group": "ngo", "theme": "t"}],
}


def faults(record: object) -> list[str]:
    return [str(fault) for fault in read(json.dumps(record).encode(), "file.json").faults]


def test_a_file_without_fault_is_an_instance() -> None:
    reading = read(json.dumps(GOOD).encode(), "file.json")
    assert reading.faults == []
    assert reading.instance


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "other"}, [
            'file.json: This is no allocation file: "format" must be "side-event-allocation/1", and "kind" '
            "one of allocate, reallocate and panel."
        ]),
        ({"rooms": [{"id": "R1", "capacity": -1}]}, [
            "rooms[0].capacity: Write a number that is not below what it can be here, not -1."
        ]),
        ({"rooms": [{"id": "R1", "capacity": "50"}]}, [
            'rooms[0].capacity: Write a whole number here, not "50".'
        ]),
        ({"slots": GOOD["slots"] * 2}, [
            'slots[0].id: The id "s1" stands here twice.', 'slots[1].id: The id "s1" stands here twice.'
        ]),
        ({"busy": [{"actor": "P1", "slot": "s9"}], "after": [["E1", "E1"], ["E1", "E9"]]}, [
            'busy[0].slot: Nothing here has the id "s9".',
            "after[0]: An event cannot be linked to itself.",
            'after[1][1]: Nothing here has the id "E9".',
        ]),
        ({"previous": {"E1": {"slot": "s1", "room": "R9"}}}, [
            'previous.E1.room: Nothing here has the id "R9".'
        ]),
    ],
)  # fmt: skip
def test_every_fault_stands_at_its_place(change: dict[str, Any], said: list[str]) -> None:
    assert faults({**GOOD, **change}) == said


@pytest.mark.parametrize("data", [b"", b"[1]", b"\xff", b'{"format": 1e999}', b"[" * 100_000])
def test_what_is_no_allocation_file_is_one_fault(data: bytes) -> None:
    assert [fault.place for fault in read(data, "file.json").faults] == ["file.json"]
