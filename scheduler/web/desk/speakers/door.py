"""The door of calls for speakers, and how addresses name what is behind it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.text import clean_line
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations import queries
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.web.private import private_door

door = private_door("desk_speakers", __name__, "/desk/speakers")


def meeting_of(code: str) -> Meeting:
    """Raises NotFound."""
    return existing_meeting(clean_line(code))


def call_of(code: str, call: str) -> SpeakerCall:
    """Raises NotFound."""
    return queries.call(meeting_of(code), clean_line(call))


def channel_of(code: str, channel: str) -> Channel:
    """Raises NotFound."""
    return queries.channel(meeting_of(code), clean_line(channel))


def back(said: str, endpoint: str, **values: str) -> ResponseReturnValue:
    """On to another page of this door, which says what was done."""
    flash(said)
    address: str = url_for(f"desk_speakers.{endpoint}", **values)  # type: ignore[arg-type]
    return redirect(address, 303)
