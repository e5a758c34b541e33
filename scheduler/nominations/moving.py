"""What the secretariat changes of a place before anybody is invited to it; and the link by which a speaker
joins."""

from scheduler.formats.programme_values import Wrong, url
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.nominations import placing
from scheduler.nominations.acting import carry_out, lock, lock_session, ready, require, write_down
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import INVITE
from scheduler.nominations.terms import Part, State
from scheduler.thematic_sessions.models import Seat, ThematicSession


def move(this: Decision, who: Visitor, nomination: Nomination, in_: ThematicSession, on: Seat) -> None:
    """To another seat, of this panel or of another one; nobody was told of the first. Raises Refused as
    `seating.seat` does: then they keep the seat that they have."""
    lock(nomination)
    lock_session(in_, on)
    ready(this, who, nomination, "move")
    before = nomination.seat_id
    placing.free(this, nomination, "Moved to another seat")
    nomination.part = Part.PANELLIST
    placing.take(this, nomination, in_, on)
    carry_out(this, "move nominee", who, nomination, "move", session=in_.id, seat=on.id, seat_before=before)


def unseat(this: Decision, who: Visitor, nomination: Nomination, why: str) -> None:
    """They are among those to choose from again. Nobody is told, as nobody was told of the seat. Raises
    Refused; for who was invited already, too: ask them, or let them withdraw."""
    carry_out(this, "unseat nominee", who, nomination, "unseat", why)
    placing.free(this, nomination, why)
    nomination.session_id = nomination.seat_id = None
    session.flush()


def give_joining_link(this: Decision, who: Visitor, nomination: Nomination, address: str) -> None:
    """By which they join online; empty: none. It stands on their own page alone, and the history does not
    hold it. Raises Refused for what is no address, and for who does not speak."""
    lock(nomination)
    require(this, who, INVITE, nomination)
    if nomination.state not in (State.SEATED, State.INVITED, State.ACCEPTED):
        raise Refused(Sentence("Only who has a place gets a link to join by. Load the page again."))
    try:
        nomination.joining_link = str(url(address.strip())) if address.strip() else None
    except Wrong as wrong:
        raise Refused(wrong.sentence) from None
    write_down(this, "give the joining link", nomination, given=nomination.joining_link is not None)
