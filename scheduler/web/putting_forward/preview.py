"""What was written, in words."""

from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Words
from scheduler.nominations.terms import Field
from scheduler.web.putting_forward import words

THEIRS = frozenset({"named_as", "may_be_shown", "may_be_recorded"})
"""What only the person chooses."""


def preview(call: SpeakerCall, said: Words) -> list[tuple[str, str]]:
    """Labels and words of what is said of a person, but for what only they choose."""
    names = [name for name in Words.__dataclass_fields__ if name not in THEIRS]
    return words.told({Field(name): getattr(said, name) for name in names}, call)


def written(one: Nomination) -> Words:
    """What a nomination says now, as forms write it: without what only the person chooses."""
    return Words(
        part=one.part,
        sessions=tuple(wish.session_id for wish in one.wanted),
        abstract=one.abstract,
        biography=one.biography,
        affiliation=one.affiliation,
        language=one.language,
        mode=one.mode,
        availability=tuple(one.availability),
        region=one.region,
        first_time=one.first_time,
    )
