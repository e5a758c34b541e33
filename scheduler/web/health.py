"""For machines that look after the service, and for robots that read it."""

from functools import cache

from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from scheduler.jobs import queue
from scheduler.kernel.db import db
from scheduler.migrations import steps

door = Blueprint("health", __name__)

_newest = cache(steps.newest)


@door.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return _plain("alive")


@door.get("/readyz")
def ready() -> tuple[dict[str, str], int]:
    """The database answers and has the tables that this version wants, and the queue can be opened; else 503
    and what to do."""
    checks = {"database": "ok", "migrations": "ok", "queue": "ok"}
    try:
        if steps.present(db.engine) != _newest():
            checks["migrations"] = "not at the newest: run `scheduler db upgrade`"
    except SQLAlchemyError:
        checks |= {"database": "does not answer", "migrations": "unknown"}
    if queue.trouble():
        checks["queue"] = "cannot be opened: run `scheduler doctor`"
    return checks, 200 if set(checks.values()) == {"ok"} else 503


@door.get("/robots.txt")
def robots() -> Response:
    """Everything here is public, for every robot."""
    return _plain("User-agent: *\nDisallow:")


def _plain(text: str) -> Response:
    return Response(f"{text}\n", mimetype="text/plain")
