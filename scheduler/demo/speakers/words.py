"""What nominations say, and what people of the demonstration write about them."""

from random import Random

from scheduler.demo import abstracts
from scheduler.demo.speakers.cast import Part as Casted
from scheduler.kernel.terms import NamedAs, OrganisationKind, SegmentMode
from scheduler.nominations.contributing import Given
from scheduler.nominations.rules import Words
from scheduler.nominations.terms import CivilConstituency, Contribution, Field, Part, Region

CRITERIA = (
    ("topic", "It is about the topic of the session", 2),
    ("practice", "It tells of practice, with its results", 2),
    ("voice", "A voice that the Commission has seldom heard", 1),
)
"""Code, text, and what it weighs."""
MODES = (SegmentMode.IN_PERSON, SegmentMode.IN_PERSON, SegmentMode.IN_PERSON, SegmentMode.ONLINE)
LANGUAGES = ("en", "en", "en", "en", "fr", "fr", "es", "ru")
NAMINGS = (NamedAs.IN_FULL,) * 5 + (NamedAs.FIRST_NAME, NamedAs.ORGANISATION)
OFFICES = ("Director", "Head of programmes", "Senior adviser", "Coordinator", "Chief of section")
REASONS = (
    "The topic is near to that of another speaker. We would like to hear you in another year.",
    "The panel has one place for this constituency, and the list of the body put others first.",
)
NOT_ENDORSED = (
    "The abstract does not say what was done, and what came of it. Please look at the criteria before the "
    "next call.",
    "Two others from the same network are on the list already.",
)
RETURNED = "Please say in two sentences what came of your work, and shorten the abstract to one page."
INTEREST = "We have worked in the same project for two years."
COMMENTS = (
    "Known to us from last year's session: clear, and within the time.",
    "A region that is missing on the panel so far.",
    "Please ask about a visa letter soon.",
)
STATEMENT = (
    "Mr. Chair, distinguished delegates,\n\n{party} thanks you for the floor. I would like "
    "to tell what we have learned.\n\nThree things helped. We listened before we planned. "
    "We counted what changed, and wrote down what did not. And we shared the work with those whom it is "
    "for.\n\nWe ask the Commission to do the same. Thank you."
)
VIDEO = "https://videos.example/speakers/{number}"
TAKEN_BACK = "I cannot travel in that week after all."
NO_TIME = "The debate took longer than planned, and the session had to end on the hour."
NO_NOMINEE = "Our experts are bound by another meeting in that week. Please keep us in mind."
PRIVATE = (
    {Field.GENDER: "woman"},
    {Field.GENDER: "man"},
    {Field.GENDER: "woman", Field.CONSTITUENCY: CivilConstituency.YOUTH.value},
    {Field.ACCESSIBILITY: "I use a wheelchair, and need a place at the end of the podium."},
    {Field.GENDER: "woman", Field.TRAVEL: "My organisation cannot pay for the journey."},
    {Field.VISA_LETTER: "Yes, please, three weeks before.", Field.INTERPRETATION: "From Spanish."},
    {Field.CONSTITUENCY: CivilConstituency.FAMILIES.value, Field.GENDER: "woman"},
    {Field.CONSTITUENCY: CivilConstituency.RECOVERED_USERS.value, Field.GENDER: "man"},
)
"""What people tell of themselves; each third one tells nothing."""
OF_CIVIL_SOCIETY = (Field.CONSTITUENCY, Field.LIVED_EXPERIENCE)


def words(part: Casted, session: int) -> Words:
    """What is said of this one. `session`: the number of the one they are meant for."""
    rng = part.rng
    about = abstracts.matter(rng)
    is_ngo = part.party.kind is OrganisationKind.NGO
    return Words(
        part=Part.FLOOR_SPEAKER if part.told.floor else Part.PANELLIST,
        sessions=(session,),
        abstract=_abstract(rng, about),
        biography=f"{part.name} has worked on {about.subject} and on {about.other} for "
        f"{rng.randint(4, 25)} years.",
        affiliation=f"{rng.choice(OFFICES)}, {part.party.name}",
        language=rng.choice(LANGUAGES),
        mode=rng.choice(MODES),
        region=tuple(Region)[part.number * 2 % len(Region)] if is_ngo else None,
        first_time=rng.random() < 0.4 if is_ngo else None,
    )


def given(part: Casted, kind: Contribution) -> Given:
    """What the person sends of what they owe."""
    text = STATEMENT.format(party=part.party.name)
    is_video = kind is Contribution.VIDEO
    return Given(text=text, reference=VIDEO.format(number=part.number) if is_video else None)


def naming(part: Casted) -> NamedAs:
    """How the person wants to be named."""
    return NAMINGS[part.number % len(NAMINGS)]


def private(part: Casted) -> dict[Field, str]:
    """What the person tells of themselves; States' experts and those of entities have no constituency."""
    told = PRIVATE[part.number % len(PRIVATE)] if part.number % 3 else {}
    is_ngo = part.party.kind is OrganisationKind.NGO
    return {field: value for field, value in told.items() if is_ngo or field not in OF_CIVIL_SOCIETY}


def _abstract(rng: Random, about: abstracts.Matter) -> str:
    questions = rng.sample(about.theme.questions, 2)
    return (
        f"{rng.choice(about.theme.contexts)} I would like to speak about {about.subject} and what it can "
        f"contribute to {about.aim}. Two questions for the debate: {questions[0]}, and {questions[1]}?"
    )
