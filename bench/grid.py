"""The grid of the timetable with a meeting of the usual size: what its pages cost the server, how heavy they
are, and in Chromium how long a step by keys and a drop take until they are painted.

python3 dev.py bench grid [--events N] [--steps N]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from playwright.sync_api import Page, sync_playwright

from bench import stage
from scheduler import create_app
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Role
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable.moving import move
from scheduler.timetable.queries import entries, placements, public_plan
from tests.browser import program
from tests.web.counting import counted
from tests.web.people import Browser, member, signed_in

TIMES = 10
"""How often each page is made; the median counts."""
WAITING = 10
"""So many events are taken out first, to be dragged in again."""
WATCH = """name => document.addEventListener(name, () => {
    const start = performance.now();
    document.documentElement.dataset.painted = "";
    requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
            document.documentElement.dataset.painted = performance.now() - start;
        };
        channel.port2.postMessage("");
    });
}, {capture: true, once: true})"""
"""Writes down the milliseconds from the next event of this name until what it changed is painted."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=150)
    parser.add_argument("--steps", type=int, default=20, help="by keys; the median and the worst count")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = stage.settings(folder, "SQLite")
        stage.fill(environment, given.events)
        os.environ.update(environment)
        app = create_app()
        here = take_some_out(app)
        client = signed_in(app, member(app, Role.SECRETARIAT))
        on_the_server(app, client, here)
        with stage.ours(environment, folder) as port:
            in_chromium(client, f"http://127.0.0.1:{port}", here, given.steps)


def take_some_out(app: Flask) -> str:
    """The address of the grid, once some events wait for a place."""
    with app.app_context(), decision("bench") as this:
        plan = public_plan(existing_meeting("DEMO"))
        assert plan
        known, standing = entries(plan.meeting_id), placements(plan)
        chosen = [known[number] for number in standing if known[number].section == "side_events"]
        move(this, plan, dict.fromkeys(chosen[:WAITING]), seen=plan.revision)
        session.flush()
        print(f"  {len(standing)} placements, of which {WAITING} were taken out")
        return f"/desk/timetable/DEMO/{plan.id}/?day=week"


def on_the_server(app: Flask, client: Browser, here: str) -> None:
    """Milliseconds of the processor, bytes and questions to the database."""
    text = client.get(here).text
    code = text.partition('data-card="')[2].partition('"')[0]
    tag = client.get(here).headers["ETag"]
    pages: Mapping[str, tuple[str, Mapping[str, str]]] = {
        "the week": (here, {}),
        "one day": (here.replace("week", "2027-03-09"), {}),
        "what changes": (f"{here}&part=all", {}),
        "costs of all cells": (f"{here}&part=hand&hand={code}", {}),
        "nothing new (304)": (f"{here}&part=all", {"If-None-Match": tag}),
    }
    for name, (address, headers) in pages.items():
        took = [_timed(lambda a=address, h=headers: client.get(a, headers=h)) for _ in range(TIMES)]  # type: ignore[misc]
        with counted(app) as sent:
            answer = client.get(address, headers=headers)
        told = f"{len(answer.data) / 1000:6.0f} kB, {len(sent)} questions"
        print(f"  {name:<20} {statistics.median(took):6.0f} ms of the processor, {told}")


def _timed(act: Callable[[], object]) -> float:
    """By the processor's time, as machines may be busy."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def in_chromium(client: Browser, site: str, here: str, steps: int) -> None:
    """Milliseconds until something is painted, where Chromium is installed."""
    if (path := program()) is None:
        print("  Chromium is not installed here: nothing was painted.")
        return
    cookie = client.get_cookie("session")
    assert cookie
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
        page = context.new_page()
        page.goto(site + here, wait_until="networkidle")
        _weigh(page)
        _by_keys(page, steps)
        _by_mouse(page)
        chromium.close()


def _weigh(page: Page) -> None:
    nodes = page.evaluate("() => document.querySelectorAll('*').length")
    cells = page.locator("[data-cell]").count()
    cards = page.locator("[data-card]").count()
    paint = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    print(f"  in Chromium: {nodes} nodes, {cells} cells, {cards} cards; first paint after {paint:.0f} ms")


def _by_keys(page: Page, steps: int) -> None:
    """An event is picked up, and carried from cell to cell."""
    page.locator(".pool [data-take]").first.focus()
    started = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator("[data-cell]:focus").wait_for()
    print(f"  picked up, all cells marked: {(time.perf_counter() - started) * 1000:.0f} ms")
    took = []
    page.evaluate("() => delete document.documentElement.dataset.painted")
    for number in range(steps):
        key = "ArrowRight" if number % 4 < 2 else "ArrowLeft"
        page.evaluate(WATCH, "keydown")
        page.keyboard.press(key)
        took.append(_painted(page))
    print(f"  a step by keys, painted: {statistics.median(took):.0f} ms, {max(took):.0f} ms at worst")
    page.keyboard.press("Escape")


def _painted(page: Page) -> float:
    page.locator("html[data-painted]:not([data-painted=''])").wait_for()
    return float(page.evaluate("() => document.documentElement.dataset.painted"))


def _by_mouse(page: Page) -> None:
    """Events are dragged from the list into free cells."""
    painted_after, told_after = [], []
    for _ in range(WAITING // 2):
        card = page.locator(".pool [data-card]").first
        code = card.get_attribute("data-card")
        card.locator(".facts").hover()
        page.mouse.down()
        page.locator(".sheets").hover(position={"x": 300, "y": 300})
        free = page.locator("td:has(> .put:is(.free, .warns))").first
        free.scroll_into_view_if_needed()
        free.hover()
        page.evaluate(WATCH, "drop")
        started = time.perf_counter()
        page.mouse.up()
        painted_after.append(_painted(page))
        page.locator(f"td #card-{code}:not(.on-its-way)").wait_for()
        told_after.append((time.perf_counter() - started) * 1000)
    told = (
        f"{statistics.median(painted_after):.0f} ms; stored and shown: {statistics.median(told_after):.0f} ms"
    )
    print(f"  from the drop to painted: {told}")


if __name__ == "__main__":
    main()
