"""Takes the pictures of this folder from the demonstration: python3 dev.py screenshots. It wants Chromium."""

import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from bench.stage import ours

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
BASE_URL = "https://programme.example"
TUESDAY = "/DEMO/?day=2027-03-09"
WIDTHS = {"wide": (1440, 1000), "tablet": (768, 1024), "phone": (375, 812)}


def main() -> None:
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        sys.exit("Chromium is not installed; on Debian: apt-get install chromium.")
    with tempfile.TemporaryDirectory() as name:
        environment = {"SCHEDULER_INSTANCE_PATH": f"{name}/instance", "SCHEDULER_BASE_URL": BASE_URL}
        scheduler = str(Path(sys.executable).with_name("scheduler"))
        subprocess.run(
            [scheduler, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        with ours(environment, Path(name)) as port, sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            chromium = playwright.chromium.launch(executable_path=browser, args=arguments)
            take_all(chromium, f"http://127.0.0.1:{port}")
            chromium.close()


def take_all(chromium: Browser, site: str) -> None:
    for name, path, width, options in pictures(site):
        wide, high = WIDTHS[width]
        page = chromium.new_page(
            viewport={"width": wide, "height": high}, timezone_id="Europe/London", locale="en-GB", **options
        )
        page.goto(site + path, wait_until="networkidle")
        page.screenshot(path=HERE / f"{name}.png")
        page.close()
        print(f"docs/screenshots/{name}.png")
    page = chromium.new_page()
    page.goto(f"{site}{TUESDAY}&view=list", wait_until="networkidle")
    page.pdf(path=HERE / "tuesday.pdf", prefer_css_page_size=True)
    print("docs/screenshots/tuesday.pdf")


def pictures(site: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Name, address, width, and what the browser is told to be."""
    event = first(site, "/DEMO/?day=2027-03-09&kind=special-event", "side-events")
    panel = first(site, "/TD2022/?day=2022-09-22", "sessions")
    for width in WIDTHS:
        yield f"list-{width}", f"{TUESDAY}&view=list", width, {}
    yield "grid-wide", f"{TUESDAY}&view=grid", "wide", {}
    yield "grid-dark", f"{TUESDAY}&view=grid", "wide", {"color_scheme": "dark"}
    yield "week-wide", "/DEMO/?view=week", "wide", {}
    yield "event-wide", event, "wide", {}
    yield "event-phone", event, "phone", {}
    yield "panel-2022-wide", panel, "wide", {}
    yield "panel-2022-phone", panel, "phone", {}
    yield "subscribe-wide", f"/DEMO/subscribe/{TUESDAY.partition('/DEMO/')[2]}", "wide", {}


def first(site: str, path: str, section: str) -> str:
    """The address of the first entry of a kind that a page names."""
    with urllib.request.urlopen(site + path) as answer:
        found = re.search(rf'/[A-Z0-9]+/{section}/[^/"]+/', answer.read().decode())
    assert found, path
    return found[0]


if __name__ == "__main__":
    main()
