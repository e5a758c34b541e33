"""An entity that was asked names its person by a link, or says that it has no nominee."""

from datetime import timedelta
from typing import Any, cast

from flask import g, request

from scheduler.applications.facts import Faulty
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.nominations import asking, desks
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.answering import say_no_nominee
from scheduler.nominations.body_models import Asked
from scheduler.nominations.nominating import nominee, put_forward
from scheduler.nominations.rules import faults_of_words
from scheduler.nominations.ways import Way
from scheduler.web.links.purposes import Purpose
from scheduler.web.links.typed import faults
from scheduler.web.putting_forward.forms import NameForm

NAMED = Sentence("It is received. A letter asks the person you named to confirm.")
NOBODY = Sentence("It is noted that you have no nominee. Thank you for the answer.")
LASTS = timedelta(days=60)
LONGEST_WHY = 500


def _facts(link: Link) -> dict[str, Any]:
    """What is asked, and the form for an answer."""
    one = _asked(link)
    form = _form(one)
    return {
        "one": one,
        "call": one.call,
        "zone": one.call.meeting.time_zone,
        "until": asking.by_when(one),
        "title": desks.session_of(one.call, one.session_id).title,
        "form": form,
        "most": LONGEST_WHY,
    }


def _name(this: Decision, link: Link) -> Sentence:
    one = _asked(link)
    form = _form(one)
    if form.validate():
        form.tell(faults_of_words(form.words, one.call.required))
    if form.errors:
        raise Faulty([*faults(form)])
    whom = nominee(this, one.call.meeting, form.name.data, form.email.data)
    try:
        put_forward(this, _bearer(link, one), one.call, one.channel, one.organisation, whom, form.words)
    except Clash as clash:
        raise Refused(clash.sentence) from None
    return NAMED


def _nobody(this: Decision, link: Link) -> Sentence:
    one = _asked(link)
    why = clean_line(request.form.get("why", ""))[:LONGEST_WHY] or None
    in_ = desks.session_of(one.call, one.session_id)
    try:
        say_no_nominee(this, _bearer(link, one), one.call, one.channel, one.organisation, in_, why)
    except Clash as clash:
        raise Refused(clash.sentence) from None
    return NOBODY


def _asked(link: Link) -> Asked:
    """Raises NotFound for somebody else's."""
    try:
        return asking.by_number(int(link.thing.removeprefix("asked ")))
    except NotFound:
        raise Refused(
            Sentence("This was taken back. Write to the secretariat if it should not be.")
        ) from None


def _first(link: Link) -> None:
    lock_meeting(_asked(link).call.meeting_id)


def _bearer(link: Link, one: Asked) -> Visitor:
    """Who has the link answers for the entity that was asked, here and nowhere else."""
    return Visitor(person=link.person_id, organisations=frozenset({one.organisation_id}))


def _form(one: Asked) -> NameForm:
    """Read once, and kept with what is wrong."""
    if "naming_somebody" not in g:
        form = NameForm(one.call, [Way(one.organisation, one.channel)])
        form.name.description = ""  # nobody puts themselves forward here
        if request.method == "GET":
            form.first.data = str(one.session_id)
        g.naming_somebody = form
    return cast(NameForm, g.naming_somebody)


ENTITY = Purpose(
    asking.ENTITY,
    "links/entity-asked.html",
    _facts,
    {"name": _name, "nobody": _nobody},
    LASTS,
    {"name": NAMED, "nobody": NOBODY},
    first=_first,
)
