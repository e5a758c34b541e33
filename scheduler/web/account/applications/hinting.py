"""What an applicant is told beside the form. A hint never stops anybody."""

from dataclasses import dataclass

from scheduler.applications import hints as rules
from scheduler.applications.comparing import said_of_states
from scheduler.applications.facts import LONGEST, Facts
from scheduler.applications.joining import JOINABLE
from scheduler.applications.models import Application
from scheduler.applications.queries import open_to_joining
from scheduler.applications.telling import organisation
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.web.languages import gettext, say


@dataclass(frozen=True)
class Alike:
    """Another application on a similar topic, whose organisers are open to make one event of two."""

    code: str
    title: str
    organisation: str
    shared: tuple[str, ...]


def hints(application: Application, facts: Facts) -> dict[str, list[Sentence]]:
    """By field: on length, and on States that are named without taking part."""
    title, abstract = facts.title or "", facts.abstract or ""
    lengths = {
        "title": rules.length(title, LONGEST["title"], is_title=True),
        "abstract": rules.length(abstract, LONGEST["abstract"]),
    }
    told = {field: [said] for field, said in lengths.items() if said}
    if absent := said_of_states(application, facts):
        told["states"] = absent
    return told


def told(application: Application, facts: Facts) -> dict[str, list[str]]:
    """The same in words, and `alike`: who has a similar topic and is open to make one event of two."""
    found = {
        field: [say(said) for said in sentences] for field, sentences in hints(application, facts).items()
    }
    if application.state in JOINABLE and (others := alike(application, facts)):
        found["alike"] = [
            gettext("“%(title)s”, %(organisation)s", title=one.title, organisation=one.organisation)
            for one in others
        ]
    return found


def alike(application: Application, facts: Facts) -> list[Alike]:
    """The likest of those that are open to joining."""
    others = open_to_joining(application)
    found = rules.alike(facts.title or "", facts.abstract or "", others)
    return [_alike(session.get_one(Application, one.number), one.shared) for one in found]


def _alike(other: Application, shared: tuple[str, ...]) -> Alike:
    return Alike(other.code, other.title or "", organisation(other), shared)
