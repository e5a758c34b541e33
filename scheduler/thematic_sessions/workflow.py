"""What can happen to a document of a session, to its author's consent, and to a request for the floor, as
tables (docs/workflows.md shows them). Pure."""

from scheduler.kernel.words import Sentence
from scheduler.kernel.workflow import Transition, Workflow
from scheduler.thematic_sessions.permissions import EDIT_SESSION, ENTER_CONSENT, GIVE_CONSENT, RUN_FLOOR
from scheduler.thematic_sessions.terms import Consent, DocumentStatus, Turn

DOCUMENT = Workflow(
    "document",
    {DocumentStatus.DRAFT: Sentence("a draft"), DocumentStatus.PUBLIC: Sentence("public")},
    (
        Transition(
            "publish",
            frozenset({DocumentStatus.DRAFT}),
            DocumentStatus.PUBLIC,
            EDIT_SESSION,
            Sentence("Publish"),
        ),
        Transition(
            "hide",
            frozenset({DocumentStatus.PUBLIC}),
            DocumentStatus.DRAFT,
            EDIT_SESSION,
            Sentence("Take down"),
        ),
    ),
)

NOT_GIVEN = frozenset(Consent) - {Consent.GIVEN}
CONSENT = Workflow(
    "consent",
    {
        Consent.NONE: Sentence("not asked for"),
        Consent.ASKED: Sentence("asked for"),
        Consent.GIVEN: Sentence("given"),
        Consent.REFUSED: Sentence("refused"),
    },
    (
        Transition(
            "ask",
            NOT_GIVEN,
            Consent.ASKED,
            EDIT_SESSION,
            Sentence("Ask the author"),
            letter="consent-asked",
        ),
        Transition(
            "agree",
            NOT_GIVEN,
            Consent.GIVEN,
            GIVE_CONSENT,
            Sentence("Agree to the publication"),
            letter="consent-given",
        ),
        Transition(
            "enter",
            NOT_GIVEN,
            Consent.GIVEN,
            ENTER_CONSENT,
            Sentence("Enter that the author agrees"),
            letter="consent-given",
        ),
        Transition(
            "withdraw",
            frozenset({Consent.ASKED, Consent.GIVEN}),
            Consent.REFUSED,
            GIVE_CONSENT,
            Sentence("Do not agree (any more)"),
        ),
        Transition(
            "enter withdrawal",
            frozenset({Consent.ASKED, Consent.GIVEN}),
            Consent.REFUSED,
            ENTER_CONSENT,
            Sentence("Enter that the author does not agree (any more)"),
        ),
    ),
)

FLOOR = Workflow(
    "request for the floor",
    {
        Turn.WAITING: Sentence("on the list"),
        Turn.SPEAKING: Sentence("speaking now"),
        Turn.SPOKE: Sentence("heard"),
        Turn.NO_TIME: Sentence("not heard, for want of time"),
        Turn.WITHDRAWN: Sentence("taken off the list"),
    },
    (
        Transition("give", frozenset({Turn.WAITING}), Turn.SPEAKING, RUN_FLOOR, Sentence("Give the floor")),
        Transition("end", frozenset({Turn.SPEAKING}), Turn.SPOKE, RUN_FLOOR, Sentence("They have spoken")),
        Transition(
            "put back",
            frozenset({Turn.SPEAKING, Turn.SPOKE, Turn.NO_TIME, Turn.WITHDRAWN}),
            Turn.WAITING,
            RUN_FLOOR,
            Sentence("Put back on the list"),
        ),
        Transition(
            "pass over",
            frozenset({Turn.WAITING, Turn.SPEAKING}),
            Turn.WAITING,
            RUN_FLOOR,
            Sentence("Absent: move to the end"),
        ),
        Transition("no time", frozenset({Turn.WAITING}), Turn.NO_TIME, RUN_FLOOR, Sentence("No time left")),
        Transition(
            "take off", frozenset({Turn.WAITING}), Turn.WITHDRAWN, RUN_FLOOR, Sentence("Take off the list")
        ),
    ),
)
