"""Feeds against a bare WSGI application that returns the same bytes, under the same server, in one run.

python3 dev.py bench feeds [--seconds N] [--rounds N] [--events N ...]
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import stage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5, help="of each pair; the median counts")
    parser.add_argument("--events", type=int, nargs="*", default=[150, 1500])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, stage.databases() as urls:
        folder = Path(name)
        for kind, url in urls.items():
            for events in given.events:
                print(f"\n{kind}, {events} events")
                environment = stage.settings(folder, f"{kind}-{events}", url)
                stage.fill(environment, events)
                with stage.ours(environment, folder) as port:
                    stage.compare("feed", port, "/DEMO/calendar.ics", folder, given.seconds, given.rounds)
                    selection = "/DEMO/calendar.ics?day=2027-03-09"
                    stage.compare("feed of a day", port, selection, folder, given.seconds, given.rounds)


if __name__ == "__main__":
    main()
