"""Who acts for the bodies of a channel by a personal link: the role goes to somebody, ends, or its link is
sent again. What is open goes with the role."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.words import Sentence
from scheduler.nominations import holding
from scheduler.nominations.body_models import Holder
from scheduler.nominations.call_models import Channel
from scheduler.nominations.nominating import nominee
from scheduler.nominations.permissions import HAND_ROLE
from scheduler.nominations.posts import posts
from scheduler.web.access import guarded
from scheduler.web.desk.speakers.channel_page import channel_page
from scheduler.web.desk.speakers.door import back, channel_of, door
from scheduler.web.desk.speakers.role_forms import RoleForm
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Held:
    """Who holds a role of the channel by a link."""

    channel: Channel
    holder: Holder


def held_in(code: str, channel: str, holder: int) -> Held:
    """Raises NotFound."""
    one = channel_of(code, channel)
    for post in posts(one):
        if post.holder and post.holder.id == holder:
            return Held(one, post.holder)
    raise NotFound(Sentence("Nobody holds this role by a link now. Load the page again."))


@door.post("/<code>/channels/<channel>/roles/")
@guarded(HAND_ROLE, channel_of)
def hand_on(one: Channel) -> ResponseReturnValue:
    """To somebody who is written to; whoever held it by a link before does no more."""
    form = RoleForm(one)
    code, channel = one.meeting.code, one.code
    if not form.is_sent:
        return channel_page(one, role=form), 422
    try:
        with decision(present().actor) as this:
            whom = nominee(this, one.meeting, form.name.data, form.email.data)
            holding.hand_role(this, form.chosen.body, form.chosen.role, whom)
    except Told as refused:
        form.form_errors.append(say(refused.sentence))
        return channel_page(one, role=form), 409
    said = gettext("The role is theirs now, with all that is open. A letter brings them the link.")
    return back(said, "channel", code=code, channel=channel)


@door.post("/<code>/channels/<channel>/roles/<int:holder>/again")
@guarded(HAND_ROLE, held_in)
def role_again(held: Held) -> ResponseReturnValue:
    with decision(present().actor) as this:
        holding.send_again(this, held.holder)
    said = gettext("A letter brings them a new link. The one before no longer works.")
    return back(said, "channel", code=held.channel.meeting.code, channel=held.channel.code)


@door.post("/<code>/channels/<channel>/roles/<int:holder>/end")
@guarded(HAND_ROLE, held_in)
def end_role(held: Held) -> ResponseReturnValue:
    with decision(present().actor) as this:
        holding.end_role(this, held.holder)
    said = gettext("They act for the body no more, and their link no longer works.")
    return back(said, "channel", code=held.channel.meeting.code, channel=held.channel.code)
