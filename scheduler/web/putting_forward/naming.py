"""How a person can be named to the public, shown with their own name; and what follows from their choice."""

from flask import current_app

from scheduler.kernel.decision import Decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.words import Sentence
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import choose_naming
from scheduler.nominations.privacy import public_name
from scheduler.nominations.terms import NamedAs
from scheduler.releases.remaking import name_anew
from scheduler.web.languages import say
from scheduler.web.putting_forward.forms import NamingForm
from scheduler.web.putting_forward.words import NAMED


def public_names(one: Nomination) -> list[tuple[NamedAs, str]]:
    """Each choice, with what pages would say."""
    return [
        (as_, say(Sentence("%(how)s: %(name)s", how=said, name=_name(one, as_))))
        for as_, said in NAMED.items()
    ]


def _name(one: Nomination, as_: NamedAs) -> str:
    return public_name(one.person.name, one.organisation.name, as_)


def choose(this: Decision, who: Visitor, one: Nomination, naming: NamingForm) -> None:
    """Keep what the person chose; what is public of them already follows at once."""
    as_ = NamedAs(naming.named_as.data)
    choose_naming(this, who, one, as_, shown=naming.shown.data, recorded=naming.recorded.data)
    name_anew(this, one.call.meeting, one.person_id, current_app.config["BASE_URL"])
