"""What is wrong with forms behind a link, as the door tells it."""

from collections.abc import Iterator

from scheduler.applications.facts import Fault
from scheduler.kernel.words import Sentence
from scheduler.web.forms import Form


def faults(*forms: Form) -> Iterator[Fault]:
    """What is wrong, by the fields of the page."""
    for form in forms:
        for field in form:
            if field.errors:
                told = {"field": str(field.label.text), "fault": str(field.errors[0])}
                yield field.id, Sentence("%(field)s: %(fault)s", **told)
