"""What templates say of a list of speakers."""

from datetime import datetime

from flask import Flask, url_for

from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.floor_queries import Speaker
from scheduler.thematic_sessions.floor_rules import NAMES
from scheduler.thematic_sessions.terms import FloorKind, Turn
from scheduler.thematic_sessions.workflow import FLOOR


def furnish(app: Flask) -> None:
    app.jinja_env.globals.update(floor_kind=kind, floor_state=state, floor_left=left)


def desk_address(number: int) -> str:
    """Where the desk keeps the list of the session of this number, whether it is open yet or not."""
    return url_for("desk_floor.floor", number=number)


def kind(of: FloorKind) -> Sentence:
    """A kind of speakers, as a group."""
    return NAMES[of]


def state(turn: Turn) -> Sentence:
    return FLOOR.names[turn]


def left(speaker: Speaker, now: datetime) -> str:
    """How long who speaks still has, or how long they are over it, such as "2:05"."""
    if speaker.ends_at is None:
        return ""
    seconds = abs(int((speaker.ends_at - now).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"
