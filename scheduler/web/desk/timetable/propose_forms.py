"""The form by which a proposal is asked for."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as later
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.models import Plan
from scheduler.timetable.proposals.options import MOST_SECONDS, MOST_SEED, Options, fault_of
from scheduler.web.desk.timetable.rule_forms import Number
from scheduler.web.forms import Form
from scheduler.web.languages import say
from scheduler.web.policy_words import POLICIES

PERCENT = later("Write a number from 0 to 100.")
SECONDS = later("Write a number of seconds from 1 to %(most)s.", most=MOST_SECONDS)
SEED = later("Write a number from 0 to %(most)s.", most=MOST_SEED)
NOTHING = ""


class ProposeForm(Form):
    """By which rule, from where, and how long."""

    policy = RadioField(
        later("Rule"),
        choices=[
            SelectChoice(rule.value, later("%(name)s. %(means)s", name=name, means=means))
            for rule, (name, means) in POLICIES.items()
        ],
        default=Policy.PUBLISHED_RULE.value,
    )
    start = SelectField(
        later("Start from"),
        description=later(
            "Sessions, special events and exhibitions stay where this has them; side events are placed anew."
        ),
        validate_choice=True,
    )
    keep_pins = BooleanField(later("Pinned events stay where they are"), default=True)
    give_up = Number(
        later("Give up at most so many percent of wishes for fewer parallel themes"),
        PERCENT,
        InputRequired(PERCENT),
        NumberRange(0, 100, PERCENT),
        default=0,
    )
    seconds = Number(
        later("Stop after so many seconds"),
        SECONDS,
        InputRequired(SECONDS),
        NumberRange(1, MOST_SECONDS, SECONDS),
        default=180,
        description=later("What is best so far is kept then."),
    )
    seed = Number(
        later("Seed"),
        SEED,
        InputRequired(SEED),
        NumberRange(0, MOST_SEED, SEED),
        default=0,
        description=later("The same seed gives the same plan; another one may give an equally good one."),
    )

    def __init__(self, plans: Iterable[Plan], **values: Any) -> None:
        known = list(plans)
        super().__init__(**values)
        self.start.choices = [
            *(SelectChoice(str(plan.id), plan.name) for plan in known),
            SelectChoice(NOTHING, later("nothing: no pin counts")),
        ]
        if self.start.data is None:
            self.start.data = str(known[0].id) if known else NOTHING

    @property
    def options(self) -> Options:
        return Options(
            policy=Policy(self.policy.data),
            start=int(self.start.data) if self.start.data else None,
            keep_pins=self.keep_pins.data,
            give_up=self.give_up.data,
            seconds=self.seconds.data,
            seed=self.seed.data,
        )

    @property
    def is_sound(self) -> bool:
        """Whether it was sent and can be asked; else it says at its place what cannot."""
        if not self.is_sent:
            return False
        if fault := fault_of(self.options):
            self.give_up.errors = [say(fault)]
            return False
        return True


def fields(options: Options, give_up: int) -> dict[str, str]:
    """What the form would send to ask for a draft by the same options, with so many percent given up."""
    sent = {
        "policy": options.policy.value,
        "start": str(options.start or NOTHING),
        "give_up": str(give_up),
        "seconds": str(options.seconds),
        "seed": str(options.seed),
    }
    return sent | ({"keep_pins": "y"} if options.keep_pins else {})
