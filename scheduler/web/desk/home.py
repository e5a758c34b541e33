"""What waits for the desk."""

from flask import render_template

from scheduler.web.access import guarded
from scheduler.web.desk.permissions import SEE_DESK
from scheduler.web.private import private_door

door = private_door("desk", __name__, "/desk")


@door.get("/")
@guarded(SEE_DESK)
def home() -> str:
    return render_template("desk/home.html")
