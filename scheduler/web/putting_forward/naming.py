"""How a person can be named to the public, shown with their own name."""

from scheduler.kernel.words import Sentence
from scheduler.nominations.models import Nomination
from scheduler.nominations.privacy import public_name
from scheduler.nominations.terms import NamedAs
from scheduler.web.languages import say
from scheduler.web.putting_forward.words import NAMED


def public_names(one: Nomination) -> list[tuple[NamedAs, str]]:
    """Each choice, with what pages would say."""
    return [
        (as_, say(Sentence("%(how)s: %(name)s", how=said, name=_name(one, as_))))
        for as_, said in NAMED.items()
    ]


def _name(one: Nomination, as_: NamedAs) -> str:
    return public_name(one.person.name, one.organisation.name, as_)
