"""Another process decides something in the demonstration's meeting that a letter tells somebody of:
`python -m tests.journeys.telling ADDRESS WHAT`, on the instance that the environment names."""

import sys

from scheduler import create_app
from scheduler.accounts.queries import addressee, by_address
from scheduler.demo.fictitious import CODE
from scheduler.kernel.decision import bookkeeping
from scheduler.mail.actions import write
from scheduler.mail.letters import ON_BEHALF
from scheduler.meetings.queries import existing_meeting


def tell(address: str, what: str) -> None:
    meeting, reader = existing_meeting(CODE), by_address(address)
    assert reader
    to = addressee(reader.person)
    assert to
    places = {"what": what, "source": "by telephone", "came": "3 March 2026", "meeting": meeting.title}
    with bookkeeping("journeys") as this:
        write(this, ON_BEHALF, to, f"meeting {CODE}", places=places, meeting_id=meeting.id)


if __name__ == "__main__":
    with create_app().app_context():
        tell(*sys.argv[1:])
