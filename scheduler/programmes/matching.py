"""Which item of a programme file is which stored entry (programme file format, "Again"). Pure."""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from scheduler.kernel.text import fold

Facts = Mapping[str, Any]
Key = Callable[[Facts], Hashable | None]


def match(items: Sequence[Facts], stored: Mapping[int, Facts]) -> dict[int, int]:
    """For the place of each item that is known already, the id of its entry. `stored` as last read from
    a file.

    The rules in their order; each takes from what those before have left: the same code; the same in
    every fact; the same title, unique on both sides; the same title, day and start, unique; the same
    organiser, day and start, all known and unique. The second and fourth are ours: without them two
    plenaries of one title would change their UIDs each time.
    """
    left = dict(enumerate(items))
    free = dict(stored)
    found: dict[int, int] = {}
    for key, several in (
        (_code, False),
        (_everything, True),
        (_title, False),
        (_when, False),
        (_whose, False),
    ):
        pairs = _pairs(_by(key, left), _by(key, free), several)
        for place, entry in pairs:
            found[place] = entry
            del left[place], free[entry]
    return found


def _by(key: Key, facts: Mapping[int, Facts]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, item in facts.items():
        if (value := key(item)) is not None:
            groups[value].append(number)
    return groups


def _pairs(
    items: Mapping[Hashable, list[int]], stored: Mapping[Hashable, list[int]], several: bool
) -> Iterable[tuple[int, int]]:
    """Items and entries with one key; where several share it, none, or (`several`) each with each in
    order."""
    for key, places in items.items():
        entries = stored.get(key, [])
        if several or (len(places) == 1 and len(entries) == 1):
            yield from zip(places, entries, strict=False)


def _code(item: Facts) -> str | None:
    return item.get("code")


def _everything(item: Facts) -> str:
    return json.dumps({k: v for k, v in item.items() if k not in ("code", "uid", "status")}, sort_keys=True)


def _title(item: Facts) -> str:
    return fold(item["title"])


def _when(item: Facts) -> tuple[str, str | None, str | None]:
    return fold(item["title"]), item.get("date"), item.get("start")


def _whose(item: Facts) -> tuple[str, str, str] | None:
    organiser, date, start = item.get("organiser"), item.get("date"), item.get("start")
    return (fold(organiser), date, start) if organiser and date and start else None
