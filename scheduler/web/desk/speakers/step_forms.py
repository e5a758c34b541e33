"""The form for one step of a channel."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as later
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from scheduler.nominations.channels import DOINGS, OF_THE_HOUSE, PARTIES, Step
from scheduler.nominations.privacy import ALWAYS, SEEN_BY, Reader
from scheduler.nominations.terms import Doing, Field, Lapse, Party
from scheduler.web.bodies.words import FIELDS
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.putting_forward.forms import Ticks

MOST_DAYS = 60
PASSES = "passes-"
"""Before the party to which something passes."""
LAPSES = {Lapse.WAITS: later("It waits, and is shown as late"), Lapse.GOES_ON: later("It goes on without")}


class StepForm(Form):
    """Who acts, what they may do and see, and what happens when they do not."""

    name = line(later("Name of the step"), most=60, hint=later("One word, such as review."))
    party = wtforms.RadioField(later("Who acts"), [InputRequired(EMPTY)])
    bodies = line(
        later("For which bodies"), required=False,
        hint=later(
            "For coordinators and reviewers: the code of their body, such as VNGOC. Several, with commas "
            "between them, take the step together: each of them has to act."
        ),
    )  # fmt: skip
    needs = wtforms.IntegerField(
        later("How many have to act"),
        [InputRequired(EMPTY), NumberRange(1, 20, later("Write a number from 1 to %(most)s.", most=20))],
        default=1,
        description=later("Such as 2, where two reviewers score before it goes on."),
    )
    may = Ticks(later("What they may do"))
    lapse = wtforms.RadioField(
        later("If its deadline passes"), [InputRequired(EMPTY)], default=Lapse.WAITS.value,
        description=later("By when it is due, each call says for itself."),
    )  # fmt: skip
    remind = line(
        later("Reminders, so many days before the deadline"), required=False, most=40,
        hint=later("Whole numbers with commas between them, such as 7, 1. Empty: none."),
    )  # fmt: skip
    sees = Ticks(
        later("What they see of a nomination"),
        description=later("Where it stands, the organisation, the session and the part they always see."),
    )

    def __init__(self, step: Step | None = None) -> None:
        super().__init__(**(_shown(step) if step else {}))
        self.party.choices = [(one.value, say(said)) for one, said in PARTIES.items()]
        self.may.choices = [SelectChoice(one.value, say(said)) for one, said in DOINGS.items()]
        self.lapse.choices = [
            *((one.value, str(said)) for one, said in LAPSES.items()),
            *(
                (PASSES + one.value, gettext("It passes to: %(whom)s", whom=say(PARTIES[one])))
                for one in OF_THE_HOUSE
            ),
        ]
        self.sees.choices = [SelectChoice(one.value, label) for one, label in FIELDS.items() if _can_see(one)]

    def validate_bodies(self, field: wtforms.Field) -> None:
        if any(not (one.replace("-", "").isalnum() and one.isupper()) for one in self._bodies):
            raise ValidationError(
                gettext("Write codes of capital letters, digits and dashes, such as VNGOC.")
            )

    def validate_remind(self, field: wtforms.Field) -> None:
        days = [one.strip() for one in (field.data or "").split(",") if one.strip()]
        if not all(one.isascii() and one.isdecimal() and 0 < int(one) <= MOST_DAYS for one in days):
            raise ValidationError(
                gettext("Write whole numbers from 1 to %(most)s with commas between them.", most=MOST_DAYS)
            )

    @property
    def step(self) -> Step:
        """What was written."""
        lapse, _, passes_to = (self.lapse.data or "").partition("-")
        days = {int(one) for one in (self.remind.data or "").replace(" ", "").split(",") if one}
        return Step(
            name=self.name.data,
            party=Party(self.party.data),
            may=frozenset(map(Doing, self.may.data or ())),
            bodies=tuple(self._bodies),
            sees=frozenset(map(Field, self.sees.data or ())),
            lapse=Lapse(lapse),
            passes_to=Party(passes_to) if passes_to else None,
            remind=tuple(sorted(days, reverse=True)),
            needs=self.needs.data,
        )

    @property
    def _bodies(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (one.strip() for one in (self.bodies.data or "").split(",")))))


def _can_see(field: Field) -> bool:
    """Whether it is for a step to say that its party sees it."""
    others = (reader for reader in Reader if reader is not Reader.PERSON)
    return field not in ALWAYS and any(reader in SEEN_BY[field] for reader in others)


def _shown(step: Step) -> dict[str, Any]:
    lapse = PASSES + step.passes_to.value if step.passes_to else step.lapse.value
    return {
        "name": step.name,
        "party": step.party.value,
        "bodies": ", ".join(step.bodies),
        "needs": step.needs,
        "may": [one.value for one in step.may],
        "lapse": lapse,
        "remind": ", ".join(map(str, step.remind)),
        "sees": [one.value for one in step.sees],
    }
