"""The kinds of letters about nominations; their texts lie in scheduler/mail/texts. Most go under the name of
the body whose channel it is; what the secretariat decides, it writes itself."""

from scheduler.mail.letters import KINDS, LetterKind

NOMINEE = {
    "person": "Who was put forward",
    "organisation": "Who put them forward",
    "call": "The call's title",
    "as": "For whom this letter is not about: why they get it",
}
WITH_REASON = {**NOMINEE, "why": "The reason given"}
PLACE = {**NOMINEE, "place": "The session and the part: on the panel or from the floor"}

PUT_FORWARD = LetterKind(
    "nomination-put-forward", "Somebody was put forward and has to confirm; to them", NOMINEE
)
CONFIRMED = LetterKind("nomination-confirmed", "A person confirmed; to who put them forward", NOMINEE)
RETURNED = LetterKind("nomination-returned", "A nomination is returned for changes", WITH_REASON)
ENDORSED = LetterKind("nomination-endorsed", "A body endorses a nomination", NOMINEE)
NOT_ENDORSED = LetterKind("nomination-not-endorsed", "A body does not endorse a nomination", WITH_REASON)
RECONSIDERED = LetterKind("nomination-reconsidered", "A body decides on a nomination anew", WITH_REASON)
FORWARDED = LetterKind("nomination-forwarded", "A body forwards a nomination to the secretariat", NOMINEE)
RESERVE = LetterKind("nomination-reserve", "A nominee is held in reserve", PLACE)
NOT_CHOSEN = LetterKind("nomination-not-chosen", "A nominee is not chosen", WITH_REASON)
INVITED = LetterKind(
    "nomination-invited",
    "A nominee is invited to speak",
    {**PLACE, "owed": "What the speaker has to send, and by when"},
)
SPEAKER_PAGE = LetterKind(
    "speaker-page", "A speaker accepted; to them, with the link to their own page", PLACE
)
ACCEPTED = LetterKind("nomination-accepted", "A speaker accepted", PLACE)
DECLINED = LetterKind("nomination-declined", "A speaker declined", PLACE)
WITHDRAWN = LetterKind("nomination-withdrawn", "A nomination is withdrawn", NOMINEE)
REPLACED = LetterKind("nomination-replaced", "Somebody else has the place of who dropped out", NOMINEE)
NOT_DELIVERED = LetterKind(
    "nomination-not-delivered", "A speaker did not get the floor; the text can be published", WITH_REASON
)
VACANCY = LetterKind(
    "nomination-vacancy",
    "Somebody dropped out; the nominating body may name another",
    {**PLACE, "until": "How long the place is kept"},
)
CONTRIBUTION_DUE = LetterKind(
    "contribution-due",
    "A speaker is reminded of a statement or video",
    {**PLACE, "owed": "What, and by when"},
)
CONTRIBUTION_LATE = LetterKind(
    "contribution-late",
    "A statement or video of a speaker is late",
    {**PLACE, "owed": "What, and when it was due"},
)
ENTITY = {
    "organisation": "Who is asked",
    "call": "The call's title",
    "place": "The session",
    "until": "The last day to answer",
}
ENTITY_ASKED = LetterKind("entity-asked", "An entity is asked to name somebody", ENTITY)
ENTITY_REMINDED = LetterKind("entity-reminded", "An entity that was asked has not answered yet", ENTITY)
OPEN_STEP = {
    "call": "The call's title",
    "step": "What is to do",
    "number": "How many nominations wait",
    "until": "The deadline",
    "lapse": "What follows if it passes",
}
STEP_DUE = LetterKind("step-due", "A step is due soon; to who has to act", OPEN_STEP)
STEP_LATE = LetterKind("step-late", "A deadline passed; to who should have acted", OPEN_STEP)
CHANNEL_ROLE = LetterKind(
    "channel-role",
    "Somebody acts for a body by a personal link from now on",
    {"body": "The body", "number": "How many nominations wait there"},
    urgent=True,
)

ALL = (
    PUT_FORWARD,
    CONFIRMED,
    RETURNED,
    ENDORSED,
    NOT_ENDORSED,
    RECONSIDERED,
    FORWARDED,
    RESERVE,
    NOT_CHOSEN,
    INVITED,
    SPEAKER_PAGE,
    ACCEPTED,
    DECLINED,
    WITHDRAWN,
    REPLACED,
    NOT_DELIVERED,
    VACANCY,
    CONTRIBUTION_DUE,
    CONTRIBUTION_LATE,
    ENTITY_ASKED,
    ENTITY_REMINDED,
    STEP_DUE,
    STEP_LATE,
    CHANNEL_ROLE,
)
KINDS.update({kind.name: kind for kind in ALL})
