"""Who may put somebody forward after the close of a call for speakers, by a personal link."""

from dataclasses import dataclass

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from scheduler.calls.rules import Late
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused, Told
from scheduler.kernel.words import Sentence
from scheduler.links import queries as links
from scheduler.links.actions import revoke
from scheduler.links.models import Link
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.rules import unusable
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.called import called
from scheduler.nominations.letting_in import LATE_NOMINATION, let_in_late
from scheduler.nominations.nominating import nominee
from scheduler.nominations.permissions import SET_CALLS
from scheduler.web.access import guarded
from scheduler.web.desk.call_forms import LateForm
from scheduler.web.desk.speakers.door import back, call_of, door
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Entry:
    """A call, and a link that lets somebody in late."""

    call: SpeakerCall
    link: Link


def entry_of(code: str, call: str, link: int) -> Entry:
    """Raises NotFound."""
    found, one = call_of(code, call), links.by_number(link)
    if (one.purpose, one.thing) != (LATE_NOMINATION, found.thing):
        raise NotFound(Sentence("There is no such link."))
    return Entry(found, one)


@door.get("/<code>/calls/<call>/late/")
@guarded(SET_CALLS, call_of)
def late(call: SpeakerCall) -> str:
    """The links that work now, and the form for another one."""
    return _page(call, LateForm())


@door.post("/<code>/calls/<call>/late/")
@guarded(SET_CALLS, call_of)
def let_in(call: SpeakerCall) -> ResponseReturnValue:
    """A link for one name. Its address is shown this once: nobody can read it later."""
    form = LateForm()
    fine = form.is_sent
    if fine and (why := unusable(form.email.data)):
        form.email.errors = [say(why)]
        fine = False
    if not fine:
        return _page(call, form), 422
    try:
        with decision(present().actor) as this:
            whom = nominee(this, call.meeting, form.name.data, form.email.data)
            _, token = let_in_late(this, call, whom, form.lasts)
    except Told as refused:
        form.form_errors.append(say(refused.sentence))
        return _page(call, form), 409
    address = current_app.config["BASE_URL"] + LINK_PATH.format(token=token)
    return _page(call, LateForm(), address, form.name.data)


@door.post("/<code>/calls/<call>/late/<int:link>/revoke")
@guarded(SET_CALLS, entry_of)
def revoke_late(entry: Entry) -> ResponseReturnValue:
    with decision(present().actor) as this:
        if why := links.ended(entry.link):
            raise Refused(why)
        revoke(this, entry.link)
    said = gettext("The link no longer works.")
    return back(said, "late", code=entry.call.meeting.code, call=entry.call.code)


def _page(call: SpeakerCall, form: LateForm, address: str | None = None, name: str | None = None) -> str:
    entries = [link for link in links.alive(call.thing) if link.purpose == LATE_NOMINATION]
    return render_template(
        "desk/speakers/late.html",
        call=call,
        meeting=call.meeting,
        zone=call.meeting.time_zone,
        by_link=call.late is Late.LINK,
        form=form,
        address=address,
        address_for=name,
        entries=entries,
        called=called(f"person {link.person_id}" for link in entries),
    )
