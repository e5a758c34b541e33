"""When a call for speakers is open, what a nomination has to say, and how reviews add up. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scheduler.calls.rules import Late, Phase
from scheduler.formats.describe import language_name, listed
from scheduler.kernel.terms import Constituency, OrganisationKind, SegmentMode
from scheduler.kernel.words import Sentence
from scheduler.nominations.owing import Owed
from scheduler.nominations.privacy import CHOICES, LONGEST_PRIVATE
from scheduler.nominations.terms import PRIVATE, Contribution, NamedAs, Part, Region
from scheduler.nominations.terms import Field as Known

LONGEST_ABSTRACT = 3000
LONGEST_BIOGRAPHY = 2000
LONGEST_AFFILIATION = 200
HIGHEST_SCORE = 5
"""Reviewers give each criterion 0 to 5."""
MOST_SESSIONS = 50

FIELDS = (
    "sessions",
    "abstract",
    "biography",
    "affiliation",
    "language",
    "mode",
    "availability",
    "region",
    "first_time",
)
"""What a call can ask for. Private fields are always optional."""


@dataclass(frozen=True)
class Place:
    """So many places from where one speaks; in one session, or in all (`session` is None)."""

    part: Part
    number: int
    session: int | None = None


@dataclass(frozen=True)
class Criterion:
    """A published criterion. What it weighs is a whole number."""

    code: str
    text: str
    weight: int = 1


@dataclass(frozen=True)
class Terms:
    """What a call for speakers says. Times in UTC. `languages`: those of the meeting, as codes such as "en".
    `channels` are codes; `deadlines` say by when a step of a channel is due, by channel and step's name.
    `contribution`: what every speaker owes; `contributions`: what they owe besides, or those of one session
    by another day."""

    title: str
    opens_at: datetime
    closes_at: datetime
    channels: tuple[str, ...]
    late: Late = Late.CLOSED
    places: tuple[Place, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    languages: tuple[str, ...] = ("en",)
    required: tuple[str, ...] = ("abstract",)
    contribution: Contribution = Contribution.NONE
    contribution_due_at: datetime | None = None
    contributions: tuple[Owed, ...] = ()
    deadlines: Mapping[tuple[str, str], datetime] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Words:
    """What a nomination says. `sessions` by number, the one most wanted first; `availability` names days
    (ISO) or sessions in the speaker's own words."""

    part: Part = Part.PANELLIST
    sessions: tuple[int, ...] = ()
    abstract: str | None = None
    biography: str | None = None
    affiliation: str | None = None
    language: str | None = None
    mode: SegmentMode | None = None
    availability: tuple[str, ...] = ()
    region: Region | None = None
    first_time: bool | None = None
    named_as: NamedAs = NamedAs.IN_FULL
    may_be_shown: bool = True
    may_be_recorded: bool = True


Fault = tuple[str, Sentence]
"""What is wrong: the field, and what to do."""


def phase(opens_at: datetime, closes_at: datetime, at: datetime) -> Phase:
    """To the second, and beyond: the opening moment is inside, the closing one is not."""
    if at < opens_at:
        return Phase.BEFORE
    return Phase.OPEN if at < closes_at else Phase.OVER


def refusal(phase_: Phase, late: Late) -> Sentence | None:
    """Why what arrives in this phase uninvited is not taken; None if it is."""
    if phase_ is Phase.BEFORE:
        return Sentence("This call is not open yet. Come back when it opens.")
    if phase_ is Phase.OPEN or late is Late.QUEUE:
        return None
    if late is Late.LINK:
        return Sentence(
            "This call is closed. If you were given a personal link for late entries, use that one."
        )
    return Sentence("This call is closed, and takes nothing late. Ask its body whether it opens another one.")


def faults_of_call(
    terms: Terms, known_channels: Collection[str], steps: Collection[tuple[str, str]]
) -> list[Sentence]:
    """What cannot be a call, with what to do about it."""
    found = []
    if terms.opens_at >= terms.closes_at:
        found.append(Sentence("The call closes before it opens. Choose a later closing."))
    if not terms.channels:
        found.append(Sentence("Choose at least one channel by which names arrive."))
    for code in terms.channels:
        if code not in known_channels:
            found.append(Sentence("This meeting has no channel %(code)s. Set it up first.", code=code))
    if any(key not in steps for key in terms.deadlines):
        found.append(Sentence("A deadline is for a step that there is not. Take it away."))
    if any(until <= terms.opens_at for until in terms.deadlines.values()):
        found.append(Sentence("A deadline lies before the opening. Choose a later one, or none."))
    if any(place.number < 0 for place in terms.places):
        found.append(Sentence("There cannot be less than no places."))
    if len({(one.part, one.session) for one in terms.places}) < len(terms.places):
        found.append(Sentence("Places for one session are given twice. Keep one number for each."))
    if any(one.weight < 1 for one in terms.criteria):
        found.append(Sentence("Each criterion has to weigh 1 or more."))
    if (terms.contribution is Contribution.NONE) != (terms.contribution_due_at is None):
        found.append(Sentence("Say by when statements or videos are due; without them, say nothing."))
    owed = [(one.kind, one.session) for one in terms.contributions]
    if terms.contribution is not Contribution.NONE:
        owed.append((terms.contribution, None))
    if len(set(owed)) < len(owed):
        found.append(Sentence("A statement or a video is asked for twice. Keep one day for each."))
    if any(one.due_at <= terms.opens_at for one in terms.contributions):
        found.append(Sentence("A statement or a video is due before the opening. Choose a later day."))
    return found


def faults_of_words(words: Words, required: Iterable[str]) -> list[Fault]:
    """What is wrong with a nomination, by field, in the order of the form."""
    found = [
        (name, FILL_IN[name])
        for name in FIELDS
        if name in set(required) and getattr(words, name) in (None, "", ())
    ]
    for name, most in _LENGTHS.items():
        if len(getattr(words, name) or "") > most:
            found.append((name, Sentence("Shorten this to %(most)s characters.", most=most)))
    if len(set(words.sessions)) < len(words.sessions) or len(words.sessions) > MOST_SESSIONS:
        found.append(("sessions", Sentence("Choose each session once.")))
    return found


FILL_IN = {
    "sessions": Sentence("Choose at least one session."),
    "abstract": Sentence("Write what will be said."),
    "biography": Sentence("Write a few lines about the person."),
    "affiliation": Sentence("Say what the person does, and where."),
    "language": Sentence("Say in which language the person speaks."),
    "mode": Sentence("Say whether the person speaks in the room, online or by video."),
    "availability": Sentence("Say on which days the person can come."),
    "region": Sentence("Choose a region."),
    "first_time": Sentence("Say whether it is the person's first time."),
}
_LENGTHS = {
    "abstract": LONGEST_ABSTRACT,
    "biography": LONGEST_BIOGRAPHY,
    "affiliation": LONGEST_AFFILIATION,
}


def faults_of_private(told: Mapping[Known, str]) -> list[Fault]:
    """What is wrong with private fields. All of them may be left out."""
    found = []
    for known, value in told.items():
        if known not in PRIVATE:
            found.append((known.value, Sentence("This is not one of the private fields.")))
        elif known in CHOICES and value not in CHOICES[known]:
            found.append((known.value, Sentence("Choose one of those on the list, or none.")))
        elif len(value) > LONGEST_PRIVATE:
            found.append(
                (known.value, Sentence("Shorten this to %(most)s characters.", most=LONGEST_PRIVATE))
            )
    return found


@dataclass(frozen=True)
class Interpreted:
    """A session, and from which languages there is interpretation in it; none: that is not said."""

    title: str
    languages: tuple[str, ...] = ()


def language_note(
    spoken: str | None, languages: Collection[str], sessions: Collection[Interpreted] = ()
) -> Sentence | None:
    """That somebody speaks a language that is not understood where they are to speak, and what to do; else
    None. `languages`: those of the meeting, which hold for sessions that say nothing."""
    if spoken is None:
        return None
    without = [one for one in sessions if one.languages and spoken not in one.languages]
    if without:
        return Sentence(
            "There is no interpretation from %(spoken)s in: %(sessions)s. Send a video with subtitles in one "
            "of: %(languages)s.",
            spoken=language_name(spoken),
            sessions=", ".join(one.title for one in without),
            languages=_named({code: None for one in without for code in one.languages}),
        )
    by_meeting = not sessions or any(not one.languages for one in sessions)
    if not by_meeting or spoken in languages:
        return None
    return Sentence(
        "The meeting has no interpretation from this language. Send a video with subtitles in one of: "
        "%(languages)s.",
        languages=_named(languages),
    )


def _named(codes: Iterable[str]) -> Sentence:
    return listed([language_name(code) for code in codes])


def why_not_nominate(
    name: str,
    kind: OrganisationKind | None,
    groups: Collection[str | None],
    kinds: Collection[OrganisationKind],
    regional_group: str | None,
) -> Sentence | None:
    """Why an organisation cannot put somebody forward in a channel; None if it can, or if it is not known
    yet what it is."""
    if kind is not None and kind not in kinds:
        return Sentence(
            "%(name)s cannot put anybody forward in this channel: it is for others. Choose its own channel.",
            name=name,
        )
    if regional_group and kind is OrganisationKind.MEMBER_STATE and regional_group not in groups:
        return Sentence(
            "%(name)s is not one of the %(group)s. Choose the channel of its own Regional Group.",
            name=name,
            group=regional_group,
        )
    return None


def constituency_of(kind: OrganisationKind | None, otherwise: Constituency) -> Constituency:
    """For whom somebody speaks whom an organisation of this kind puts forward."""
    return _CONSTITUENCIES.get(kind, otherwise) if kind else otherwise


_CONSTITUENCIES = {
    OrganisationKind.MEMBER_STATE: Constituency.MEMBER_STATE,
    OrganisationKind.UN_ENTITY: Constituency.UN_ENTITY,
    OrganisationKind.IGO: Constituency.IGO,
    OrganisationKind.NGO: Constituency.CIVIL_SOCIETY,
    OrganisationKind.OTHER: Constituency.PARTNER,
}


def faults_of_scores(scores: Mapping[str, int], criteria: Iterable[Criterion]) -> list[Fault]:
    """What is wrong with a review: each criterion has to be scored, and nothing else."""
    wanted = {one.code for one in criteria}
    found = [(code, Sentence("Score this criterion too.")) for code in sorted(wanted - set(scores))]
    found += [(code, Sentence("This is no criterion of the call.")) for code in sorted(set(scores) - wanted)]
    found += [
        (code, Sentence("Give a whole number from 0 to %(most)s.", most=HIGHEST_SCORE))
        for code, score in scores.items()
        if code in wanted and not 0 <= score <= HIGHEST_SCORE
    ]
    return found


def weighted(scores: Mapping[str, int], criteria: Iterable[Criterion]) -> float | None:
    """A review in one number, 0 to 100; None where there is nothing to score by."""
    known = [one for one in criteria if one.code in scores]
    weight = sum(one.weight for one in known)
    if not weight:
        return None
    return round(100 * sum(scores[one.code] * one.weight for one in known) / (weight * HIGHEST_SCORE), 1)


def as_fact(value: Any) -> Any:
    """A value of a call or a nomination as the history keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {"/".join(key): as_fact(one) for key, one in sorted(value.items())}
    if isinstance(value, Place | Criterion | Owed):
        return [as_fact(getattr(value, name)) for name in value.__dataclass_fields__]
    return [as_fact(one) for one in value] if isinstance(value, tuple | list) else value
