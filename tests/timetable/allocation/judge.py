"""An independent judge of plans: it shares no code with the allocator, and says what is wrong with a plan and
what it is worth."""

from collections import Counter, defaultdict
from typing import Any

ORDER = {
    "allocate": ["placed", "preference", "theme_pairs", "room_waste", "unfair"],
    "reallocate": ["placed", "slot_moves", "room_moves", "preference", "theme_pairs", "room_waste", "unfair"],
    "panel": ["seats_filled", "rank_points"],
}
"""Levels in their order; each only breaks ties of those before it."""
POINTS = [10, 8, 7, 6]  # 1st, 2nd, 3rd, 4th stated slot
DAY_POINTS, OTHER_POINTS = 4, 1


def points(event: Any, slot: str, day_of: dict[str, int]) -> int:
    if not event["preferred_slots"] and not event["preferred_days"]:
        return 10
    if slot in event["preferred_slots"]:
        return POINTS[min(int(event["preferred_slots"].index(slot)), len(POINTS) - 1)]
    return DAY_POINTS if day_of[slot] in event["preferred_days"] else OTHER_POINTS


def waste(event: Any, room: Any) -> int:
    """Tens of empty seats, and 2 for each item of equipment that is not needed."""
    offered = room["capacity"] // 10 + 2 * len(room["equipment"])
    needed = event["attendance"] // 10 + 2 * len(event["equipment"])
    return int(offered - needed)


def judge_allocation(
    inst: Any, assignments: Any
) -> tuple[list[dict[str, str]], dict[str, int], dict[str, Any]]:
    bad: list[dict[str, str]] = []

    def hit(rule: str, text: str) -> None:
        bad.append({"rule": rule, "text": text})

    slots = {s["id"]: s for s in inst["slots"]}
    day_of = {k: s["day"] for k, s in slots.items()}
    rooms = {r["id"]: r for r in inst["rooms"]}
    events = {e["id"]: e for e in inst["events"]}
    placed: dict[str, tuple[str, str]] = {}
    for i, p in assignments.items():
        if p is None:
            continue
        if i not in events:
            hit("H1 unknown event", i)
        elif p.get("slot") not in slots or p.get("room") not in rooms:
            hit("H1 unknown slot or room", f"{i}: {p}")
        else:
            placed[i] = (p["slot"], p["room"])
    for cell, k in Counter(placed.values()).items():
        if k > 1:
            hit("H2 room used twice", f"{cell}: {k} events")
    busy = {(b["actor"], b["slot"]) for b in inst["busy"]}
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    for i, (s, r) in sorted(placed.items()):
        e, room = events[i], rooms[r]
        if s in room["unavailable"]:
            hit("H3 room closed", f"{i} in {r} at {s}")
        if room["capacity"] < e["attendance"]:
            hit("H4 room too small", f"{i} in {r}: {e['attendance']} > {room['capacity']}")
        lacking = set(e["equipment"]) - set(room["equipment"])
        if lacking:
            hit("H5 equipment missing", f"{i} in {r}: {sorted(lacking)}")
        if s in e["excluded_slots"]:
            hit("H6 excluded slot", f"{i} at {s}")
        for a in {e["lead"], *e["cosponsors"], *e["speakers"]}:
            where[(a, s)].append(i)
            if (a, s) in busy:
                hit("H8 actor busy elsewhere", f"{a} of {i} at {s}")
    for (a, s), ids in sorted(where.items()):
        if len(ids) > 1:
            hit("H7 actor in two places", f"{a} at {s}: {ids}")
    for a, b in inst["not_parallel"]:
        if a in placed and b in placed and placed[a][0] == placed[b][0]:
            hit("H9 must not be parallel", f"{a}, {b} at {placed[a][0]}")
    for a, b in inst["after"]:
        if a in placed and b in placed and slots[placed[b][0]]["order"] <= slots[placed[a][0]]["order"]:
            hit("H10 must come later", f"{b} after {a}")
    for e in inst["events"]:
        if e["pinned"] and placed.get(e["id"]) != (e["pinned"]["slot"], e["pinned"]["room"]):
            hit("H11 pinned event moved", e["id"])

    pref = {i: points(events[i], s, day_of) for i, (s, _) in placed.items()}
    themes = Counter((s, events[i]["theme"]) for i, (s, _) in placed.items())
    n_of, bad_of = Counter[str](), Counter[str]()  # an organisation's events: those it leads or co-sponsors
    for e in inst["events"]:
        for o in {e["lead"], *e["cosponsors"]}:
            n_of[o] += 1
            bad_of[o] += pref.get(e["id"], 0) <= OTHER_POINTS
    terms = {
        "placed": len(placed),
        "preference": sum(pref.values()),
        "theme_pairs": sum(k * (k - 1) // 2 for k in themes.values()),
        "room_waste": sum(waste(events[i], rooms[r]) for i, (_, r) in placed.items()),
        "unfair": sum(max(0, 2 * bad_of[o] - n_of[o]) for o in n_of),
    }
    prev = inst.get("previous") or {}
    if prev:
        both = [(placed[i], prev[i]) for i in prev if i in placed]
        terms["slot_moves"] = sum(p[0] != q["slot"] for p, q in both)
        terms["room_moves"] = sum(p[0] == q["slot"] and p[1] != q["room"] for p, q in both)
    extra = {
        "events": len(events),
        "satisfaction": round(sum(pref.values()) / (10 * max(1, len(events))), 4),
        "first_choice": sum(1 for i in placed if pref[i] == 10),
        "worst_points": min(pref.values(), default=0),
        "organisers_with_nothing_wanted": sum(1 for o in n_of if bad_of[o] == n_of[o]),
    }
    return bad, terms, extra


def judge_panel(inst: Any, assignments: Any) -> tuple[list[dict[str, str]], dict[str, int], dict[str, Any]]:
    bad: list[dict[str, str]] = []

    def hit(rule: str, text: str) -> None:
        bad.append({"rule": rule, "text": text})

    noms = {n["id"]: n for n in inst["nominations"]}
    sess = {s["id"]: s for s in inst["sessions"]}
    slots_of: dict[tuple[str, str], list[str]] = defaultdict(list)
    count: Counter[str] = Counter()
    filled, rank = 0, 0
    for k in assignments:
        if k not in sess:
            hit("P1 unknown session", k)
    for k, s in sess.items():
        people = assignments.get(k) or []
        if len(set(people)) != len(people):
            hit("P1 named twice", k)
        known = [noms[p] for p in people if p in noms]
        if len(known) != len(people):
            hit("P1 unknown nominee", k)
        seats = Counter(n["constituency"] for n in known)
        for c, v in seats.items():
            if v > s["seats"].get(c, 0):
                hit("P2 too many of a constituency", f"{k} {c}: {v}")
        for n in known:
            if k not in n["sessions"]:
                hit("P3 not nominated for the session", f"{n['id']} {k}")
            if s["slot"] in n["unavailable_slots"]:
                hit("P4 not available", f"{n['id']} {k}")
            slots_of[(n["id"], s["slot"])].append(k)
            count[n["id"]] += 1
            rank += 6 - n["rank"]
        filled += len(known)
        for c, v in Counter(n["country"] for n in known).items():
            if v > s["max_per_country"]:
                hit("P5 too many from one country", f"{k} {c}")
        sexes = Counter(n["gender"] for n in known)
        if known and (
            sexes["f"] * sum(s["seats"].values()) < s["min_women"] * len(known)
            or sexes["m"] * sum(s["seats"].values()) < s["min_men"] * len(known)
        ):
            hit("P6 gender balance", f"{k} {dict(sexes)}")  # share of the filled seats
    for (i, t), ks in slots_of.items():
        if len(ks) > 1:
            hit("P7 in two parallel sessions", f"{i} {t} {ks}")
    for i, v in count.items():
        if v > noms[i]["max_sessions"]:
            hit("P8 too many sessions", i)
    return (
        bad,
        {"seats_filled": filled, "rank_points": rank},
        {"seats": sum(sum(s["seats"].values()) for s in sess.values())},
    )


def evaluate(inst: Any, sol: Any) -> dict[str, Any]:
    f = judge_panel if inst["kind"] == "panel" else judge_allocation
    bad, terms, extra = f(inst, sol["assignments"])
    return {
        "instance": inst["name"],
        "kind": inst["kind"],
        "valid": not bad,
        "violations": bad[:50],
        "violation_count": len(bad),
        "terms": {t: terms[t] for t in ORDER[inst["kind"]]},
        **extra,
    }
