"""The kinds of letters about draft programmes; their texts lie in scheduler/mail/texts."""

from scheduler.mail.letters import KINDS, LetterKind

EVENT = {
    "title": "The event's title",
    "organisation": "Its organiser",
    "number": "The number of the draft programme",
    "place": "Where the event is in it, in words",
}
ASKED = LetterKind(
    "draft-programme-asked",
    "A draft programme is shown; to organisers, who answer",
    {
        **EVENT,
        "until": "The last day to answer",
        "hand": "When a person put it there: when and why",
        "was": "Where the draft programme before had it, if it is elsewhere now",
        "answered": "What was answered for the same place already",
        "note": "What the secretariat says with it",
    },
)
SHOWN = LetterKind(
    "draft-programme-shown",
    "A draft programme is shown; to confirmed co-sponsors",
    {**EVENT, "as": "Why they get the letter", "note": "What the secretariat says with it"},
)
REMINDER = LetterKind(
    "draft-programme-reminder",
    "Who has not answered to a draft programme is reminded",
    {**EVENT, "until": "The last day to answer"},
)
ENTERED = LetterKind(
    "draft-programme-entered",
    "The desk entered an answer to a draft programme; to organisers",
    {
        **EVENT,
        "answer": "What was entered",
        "source": "How it came",
        "came": "The day it came",
        "until": "The last day to answer",
    },
)

ALL = (ASKED, SHOWN, REMINDER, ENTERED)
KINDS.update({kind.name: kind for kind in ALL})
