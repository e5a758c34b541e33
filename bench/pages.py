"""Pages against a bare WSGI application that returns the same bytes, under the same server, in one run; what
making a page costs; and the first paint in Chromium.

python3 dev.py bench pages [--seconds N] [--rounds N] [--events N ...]
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from bench import stage
from scheduler import create_app
from scheduler.demo.fictitious import programme

TIMES = 10
"""How often a page is made anew, to tell what that costs."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5, help="of each pair; the median counts")
    parser.add_argument("--events", type=int, nargs="*", default=[150, 1500])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for events in given.events:
            print(f"\nSQLite, {events} events")
            environment = stage.settings(folder, f"SQLite-{events}")
            stage.fill(environment, events)
            pages = addresses(events)
            made_anew(environment, pages)
            with stage.ours(environment, folder) as port:
                for page, path in pages.items():
                    view = "grid" if page.endswith("grid") else "list"
                    cookie = f"view={view}"  # of a reader who has chosen before
                    stage.compare(page, port, path, folder, given.seconds, given.rounds, cookie)
                first_paint(port, pages)


def addresses(events: int) -> dict[str, str]:
    """What a delegate looks at."""
    code = programme(events)["side_events"][0]["code"]
    return {
        "a day, list": "/DEMO/?day=2027-03-09&view=list",
        "a day, grid": "/DEMO/?day=2027-03-09&view=grid",
        "whole programme": "/DEMO/?day=all&view=list",
        "an entry": f"/DEMO/side-events/{code}/",
    }


def made_anew(environment: dict[str, str], pages: dict[str, str]) -> None:
    """Milliseconds that a page costs which nobody asked for since the last release or minute."""
    os.environ.update(environment)
    app = create_app(PAGE_MEMORY=0)
    client = app.test_client()
    for page, path in pages.items():
        client.get(path)
        started = time.perf_counter()
        for _ in range(TIMES):
            assert client.get(path).status_code == 200
        print(f"  {page:<16} made anew in {(time.perf_counter() - started) / TIMES * 1000:.1f} ms")
    for name in environment:
        del os.environ[name]


def first_paint(port: int, pages: dict[str, str]) -> None:
    """Milliseconds to the first contentful paint, where Chromium is installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        print("  Chromium is not installed here: no first paint.")
        return
    script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=browser, args=arguments)
        for name, path in pages.items():
            page = chromium.new_page()
            page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
            print(f"  {name:<16} first paint after {page.evaluate(script):.0f} ms")
            page.close()
        chromium.close()


if __name__ == "__main__":
    main()
