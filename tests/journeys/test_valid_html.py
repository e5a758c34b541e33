"""The Nu HTML Checker reads every kind of page. Without it (see conftest.py), this file is left out."""

import json
import os
import subprocess
from pathlib import Path

from tests.journeys.crawl import pages
from tests.journeys.serving import Server


def test_every_page_is_valid_html(site: Server, tmp_path: Path) -> None:
    found = pages(site)
    for number, page in enumerate(found.values()):
        (tmp_path / f"{number}.html").write_bytes(page)
    command = ["java", "-jar", os.environ["SCHEDULER_VNU_JAR"], "--format", "json"]
    checked = subprocess.run(
        [*command, *sorted(tmp_path.glob("*.html"))], stderr=subprocess.PIPE, check=False
    )
    addresses = list(found)
    faults = {
        (addresses[int(Path(fault["url"]).stem)], fault["message"])
        for fault in json.loads(checked.stderr)["messages"]
    }
    assert faults == set()
