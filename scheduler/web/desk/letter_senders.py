"""Under which names bodies write, and in which meetings the desk wants to read letters first."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.mail import queries, rules, wording
from scheduler.mail.models import Correspondent
from scheduler.mail.permissions import EDIT_TEXTS
from scheduler.meetings import queries as meetings
from scheduler.web.access import guarded
from scheduler.web.desk.letters import door
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present


class Introduction(Form):
    """How a body appears in its letters."""

    name = line(later("Name"), most=60, hint=later("Readers see it as the sender."))
    reply_to = line(
        later("Address for answers"),
        required=False,
        type="email",
        hint=later("Empty: answers go to the address that letters come from."),
    )


def body_of(code: str) -> Correspondent:
    """Raises NotFound."""
    body = queries.correspondents().get(code)
    if body is None:
        raise NotFound(Sentence("No such body writes letters."))
    return body


@door.get("/senders/")
@guarded(EDIT_TEXTS)
def bodies() -> str:
    return render_template(
        "desk/letters/senders.html",
        bodies=queries.correspondents().values(),
        meetings=meetings.codes(),
        holding=queries.holding(),
    )


@door.route("/senders/<code>/", methods=["GET", "POST"])
@guarded(EDIT_TEXTS, body_of)
def body(one: Correspondent) -> ResponseReturnValue:
    """Change the name or the address for answers."""
    form = Introduction(one)
    if form.is_sent:
        address = form.reply_to.data or None
        fault = rules.unusable(address) if address else None
        if not fault:
            with decision(present().actor) as this:
                wording.introduce(this, one, form.name.data, address)
            flash(gettext("Stored. Letters that go out from now on say so."))
            return redirect(url_for("desk_letters.bodies"), 303)
        form.reply_to.errors = [say(fault)]
    page = render_template("desk/letters/sender.html", body=one, form=form)
    return page, 422 if request.method == "POST" else 200


@door.post("/meetings/<meeting:code>/hold")
@guarded(EDIT_TEXTS)
def hold(code: str) -> ResponseReturnValue:
    """Hold a meeting's letters from now on, or no longer."""
    meeting, holds = meetings.existing_meeting(code), request.form.get("holds") == "yes"
    with decision(present().actor) as this:
        wording.hold(this, meeting.id, f"meeting {meeting.code}", holds)
    flash(
        gettext("From now on, letters of %(code)s wait for the desk.", code=meeting.code)
        if holds
        else gettext(
            "From now on, letters of %(code)s go out at once. What is held stays held.", code=meeting.code
        )
    )
    return redirect(url_for("desk_letters.bodies"), 303)
