"""The channels of a meeting: their steps, who holds their roles, and a new one made like another."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.meetings.models import Meeting
from scheduler.nominations import channels as rules
from scheduler.nominations import queries
from scheduler.nominations.call_models import Channel
from scheduler.nominations.calling import deliver_channels, set_channel
from scheduler.nominations.permissions import SET_CALLS
from scheduler.web.access import guarded
from scheduler.web.desk.speakers.channel_forms import ChannelForm
from scheduler.web.desk.speakers.channel_page import channel_page
from scheduler.web.desk.speakers.door import back, channel_of, door, meeting_of
from scheduler.web.languages import gettext, ngettext, say
from scheduler.web.visitors import present


@door.get("/<code>/channels/")
@guarded(SET_CALLS, meeting_of)
def channels(meeting: Meeting) -> str:
    """All of them, and those that could be added."""
    known = queries.channels_of(meeting)
    codes = {one.code for one in known}
    missing = [terms for code, terms in rules.delivered().items() if code not in codes]
    return render_template("desk/speakers/channels.html", meeting=meeting, channels=known, missing=missing)


@door.post("/<code>/channels/deliver")
@guarded(SET_CALLS, meeting_of)
def deliver(meeting: Meeting) -> ResponseReturnValue:
    """The channels that come with the program."""
    with decision(present().actor) as this:
        number = len(deliver_channels(this, meeting))
        if not number:
            this.abandon()
    said = ngettext("One channel was added.", "%(num)s channels were added.", number)
    return back(said if number else gettext("They are all there already."), "channels", code=meeting.code)


@door.route("/<code>/channels/new/", methods=("GET", "POST"))
@guarded(SET_CALLS, meeting_of)
def new_channel(meeting: Meeting) -> ResponseReturnValue:
    """With the steps of one that there is, for other bodies."""
    form = ChannelForm(meeting)
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                code = set_channel(this, meeting, form.terms).code
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            return back(gettext("The channel is added."), "channel", code=meeting.code, channel=code)
    page = render_template("desk/speakers/new-channel.html", meeting=meeting, form=form)
    return page, 422 if request.method == "POST" else 200


@door.get("/<code>/channels/<channel>/")
@guarded(SET_CALLS, channel_of)
def channel(one: Channel) -> str:
    """Its steps, and who holds the roles that act in them."""
    return channel_page(one)
