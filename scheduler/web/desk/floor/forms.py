"""Forms of a list of speakers."""

from flask_babel import lazy_gettext as later
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from scheduler.formats.describe import constituency_name
from scheduler.kernel.terms import Constituency, RegionalGroup
from scheduler.thematic_sessions.floor_rules import LONGEST, NAMES, USUAL
from scheduler.thematic_sessions.terms import FloorKind
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import say

ORGANISATIONS = "organisations"
"""The id of the list of organisations that browsers suggest."""


class AskForm(Form):
    """Who asks for the floor."""

    represents = line(
        later("Country or body"), list=ORGANISATIONS, autocomplete="off", hint=later("For which they speak.")
    )
    name = line(
        later("Name of the speaker"),
        required=False,
        autocomplete="off",
        hint=later("The public screen does not show it."),
    )
    constituency = SelectField(later("Speaks as one of the"), [InputRequired(EMPTY)])
    for_group = BooleanField(later("On behalf of the whole Regional Group"))
    regional_group = SelectField(later("Regional Group"), default="")

    def __init__(self) -> None:
        super().__init__()
        self.constituency.choices = [(str(one), say(constituency_name(one))) for one in Constituency]
        self.regional_group.choices = [("", ""), *((str(one), str(one)) for one in RegionalGroup)]


def _minutes(kind: FloorKind) -> IntegerField:
    return IntegerField(
        NAMES[kind].text,
        [
            InputRequired(EMPTY),
            NumberRange(
                1, LONGEST, later("Give the speaking time in minutes, from 1 to %(most)s.", most=LONGEST)
            ),
        ],
        render_kw={"inputmode": "numeric"},
    )


class TimesForm(Form):
    """Minutes for each kind of speakers."""

    regional_group = _minutes(FloorKind.REGIONAL_GROUP)
    member_state = _minutes(FloorKind.MEMBER_STATE)
    un_entity = _minutes(FloorKind.UN_ENTITY)
    igo = _minutes(FloorKind.IGO)
    partner = _minutes(FloorKind.PARTNER)
    civil_society = _minutes(FloorKind.CIVIL_SOCIETY)

    def __init__(self, times: dict[FloorKind, int]) -> None:
        super().__init__(data={**USUAL, **times})
        for kind in FloorKind:
            self[kind].label.text = say(NAMES[kind])

    @property
    def unusual(self) -> dict[FloorKind, int]:
        """What is not as usual."""
        return {kind: self[kind].data for kind in FloorKind if self[kind].data != USUAL[kind]}
