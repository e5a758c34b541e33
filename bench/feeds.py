"""Feeds against a bare WSGI application that returns the same bytes, under the same server, in one run; and
people's own feeds: repeats, first requests of many, memory, and what a release brings.

python3 dev.py bench feeds [--seconds N] [--rounds N] [--events N ...] [--subscriptions N] [--requests N]

For a quick look: --rounds 1 --events 150 --subscriptions 200 --requests 2000 --letters 100
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import stage
from bench.subscribing import measures
from bench.subscribing.furnishing import everything, subscribe
from scheduler.demo.fictitious import MOST_EVENTS


def main() -> None:
    given = asked()
    with tempfile.TemporaryDirectory() as name, stage.databases() as urls:
        folder = Path(name)
        for kind, url in urls.items():
            for events in given.events:
                print(f"\n{kind}, {events} events")
                environment = stage.settings(folder, f"{kind}-{events}", url) | memory(events)
                stage.fill(environment, events)
                is_last = events == given.events[-1]
                on(environment, folder, events, given, given.subscriptions if is_last else 1)


def asked() -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--seconds", type=float, default=0.5, help="of each round")
    parser.add_argument("--rounds", type=int, default=15, help="of each pair; the median counts")
    parser.add_argument("--events", type=int, nargs="+", default=[15_000, 1_500, 150])
    parser.add_argument("--subscriptions", type=int, default=10_000, help="with the last of the events")
    parser.add_argument("--requests", type=int, default=100_000, help="over which memory is watched")
    parser.add_argument("--letters", type=int, default=2_000, help="that are handed on")
    return parser.parse_args()


def memory(events: int) -> dict[str, str]:
    """Settings. One's own feed of more events than the fictitious meeting can have is larger than all that a
    worker keeps of such feeds unless it is told to keep more."""
    if events <= MOST_EVENTS:
        return {}
    print("  With SCHEDULER_OWN_FEED_MEMORY=64 instead of 32.")
    return {"SCHEDULER_OWN_FEED_MEMORY": "64"}


def on(
    environment: Mapping[str, str], folder: Path, events: int, given: argparse.Namespace, subscriptions: int
) -> None:
    """All measures on one instance."""
    with stage.inside(environment):
        addresses, whole = subscribe(subscriptions), everything()
    with stage.watched(environment, folder) as (port, process):
        for name, address in (
            ("feed", "/DEMO/calendar.ics"),
            ("feed of a day", "/DEMO/calendar.ics?day=2027-03-09"),
            ("own agenda", addresses[0]),
            ("own, everything", whole),
        ):
            stage.compare(name, port, address, folder, given.seconds, given.rounds)
        if subscriptions > 1:
            measures.first_requests(port, addresses)
            measures.memory(port, process, addresses, given.requests)
            measures.release(environment, port, addresses, events)
    if subscriptions > 1:
        measures.letters(environment, given.letters)


if __name__ == "__main__":
    main()
