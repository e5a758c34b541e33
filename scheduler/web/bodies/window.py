"""From where somebody looks at the desk of a body: signed in, or by a personal link."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from scheduler.kernel.errors import NotFound
from scheduler.kernel.permissions import Visitor, may
from scheduler.nominations import desks, queries
from scheduler.nominations.desks import Route
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import SEE_AT_A_DESK


@dataclass(frozen=True)
class Window:
    """`frame` is the template around the pages. `admit` says who it is, and is asked again within each
    decision: a role may have gone to somebody else meanwhile; it raises Refused then. `to` makes the address
    of a page from its name and values."""

    frame: str
    admit: Callable[[], Visitor]
    to: Callable[..., str]

    def page(self, template: str, **facts: object) -> str:
        return render_template(template, desk=self, frame=self.frame, **facts)

    def back(self, said: str, page: str, **values: object) -> ResponseReturnValue:
        """To that page, which says what was done."""
        flash(said)
        return redirect(self.to(page, **values), 303)

    def nomination(self, code: str) -> Nomination:
        """One that lies on their desk. Of others nobody learns whether they are there."""
        try:
            one = queries.by_code(code)
        except NotFound:
            abort(404)
        return one if may(self.admit(), SEE_AT_A_DESK, one) else abort(404)

    def route(self, call: int, channel: str) -> Route:
        """A channel of a call in which they act."""
        return self.find_route(call, channel) or abort(404)

    def find_route(self, call: int, channel: str) -> Route | None:
        """The same, or None where they do not act or the meeting is over, and so have no list."""
        for route in desks.routes(self.admit()):
            if (route.call.id, route.channel.code) == (call, channel):
                return route
        return None
