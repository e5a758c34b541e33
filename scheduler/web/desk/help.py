"""What the desk is, in plain words."""

from flask import render_template

from scheduler.web.access import guarded
from scheduler.web.desk.home import door
from scheduler.web.desk.permissions import SEE_DESK


@door.get("/help/")
@guarded(SEE_DESK)
def help() -> str:
    """The places and the keys."""
    return render_template("desk/help.html")
