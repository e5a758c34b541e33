"""Instances for the allocator of any size, from a seed: fictitious organisations that want what real ones
want, the slots around noon, large rooms, and not to be in two places."""

from collections.abc import Iterator
from random import Random
from typing import Any

Record = dict[str, Any]

THEMES = ("prevention", "treatment", "overdose", "crops", "trafficking", "human rights", "medicines", "youth")
GROUPS = ("member-state", "ngo", "ngo", "ngo", "un", "igo", "member-state", "ngo")
ROOMS = ((200, ("hybrid", "interpretation")), (120, ("hybrid",)), (80, ("hybrid",)), (60, ()), (40, ()))
"""Seats and equipment, again and again."""
POPULAR = (1, 3, 20, 12, 4, 1, 1, 1)
"""How much the first, second, ... slot of a day is wanted."""
DAYS = (2, 6, 9, 6, 1)
"""How much each day of a week is wanted."""


def side_events(events: int, days: int, slots: int, rooms: int, seed: int = 1, crowd: int = 1) -> Record:
    """An allocation file of kind `allocate`: so many events, days, slots a day, and rooms. `crowd`: the
    higher, the more the wishes are for the same slots."""
    rng = Random(f"{seed} {events} {days} {slots} {rooms}")
    when: list[Record] = [
        {"id": f"d{day:02}s{slot}", "day": day, "order": (day - 1) * slots + slot}
        for day in range(1, days + 1)
        for slot in range(1, slots + 1)
    ]
    ids = [slot["id"] for slot in when]
    wanted = [
        (POPULAR[(slot["order"] - 1) % slots % len(POPULAR)] * DAYS[(slot["day"] - 1) % len(DAYS)]) ** crowd
        for slot in when
    ]
    people = [f"P{number:04}" for number in range(events * 3)]
    bodies = [f"O{number:04}" for number in range(events)]
    told = [_event(rng, n, when, ids, wanted, people, bodies) for n in range(events)]
    names = [event["id"] for event in told]
    pairs = [rng.sample(names, 2) for _ in range(events // 15)]
    return {
        "format": "side-event-allocation/1",
        "kind": "allocate",
        "name": f"{events} events in {days} days, {slots} slots, {rooms} rooms, seed {seed}",
        "slots": when,
        "rooms": [_room(rng, number, ids) for number in range(rooms)],
        "events": told,
        "busy": [{"actor": rng.choice(bodies), "slot": rng.choice(ids)} for _ in range(events // 6)],
        "not_parallel": pairs,
        "after": [rng.sample(names, 2) for _ in range(1 + events // 60)],
        "previous": None,
    }


def _room(rng: Random, number: int, ids: list[str]) -> Record:
    seats, equipment = ROOMS[number % len(ROOMS)]
    closed = sorted(rng.sample(ids, max(1, len(ids) // 20)))
    return {"id": f"R{number:02}", "capacity": seats, "equipment": list(equipment), "unavailable": closed}


def _event(
    rng: Random,
    number: int,
    when: list[Record],
    ids: list[str],
    wanted: list[int],
    people: list[str],
    bodies: list[str],
) -> Record:
    asked = rng.random()
    first = list(dict.fromkeys(rng.choices(ids, wanted, k=3))) if asked < 0.7 else []
    days = sorted({rng.choice(when)["day"] for _ in range(rng.randint(1, 2))}) if asked < 0.85 else []
    others = [slot for slot in ids if slot not in first]
    return {
        "id": f"E{number:04}",
        "submitted": number,
        "lead": bodies[number],
        "group": rng.choice(GROUPS),
        "cosponsors": sorted(set(_some(rng, bodies, 3)) - {bodies[number]}),
        "speakers": sorted(_some(rng, people, 4)),
        "attendance": min(150, int(rng.expovariate(1 / 40)) + 10),
        "equipment": ["hybrid"] if rng.random() < 0.3 else [],
        "preferred_slots": first,
        "preferred_days": days,
        "excluded_slots": sorted(rng.sample(others, rng.choice((0, 0, 1, len(others) // 5)))),
        "theme": rng.choice(THEMES),
        "pinned": None,
    }


def _some(rng: Random, all_: list[str], most: int) -> list[str]:
    return rng.sample(all_, rng.randint(0, most))


def again(instance: Record, plan: dict[str, dict[str, str]], seed: int = 1) -> Record:
    """The same with a plan published, and what happens then: a room closes for a day, two events are
    withdrawn, three late ones of Member States arrive."""
    rng = Random(f"again {seed}")
    rooms = [dict(room) for room in instance["rooms"]]
    day = instance["slots"][0]["day"]
    closed = {slot["id"] for slot in instance["slots"] if slot["day"] == day}
    rooms[0]["unavailable"] = sorted({*rooms[0]["unavailable"], *closed})
    gone = set(rng.sample(sorted(plan), 2))
    kept = [event for event in instance["events"] if event["id"] not in gone]
    linked = {event["id"] for event in kept}
    return {
        **instance,
        "kind": "reallocate",
        "rooms": rooms,
        "events": [*kept, *_late(rng, instance)],
        "not_parallel": [pair for pair in instance["not_parallel"] if linked.issuperset(pair)],
        "after": [pair for pair in instance["after"] if linked.issuperset(pair)],
        "previous": {id_: cell for id_, cell in plan.items() if id_ not in gone},
    }


def _late(rng: Random, instance: Record) -> Iterator[Record]:
    last = max(event["submitted"] for event in instance["events"])
    for number, model in enumerate(rng.sample(instance["events"], 3), 1):
        new = {"id": f"L{number}", "lead": f"L{number}", "submitted": last + number, "group": "member-state"}
        yield {**model, **new, "cosponsors": [], "speakers": []}


def panels(nominations: int, sessions: int, seed: int = 1) -> Record:
    """A file of kind `panel`: sessions, two at a time, with seats for each constituency."""
    rng = Random(f"panels {seed} {nominations} {sessions}")
    groups = ("african", "asia-pacific", "eastern-european", "grulac", "weog", "un", "igo", "civil-society")
    ids = [f"S{number}" for number in range(1, sessions + 1)]
    return {
        "format": "side-event-allocation/1",
        "kind": "panel",
        "name": f"{nominations} nominations for {sessions} sessions, seed {seed}",
        "sessions": [
            {
                "id": id_,
                "slot": f"t{number // 2}",
                "seats": {group: rng.choice((1, 1, 2)) for group in groups},
                "min_women": 4,
                "min_men": 3,
                "max_per_country": 1,
            }
            for number, id_ in enumerate(ids)
        ],
        "nominations": [_nomination(rng, number, groups, ids) for number in range(nominations)],
    }


def _nomination(rng: Random, number: int, groups: tuple[str, ...], ids: list[str]) -> Record:
    group = rng.choice(groups)
    return {
        "id": f"N{number:03}",
        "constituency": group,
        "country": f"{group}-{rng.randint(1, 9)}",
        "gender": rng.choice(("f", "m", None)),
        "sessions": sorted(rng.sample(ids, rng.randint(1, min(3, len(ids))))),
        "unavailable_slots": [],
        "rank": rng.randint(1, 5),
        "max_sessions": rng.choice((1, 1, 2)),
    }
