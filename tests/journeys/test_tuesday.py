"""A delegate's Tuesday at the fictitious meeting: chosen, filtered, and printed."""

from collections import Counter

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import NO_SCRIPT, PHONE, Reader, texts
from tests.journeys.data import FORMAL, KINDS, Record, days, entries, is_cancelled, programme

TUESDAY = "2027-03-09"


def on(day: str) -> list[Record]:
    return [one for one in entries("DEMO") if day in days(one)]


def counted_by_room(found: list[Record]) -> list[str]:
    counts = Counter(one["room"] for one in found if one["room"])
    return [f"{room} {counts[room]}" for room in sorted(counts)]


def counted_by_kind(found: list[Record]) -> list[str]:
    """In the order of kinds; last, what takes all formal meetings together."""
    counts = Counter(KINDS[one["kind"]] for one in found)
    counts["All formal meetings"] = sum(counts[KINDS[kind]] for kind in FORMAL)
    order = [*KINDS.values(), "All formal meetings"]
    return [f"{kind} {counts[kind]}" for kind in order if counts[kind]]


def columns(found: list[Record]) -> list[str]:
    """Rooms with their seats by name, then what is online only, then what has no published room."""
    seats = {room["name"]: room["capacity"] for room in programme("DEMO")["rooms"]}
    placed = [one for one in found if not one.get("until")]
    rooms = sorted({one["room"] for one in placed if one["room"]})
    elsewhere = {
        "Online" if one["format"] == "online" else "Room not published" for one in placed if not one["room"]
    }
    return [*(f"{room} {seats[room]} seats" for room in rooms), *sorted(elsewhere)]


def choices(panel: Locator) -> list[str]:
    """What can be chosen, each with its count."""
    return texts(panel.get_by_role("listitem"))


def shown(reader: Reader) -> str:
    return reader.page.locator(".shown").inner_text()


def titles(reader: Reader) -> set[str]:
    """Of the entries on the page: those with a title that leads to them."""
    every = {one["title"] for one in entries("DEMO")}
    return every.intersection(texts(reader.find("link")))


def test_a_tuesday_by_room_and_kind(reader: Reader) -> None:
    reader.go("/")
    reader.follow(reader.find("link", "Demonstration session (fictitious)"))
    reader.follow(reader.find("link", f"Tue 9 Mar {len(on(TUESDAY))}"))
    assert shown(reader) == f"{len(on(TUESDAY))} of {len(entries('DEMO'))} shown"
    assert titles(reader) == {one["title"] for one in on(TUESDAY)}

    kind, room = reader.panel("Kind"), reader.panel("Room")
    reader.open(kind)
    assert choices(kind) == counted_by_kind(on(TUESDAY))
    reader.open(room)
    assert choices(room) == counted_by_room(on(TUESDAY))

    here = [one for one in on(TUESDAY) if one["room"] == "Linden Hall"]
    reader.tick(room.get_by_label(f"Linden Hall {len(here)}", exact=True))
    reader.follow(room.get_by_role("button", name="Show"))
    assert shown(reader) == f"{len(here)} of {len(entries('DEMO'))} shown"
    assert titles(reader) == {one["title"] for one in here}

    reader.open(kind)
    assert choices(kind) == counted_by_kind(here)
    sessions = [one for one in here if one["kind"] == "thematic_session"]
    reader.tick(kind.get_by_label(f"Thematic session {len(sessions)}", exact=True))
    reader.follow(kind.get_by_role("button", name="Show"))
    assert titles(reader) == {one["title"] for one in sessions}

    reader.follow(reader.find("link", "Grid"))
    assert titles(reader) == {one["title"] for one in sessions}
    assert texts(reader.find("columnheader")) == ["Linden Hall 180 seats"]


def test_the_grid_shows_what_the_list_shows_and_is_remembered(reader: Reader) -> None:
    reader.go(f"/DEMO/?day={TUESDAY}")
    reader.follow(reader.find("link", "Grid"))
    assert titles(reader) == {one["title"] for one in on(TUESDAY)}
    assert texts(reader.find("columnheader")) == columns(on(TUESDAY))

    reader.go("/DEMO/?day=2027-03-10")
    expect(reader.find("table")).to_have_count(1)
    reader.follow(reader.find("link", "List"))
    reader.go("/DEMO/?day=2027-03-10")
    expect(reader.find("table")).to_have_count(0)
    assert titles(reader) == {one["title"] for one in on("2027-03-10")}


def test_what_is_cancelled_says_so_in_every_view(reader: Reader) -> None:
    off = [one for one in on("2027-03-12") if is_cancelled(one)]
    assert len(off) == 2
    reader.go("/DEMO/?day=2027-03-12&view=list")
    for one in off:
        expect(reader.find("heading", f"Side event Cancelled {one['title']}")).to_be_visible()
    assert reader.text().count("Cancelled") == len(off)
    reader.follow(reader.find("link", "Grid"))
    assert reader.text().count("Cancelled") == len(off)
    reader.follow(reader.find("link", off[0]["title"]))
    assert "Side event Cancelled" in reader.text()
    assert "It does not take place." in reader.text()


@pytest.mark.parametrize("way", [NO_SCRIPT, PHONE], ids=str)
def test_what_has_no_place_yet_is_listed_apart(reader: Reader) -> None:
    waiting = [one for one in entries("DEMO") if one["date"] is None]
    assert len(waiting) == 5
    reader.go(f"/DEMO/?day={TUESDAY}&view=list")
    reader.follow(reader.find("link", "5 entries have no day yet."))
    apart = reader.find("region", "Not yet placed")
    assert set(texts(apart.get_by_role("link"))) == {one["title"] for one in waiting}
    reader.follow(apart.get_by_role("link").first)
    assert "Not yet placed" in reader.text()
    assert "When No day is published." in reader.text()
