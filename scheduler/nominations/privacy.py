"""Who sees which field of a nomination, and for how long private ones are kept: tables. Pure.

A party of a channel sees what stands here and in its step; neither alone is enough.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from scheduler.nominations.terms import PRIVATE, CivilConstituency, Field, NamedAs, Party
from scheduler.thematic_sessions.naming_rules import shown_name


class Reader(StrEnum):
    """Who reads: the parties of a channel, and everybody."""

    NOMINATOR = "nominator"
    PERSON = "person"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    CIVIL_SOCIETY_UNIT = "civil_society_unit"
    SECRETARIAT = "secretariat"
    PUBLIC = "public"


_PARTIES = frozenset(Reader) - {Reader.PUBLIC}
_OWN = frozenset({Reader.PERSON})
_DECIDE = frozenset({Reader.COORDINATOR, Reader.CIVIL_SOCIETY_UNIT, Reader.SECRETARIAT})
_HOLD_THE_MEETING = frozenset({Reader.PERSON, Reader.SECRETARIAT})
_TRAVEL = _HOLD_THE_MEETING | {Reader.CIVIL_SOCIETY_UNIT}

SEEN_BY: dict[Field, frozenset[Reader]] = {
    Field.PERSON: _PARTIES,
    Field.EMAIL: _DECIDE | {Reader.PERSON, Reader.NOMINATOR},
    Field.ORGANISATION: _PARTIES,
    Field.AFFILIATION: _PARTIES,
    Field.SESSIONS: _PARTIES,
    Field.PART: _PARTIES,
    Field.ABSTRACT: _PARTIES,
    Field.BIOGRAPHY: _PARTIES,
    Field.LANGUAGE: _PARTIES,
    Field.MODE: _PARTIES,
    Field.AVAILABILITY: _PARTIES,
    Field.REGION: _PARTIES,
    Field.FIRST_TIME: _PARTIES,
    Field.NAMED_AS: _DECIDE | _OWN,
    Field.SHOWN: _DECIDE | _OWN,
    Field.RECORDED: _DECIDE | _OWN,
    Field.STATE: _PARTIES,
    Field.REASON: _DECIDE | {Reader.PERSON, Reader.NOMINATOR},
    Field.RANK: _DECIDE,
    Field.COMMENTS: _DECIDE,
    Field.SCORES: frozenset({Reader.COORDINATOR}),
    Field.INTERPRETATION: _HOLD_THE_MEETING,
    Field.ACCESSIBILITY: _HOLD_THE_MEETING,
    Field.TRAVEL: _TRAVEL,
    Field.VISA_LETTER: _TRAVEL,
    Field.GENDER: _HOLD_THE_MEETING,
    Field.CONSTITUENCY: frozenset({Reader.PERSON, Reader.COORDINATOR}),
    Field.LIVED_EXPERIENCE: frozenset({Reader.PERSON, Reader.COORDINATOR}),
}
"""Private ones are seen by those only who act on them: needs by whoever prepares the meeting, gender by
whoever balances the panel, the constituency and lived experience by whoever ranks the list of a body. The
public reads a name only through `public_name`, once the person accepted."""

ALWAYS = frozenset({Field.STATE, Field.PART, Field.SESSIONS, Field.ORGANISATION})
"""What each party of a channel sees, whatever its step says."""

KEPT_AFTER_THE_MEETING: dict[Field, timedelta] = {
    Field.INTERPRETATION: timedelta(days=30),
    Field.ACCESSIBILITY: timedelta(days=30),
    Field.TRAVEL: timedelta(days=90),
    Field.VISA_LETTER: timedelta(days=90),
    Field.GENDER: timedelta(days=30),
    Field.CONSTITUENCY: timedelta(days=30),
    Field.LIVED_EXPERIENCE: timedelta(days=7),
}
"""How long after a meeting's last day each private field is kept. Travel is settled with accounts later."""

CHOICES: dict[Field, frozenset[str]] = {Field.CONSTITUENCY: frozenset(CivilConstituency)}
"""Private fields that take one of these values only; the others are free text."""
LONGEST_PRIVATE = 1000
"""Characters of a private field."""


def sees(reader: Reader, field: Field) -> bool:
    """Whether this reader may see the field at all."""
    return reader in SEEN_BY[field]


def fields_for(party: Party, wanted: Iterable[Field]) -> frozenset[Field]:
    """What a party sees whose step names these fields. The person sees all that is theirs."""
    reader = Reader(party)
    if party is Party.PERSON:
        return frozenset(field for field in Field if sees(reader, field))
    return frozenset(field for field in ALWAYS.union(wanted) if sees(reader, field))


def not_for(party: Party, wanted: Collection[Field]) -> list[Field]:
    """Which of the fields that a step names its party must not see."""
    return [field for field in Field if field in wanted and not sees(Reader(party), field)]


def erase_after(field: Field, meeting_ends: date) -> date:
    """The last day on which a private field is kept."""
    assert field in PRIVATE, "others are kept with the nomination"
    return meeting_ends + KEPT_AFTER_THE_MEETING[field]


def public_name(name: str | None, organisation: str, named_as: NamedAs) -> str:
    """How a person is named on pages, in feeds and in files, as they chose; the organisation alone where the
    name was erased."""
    return shown_name(name, named_as) or organisation
