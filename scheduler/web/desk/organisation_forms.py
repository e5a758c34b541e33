"""The forms in which the desk says what is known of an organisation, and who speaks for it."""

from typing import Any

from flask_babel import lazy_gettext as later
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from scheduler.kernel.db import LARGEST
from scheduler.kernel.terms import EcosocStatus, OrganisationKind, RegionalGroup
from scheduler.organisations import rules
from scheduler.web.forms import Form, line

KINDS = {
    OrganisationKind.MEMBER_STATE: later("Member State"),
    OrganisationKind.UN_ENTITY: later("UN entity"),
    OrganisationKind.IGO: later("Intergovernmental organisation"),
    OrganisationKind.NGO: later("Non-governmental organisation"),
    OrganisationKind.OTHER: later("Another body"),
}
STATUSES = {
    EcosocStatus.GENERAL: later("General"),
    EcosocStatus.SPECIAL: later("Special"),
    EcosocStatus.ROSTER: later("Roster"),
}
UNKNOWN = later("Not known")


def _choices(names: dict[Any, str], empty: str) -> list[SelectChoice]:
    return [SelectChoice("", empty), *(SelectChoice(str(value), name) for value, name in names.items())]


GROUPS = _choices({str(group): str(group) for group in RegionalGroup}, later("None"))


class FactsForm(Form):
    """What is said of an organisation."""

    kind = SelectField(later("Kind"), choices=_choices(KINDS, UNKNOWN))
    short_name = line(later("Short name"), required=False, hint=later("Such as WHO"))
    country = line(later("Country"), required=False, hint=later("Where its seat is; of NGOs."))
    ecosoc_status = SelectField(later("Status with ECOSOC"), choices=_choices(STATUSES, later("None")))
    regional_group = SelectField(later("Regional Group"), choices=GROUPS)
    second_group = SelectField(
        later("Second Regional Group"),
        choices=GROUPS,
        description=later("Where a State takes part without a vote in elections."),
    )

    def __init__(self, thing: Any = None, **values: Any) -> None:
        """A group of another name, which a file may have brought, stays a choice."""
        super().__init__(thing, **values)
        for field in (self.regional_group, self.second_group):
            if field.object_data and field.object_data not in set(RegionalGroup):
                field.choices = [*GROUPS, SelectChoice(field.object_data, field.object_data)]

    def facts(self) -> rules.Facts:
        return rules.Facts(
            OrganisationKind(self.kind.data) if self.kind.data else None,
            self.short_name.data or None,
            self.country.data or None,
            EcosocStatus(self.ecosoc_status.data) if self.ecosoc_status.data else None,
            self.regional_group.data or None,
            self.second_group.data or None,
        )


class NewForm(FactsForm):
    """An organisation that is not known yet."""

    name = line(later("Name"), hint=later("In full, as it writes itself."))


class NameForm(Form):
    name = line(later("Name"))


class VerifyForm(Form):
    """That somebody looked an organisation up. Fields that are not sent stay as they are."""

    kind = SelectField(later("Kind"), choices=_choices(KINDS, UNKNOWN))
    ecosoc_status = SelectField(later("Status with ECOSOC"), choices=_choices(STATUSES, later("None")))
    source = line(later("Looked up in"), most=300)


class RepresentativeForm(Form):
    """Who speaks for an organisation: somebody who is known, by number, or somebody new, by name."""

    person = IntegerField(
        later("Number of the person"),
        [Optional(), NumberRange(1, LARGEST)],
        description=later("If they are known already; their page says it."),
        render_kw={"inputmode": "numeric"},
    )
    name = line(later("Name"), required=False, hint=later("If they are new here."))
    email = line(later("E-mail address"), most=254, required=False, hint=later("Where letters reach them."))
    position = line(later("What they are there"), required=False)


class ReasonForm(Form):
    why = line(later("Reason"), most=500)
