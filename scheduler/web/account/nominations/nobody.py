"""Saying for an organisation that it has nobody to name."""

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms.validators import InputRequired

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.nominations import answering, desks
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.permissions import APPLY
from scheduler.nominations.ways import Way, sessions, ways
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.web.access import guarded
from scheduler.web.account.nominations.door import door
from scheduler.web.account.nominations.putting import call_of
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present


class NobodyForm(Form):
    """Which organisation has no nominee, for which session, and why."""

    way = wtforms.RadioField(later("Which organisation"), [InputRequired(EMPTY)])
    session = wtforms.SelectField(later("For which session"))
    why = line(later("Your reason"), most=500, required=False, hint=later("The secretariat reads it."))

    def __init__(self, call: SpeakerCall, known: list[Way]) -> None:
        super().__init__()
        self.call = call
        self.ways = {f"{way.organisation.id}-{way.channel.id}": way for way in known}
        self.way.choices = [
            (key, gettext("%(name)s, by: %(channel)s", name=way.organisation.name, channel=way.channel.name))
            for key, way in self.ways.items()
        ]
        if self.way.data is None and len(self.ways) == 1:
            self.way.data = next(iter(self.ways))
        titles = [(str(one.id), one.title) for one in sessions(call.meeting)]
        self.session.choices = [("", gettext("For none of them")), *titles]

    @property
    def chosen(self) -> Way:
        return self.ways[self.way.data]

    @property
    def in_(self) -> ThematicSession | None:
        """The session that was chosen; None: all."""
        return desks.session_of(self.call, int(self.session.data)) if self.session.data else None


@door.route("/none/<meeting>/<call>/", methods=("GET", "POST"))
@guarded(APPLY, call_of)
def nobody(call: SpeakerCall) -> ResponseReturnValue:
    """Somebody can still be named afterwards."""
    form = NobodyForm(call, ways(call, present().organisations))
    if form.is_sent:
        way = form.chosen
        try:
            with decision(present().actor) as this:
                said = (way.organisation, form.in_, form.why.data or None)
                answering.say_no_nominee(this, present(), call, way.channel, *said)
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            flash(gettext("It is noted. You can still name somebody while the call is open."))
            return redirect(url_for("account_nominations.nominations"), 303)
    page = render_template(
        "account/nominations/nobody.html", call=call, zone=call.meeting.time_zone, form=form
    )
    return page, 422 if request.method == "POST" else 200
