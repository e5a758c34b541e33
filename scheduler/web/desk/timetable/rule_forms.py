"""The forms for the rules of a timetable, and for links."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as later
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from scheduler.kernel.db import LARGEST
from scheduler.timetable.clashes.ground import Settings
from scheduler.timetable.clashes.terms import RANGES, Level, Link, Rule
from scheduler.timetable.entry_queries import Named, meant
from scheduler.web.desk.timetable.words import LEVELS, LINKS, RULES
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext

MOST_MINUTES, MOST_TEAMS = 240, 50
MINUTES = later("Write a number of minutes from 0 to %(most)s.", most=MOST_MINUTES)
TEAMS = later("Write a number from 0 to %(most)s, or nothing.", most=MOST_TEAMS)


class Number(IntegerField):  # type: ignore[misc]  # wtforms has no types
    """A number, with our sentence for what is none."""

    data: Any

    def __init__(self, label: str, said: str, *checks: object, **more: object) -> None:
        super().__init__(label, checks, **more)
        self.said = said

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = None
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(str(self.said)) from None


class RulesForm(Form):
    """The levels of all rules that have several, and the numbers that they need."""

    set_up_minutes = Number(
        later("Minutes to set up between two entries in a room"),
        MINUTES,
        InputRequired(MINUTES),
        NumberRange(0, MOST_MINUTES, MINUTES),
    )
    teams = Number(
        later("Teams of interpreters of the meeting"),
        TEAMS,
        Optional(),
        NumberRange(0, MOST_TEAMS, TEAMS),
        description=later("Leave it empty if nobody counts them."),
    )

    seen = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, LARGEST)])
    """The setting that was looked at."""

    @classmethod
    def of(cls, settings: Settings, seen: int) -> "RulesForm":
        levels = {rule.value: settings.level(rule).value for rule in Rule}
        minutes = settings.set_up // timedelta(minutes=1)
        return cls(data={**levels, "set_up_minutes": minutes, "teams": settings.teams, "seen": seen})

    @property
    def settings(self) -> Settings:
        levels = {rule: Level(self[rule.value].data) for rule in OPEN}
        return Settings(levels, timedelta(minutes=self.set_up_minutes.data), self.teams.data)


OPEN = [rule for rule in Rule if len(RANGES[rule].levels) > 1]
"""Rules of which a meeting can choose the level."""


def _choices(rule: Rule) -> list[SelectChoice]:
    default = RANGES[rule].default
    return [
        SelectChoice(
            level.value,
            later("%(level)s (usual)", level=LEVELS[level][0]) if level is default else LEVELS[level][0],
        )
        for level in RANGES[rule].levels
    ]


for _rule in OPEN:
    setattr(RulesForm, _rule.value, SelectField(RULES[_rule][0], choices=_choices(_rule)))


class LinkForm(Form):
    """Two entries, by code or title, and how they are tied."""

    first = line(later("Entry"), most=500, list="entries", autocomplete="off")
    kind = SelectField(
        later("How they are linked"),
        [InputRequired()],
        choices=[SelectChoice(kind.value, name) for kind, name in LINKS.items()],
    )
    second = line(later("Other entry"), most=500, list="entries", autocomplete="off")
    reason = line(
        later("Reason"),
        most=300,
        required=False,
        hint=later("It stands in the sentence of each clash."),
    )

    def entries(self, known: list[Named]) -> tuple[Named, Named] | None:
        """Those that were named; None where one of them is not known, or not the only one, and the form
        says so."""
        found = [self._find(name, known) for name in ("first", "second")]
        return (found[0], found[1]) if found[0] and found[1] else None

    def _find(self, name: str, known: list[Named]) -> Named | None:
        field = self[name]
        found = meant(field.data or "", known)
        if len(found) == 1:
            return found[0]
        field.errors = [
            gettext("Several entries bear this title. Write the code.")
            if found
            else gettext("No entry of this meeting has this code or title. Choose one of the list.")
        ]
        return None

    @property
    def link(self) -> Link:
        return Link(self.kind.data)
