"""The kinds of letters about applications; their texts lie in scheduler/mail/texts. The desk words them with
all others (scheduler/mail/wording.py)."""

from scheduler.mail.letters import KINDS, LetterKind

EVENT = {
    "title": "The event's title",
    "organisation": "Its organiser",
    "number": "The receipt's number; empty for a draft",
}
CONCERNED = {**EVENT, "as": "For speakers and co-sponsors: why they get the letter"}
COSPONSOR = {**EVENT, "cosponsor": "The co-sponsor's name"}

RECEIVED = LetterKind("application-received", "An application was received", EVENT)
SUBMITTED_AGAIN = LetterKind(
    "application-submitted-again", "A returned application was submitted again", EVENT
)
RETURNED = LetterKind(
    "application-returned", "An application is returned for changes", {**EVENT, "why": "What to change"}
)
ACCEPTED = LetterKind("application-accepted", "An application is accepted", CONCERNED)
WAITING = LetterKind(
    "application-waiting", "An application is put on the waiting list", {**EVENT, "why": "The reason"}
)
DECLINED = LetterKind(
    "application-declined", "An application is declined", {**CONCERNED, "why": "The reason; for organisers"}
)
WITHDRAWN = LetterKind("application-withdrawn", "An application is withdrawn", CONCERNED)
CANCELLED = LetterKind(
    "application-cancelled", "An accepted event is cancelled", {**CONCERNED, "why": "The reason"}
)
REOPENED = LetterKind(
    "application-reopened",
    "An application is looked at again",
    {**CONCERNED, "why": "The reason; for organisers"},
)
JOINED = LetterKind(
    "application-joined",
    "Two applications became one",
    {**CONCERNED, "other": "The other title", "receipts": "The numbers of all its receipts"},
)
PARTED = LetterKind(
    "application-parted",
    "What was joined is two applications again",
    {**CONCERNED, "other": "The other title"},
)
SECOND = LetterKind(
    "second-application", "A second application names the same organiser; to its contacts", EVENT
)

SUPPORT_ASKED = LetterKind(
    "support-asked", "A co-sponsor is asked", {**COSPONSOR, "until": "The last day to answer"}
)
SUPPORT_REMINDER = LetterKind(
    "support-reminder", "A co-sponsor is reminded", {**COSPONSOR, "until": "The last day to answer"}
)
SUPPORT_COPY = LetterKind(
    "support-copy",
    "An organisation was named as co-sponsor; to its contacts",
    {**COSPONSOR, "asked": "Who was asked", "note": "Whether they have to confirm it"},
)
SUPPORT_CONFIRMED = LetterKind("support-confirmed", "Thanks to who confirmed, with a way back", COSPONSOR)
SUPPORT_ANSWERED = LetterKind(
    "support-answered",
    "A co-sponsor answered; to the organiser",
    {**COSPONSOR, "answer": "What it answered", "note": "What the organiser has to know besides"},
)
SUPPORT_WITHDRAWN = LetterKind(
    "support-withdrawn",
    "A co-sponsor takes its support back; to the organiser",
    {**COSPONSOR, "how": "Who took it back"},
)
SUPPORT_REMOVED = LetterKind("support-removed", "The organiser no longer names a co-sponsor", COSPONSOR)
SUPPORT_BOUNCED = LetterKind(
    "support-bounced",
    "A letter to a co-sponsor did not arrive; to the organiser",
    {**COSPONSOR, "address": "Where it was sent"},
)

JOINING_OFFERED = LetterKind(
    "joining-offered",
    "Another applicant wants to make one event of two",
    {**EVENT, "other": "The other title"},
)
JOINING_ANSWERED = LetterKind(
    "joining-answered", "An offer to join was refused", {**EVENT, "other": "The other title"}
)

MATERIAL_RETURNED = LetterKind(
    "material-returned",
    "A flyer is returned",
    {**EVENT, "why": "What to change in it", "until": "The last day to upload another one"},
)
MATERIAL_CLEARED = LetterKind("material-cleared", "A flyer is cleared", EVENT)

ALL = (
    RECEIVED,
    SUBMITTED_AGAIN,
    RETURNED,
    ACCEPTED,
    WAITING,
    DECLINED,
    WITHDRAWN,
    CANCELLED,
    REOPENED,
    JOINED,
    PARTED,
    SECOND,
    SUPPORT_ASKED,
    SUPPORT_REMINDER,
    SUPPORT_COPY,
    SUPPORT_CONFIRMED,
    SUPPORT_ANSWERED,
    SUPPORT_WITHDRAWN,
    SUPPORT_REMOVED,
    SUPPORT_BOUNCED,
    JOINING_OFFERED,
    JOINING_ANSWERED,
    MATERIAL_RETURNED,
    MATERIAL_CLEARED,
)
KINDS.update({kind.name: kind for kind in ALL})
