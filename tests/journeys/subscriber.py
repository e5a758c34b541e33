"""A calendar program on somebody's machine: `vdirsyncer` fetches, `khal` shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
SYNCER = """
[general]
status_path = "{folder}/status/"

[pair mine]
a = "feed"
b = "files"
collections = null
conflict_resolution = "a wins"

[storage feed]
type = "http"
url = "{address}"

[storage files]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[mine]]
path = {folder}/calendar/
readonly = True

[sqlite]
path = {folder}/khal.db

[locale]
local_timezone = Europe/Vienna
default_timezone = Europe/Vienna
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
SHOWN = "{start-long} {title} / {location} / {status}"


class Subscriber:
    """Somebody who pasted an address into their calendar program."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        (folder / "calendar").mkdir(parents=True)
        for name, text in (("syncer", SYNCER), ("khal", KHAL)):
            (folder / name).write_text(text.format(folder=folder, address=address))
        self._run("vdirsyncer", "-c", str(folder / "syncer"), "discover")

    def sync(self) -> list[str]:
        """Look for changes; what the program says of them, without the UIDs: one line for each."""
        told = self._run("vdirsyncer", "-c", str(self._folder / "syncer"), "sync")
        return sorted(re.sub(r" item \S+", " item", line) for line in told if " item " in line)

    def shows(self) -> list[str]:
        """The entries of the week of the meeting as the program shows them."""
        found = self._run(
            "khal",
            "-c",
            str(self._folder / "khal"),
            "list",
            "--day-format",
            "",
            "--format",
            SHOWN,
            "2027-03-08",
            "7d",
        )
        return [line.strip() for line in found if line.strip()]

    @property
    def files(self) -> int:
        return len(list((self._folder / "calendar").iterdir()))

    def _run(self, program: str, *words: str) -> list[str]:
        home = {"HOME": str(self._folder), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        done = subprocess.run([BIN / program, *words], env=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return (done.stdout + done.stderr).splitlines()
