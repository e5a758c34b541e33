"""The steps of an application, and what each still lacks."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as later

from scheduler.applications.facts import ALWAYS_OPEN, Facts, closing, missing
from scheduler.applications.models import Application
from scheduler.applications.rules import Field
from scheduler.applications.terms import Support
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class Step:
    """A page of the form: its endpoint, its name, and the fields of `Facts` that it is about."""

    name: str
    title: str
    fields: tuple[str, ...] = ()


EVENT = Step(
    "event",
    later("The event"),
    (
        "title",
        "abstract",
        "theme",
        "format",
        "languages",
        "attendance",
        "equipment",
        "open_to_joining",
        "note",
    ),
)
ORGANISER = Step("organiser", later("Organiser"), ("organisation",))
COSPONSORS = Step("cosponsors", later("Co-sponsors"))
SPEAKERS = Step("speakers", later("Speakers"), ("speakers",))
LINKS = Step("links", later("Links and contact"), ("links", "contact"))
FLYER = Step("flyer", later("Flyer"))
SLOTS = Step("slots", later("Slots and days"), ("wishes", "days"))
LOOK_OVER = Step("look_over", later("Look over and submit"))
STEPS = (EVENT, ORGANISER, COSPONSORS, SPEAKERS, LINKS, FLYER, SLOTS, LOOK_OVER)


@dataclass(frozen=True)
class Listed:
    """A step as the list shows it: what is missing, or whether something is there."""

    step: Step
    missing: tuple[Sentence, ...]
    is_filled: bool


def listed(application: Application, facts: Facts) -> list[Listed]:
    lacking = missing(facts, application.call.terms.required)
    return [
        Listed(
            step,
            tuple(said for field, said in lacking if field in step.fields or step is LOOK_OVER),
            _is_filled(step, application, facts),
        )
        for step in STEPS
    ]


def _is_filled(step: Step, application: Application, facts: Facts) -> bool:
    if step is COSPONSORS:
        return any(one.state is not Support.REMOVED for one in application.cosponsors)
    if step is FLYER:
        return application.material is not None
    return any(getattr(facts, field) for field in step.fields)


def after(step: Step) -> Step:
    """The next one; the last one is followed by none other than itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def is_open(application: Application, field: str, open_fields: frozenset[Field]) -> bool:
    """Whether the applicant can change this field of an application now."""
    if not open_fields or (field == "organisation" and application.receipt is not None):
        return False
    return field in ALWAYS_OPEN or closing(field) in open_fields
