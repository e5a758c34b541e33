"""Choices of the forms about thematic sessions, in words."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as later
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.formats import describe
from scheduler.kernel.terms import Constituency, Format, RegionalGroup, SegmentKind, SegmentMode
from scheduler.thematic_sessions.document_rules import NAMES
from scheduler.thematic_sessions.terms import Consent, DocumentKind
from scheduler.web.languages import LANGUAGES, say

Choices = list[SelectChoice]
CONSENT_MARKS = {Consent.NONE: "", Consent.ASKED: "waits", Consent.GIVEN: "good", Consent.REFUSED: "bad"}
NOT_SAID = SelectChoice("", later("not said yet"))


def formats() -> Choices:
    return [NOT_SAID, *(SelectChoice(str(one), say(describe.format_name(one))) for one in Format)]


def segment_kinds() -> Choices:
    return [SelectChoice(str(one), say(describe.segment_name(one))) for one in SegmentKind]


def modes() -> Choices:
    return [NOT_SAID, *(SelectChoice(str(one), say(describe.mode_name(one))) for one in SegmentMode)]


def constituencies() -> Choices:
    return [SelectChoice(str(one), say(describe.constituency_name(one))) for one in Constituency]


def groups() -> Choices:
    return [SelectChoice("", later("any")), *(SelectChoice(str(one), str(one)) for one in RegionalGroup)]


def document_kinds() -> Choices:
    return [SelectChoice(str(one), say(NAMES[one])) for one in DocumentKind]


def languages(others: Iterable[str] = ()) -> Choices:
    """The six of the United Nations, and others that are told already."""
    known = [*LANGUAGES, *(one for one in others if one not in LANGUAGES)]
    return [SelectChoice(one, say(describe.language_name(one))) for one in known]


def several(label: str, hint: str = "") -> SelectMultipleField:
    """Boxes to tick."""
    return SelectMultipleField(
        label,
        description=hint,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
