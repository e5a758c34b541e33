"""What can happen to an application, to a co-sponsor's support and to a flyer, as tables (docs/workflows.md
shows them). Pure."""

from scheduler.applications.permissions import (
    ANSWER_SUPPORT,
    DECIDE,
    ENTER_SUPPORT,
    REVIEW_MATERIAL,
    VOUCH_FOR_SUPPORT,
    WRITE,
)
from scheduler.applications.terms import Flyer, State, Support
from scheduler.kernel.words import Sentence
from scheduler.kernel.workflow import Transition, Workflow

NAMES = {
    State.DRAFT: Sentence("a draft"),
    State.RECEIVED: Sentence("received"),
    State.RETURNED: Sentence("returned for changes"),
    State.WAITING: Sentence("on the waiting list"),
    State.ACCEPTED: Sentence("accepted"),
    State.DECLINED: Sentence("declined"),
    State.WITHDRAWN: Sentence("withdrawn"),
    State.CANCELLED: Sentence("cancelled"),
    State.JOINED: Sentence("joined with another"),
    State.DISCARDED: Sentence("thrown away"),
}

OPEN = frozenset({State.RECEIVED, State.RETURNED, State.WAITING})
"""Received and not decided."""
IN_HAND = frozenset({State.DRAFT, State.RETURNED})
"""Where the applicant can change everything."""
IN_QUEUE = OPEN | {State.ACCEPTED}
"""What counts in the queue, and towards the one event of an organiser."""
ALIVE = IN_QUEUE | {State.DRAFT}
"""Where co-sponsors can be named and can answer."""

WORKFLOW = Workflow(
    "application",
    NAMES,
    (
        Transition(
            "submit",
            frozenset({State.DRAFT}),
            State.RECEIVED,
            WRITE,
            Sentence("Submit"),
            letter="application-received",
        ),
        Transition(
            "submit again",
            frozenset({State.RETURNED}),
            State.RECEIVED,
            WRITE,
            Sentence("Submit again"),
            letter="application-submitted-again",
        ),
        Transition(
            "discard", frozenset({State.DRAFT}), State.DISCARDED, WRITE, Sentence("Throw the draft away")
        ),
        Transition(
            "restore", frozenset({State.DISCARDED}), State.DRAFT, WRITE, Sentence("Take the draft back")
        ),
        Transition(
            "withdraw", OPEN, State.WITHDRAWN, WRITE, Sentence("Withdraw"), letter="application-withdrawn"
        ),
        Transition(
            "call off",
            frozenset({State.ACCEPTED}),
            State.CANCELLED,
            WRITE,
            Sentence("Cancel the event"),
            reason=True,
            letter="application-cancelled",
        ),
        Transition(
            "return",
            frozenset({State.RECEIVED, State.WAITING}),
            State.RETURNED,
            DECIDE,
            Sentence("Return with comments"),
            reason=True,
            letter="application-returned",
        ),
        Transition(
            "accept",
            frozenset({State.RECEIVED, State.WAITING}),
            State.ACCEPTED,
            DECIDE,
            Sentence("Accept"),
            letter="application-accepted",
        ),
        Transition(
            "put on the waiting list",
            frozenset({State.RECEIVED}),
            State.WAITING,
            DECIDE,
            Sentence("Put on the waiting list"),
            reason=True,
            letter="application-waiting",
        ),
        Transition(
            "decline",
            frozenset({State.RECEIVED, State.RETURNED, State.WAITING}),
            State.DECLINED,
            DECIDE,
            Sentence("Decline"),
            reason=True,
            letter="application-declined",
        ),
        Transition(
            "reopen",
            frozenset({State.DECLINED, State.WITHDRAWN, State.WAITING}),
            State.RECEIVED,
            DECIDE,
            Sentence("Open again"),
            reason=True,
            letter="application-reopened",
        ),
        Transition(
            "cancel",
            frozenset({State.ACCEPTED}),
            State.CANCELLED,
            DECIDE,
            Sentence("Cancel the event"),
            reason=True,
            letter="application-cancelled",
        ),
        Transition(
            "join",
            frozenset({State.DRAFT}) | OPEN,
            State.JOINED,
            WRITE,
            Sentence("Make one event of two"),
            letter="application-joined",
        ),
    ),
)

SUPPORT_NAMES = {
    Support.NAMED: Sentence("named, and not asked yet"),
    Support.ASKED: Sentence("asked"),
    Support.CONFIRMED: Sentence("confirmed"),
    Support.DECLINED: Sentence("declined"),
    Support.WITHDRAWN: Sentence("withdrawn"),
    Support.OBJECTED: Sentence("objected to by the organisation's contact"),
    Support.REMOVED: Sentence("no longer named"),
}

SUPPORT = Workflow(
    "support",
    SUPPORT_NAMES,
    (
        Transition(
            "ask",
            frozenset({Support.NAMED, Support.ASKED, Support.DECLINED, Support.WITHDRAWN}),
            Support.ASKED,
            WRITE,
            Sentence("Ask"),
            letter="support-asked",
        ),
        Transition(
            "remind",
            frozenset({Support.ASKED}),
            Support.ASKED,
            WRITE,
            Sentence("Remind"),
            letter="support-reminder",
        ),
        Transition(
            "ask somebody else",
            frozenset({Support.ASKED}),
            Support.ASKED,
            ANSWER_SUPPORT,
            Sentence("Not the right person"),
            letter="support-asked",
        ),
        Transition(
            "confirm",
            frozenset({Support.ASKED}),
            Support.CONFIRMED,
            ANSWER_SUPPORT,
            Sentence("Confirm"),
            letter="support-answered",
        ),
        Transition(
            "decline",
            frozenset({Support.ASKED}),
            Support.DECLINED,
            ANSWER_SUPPORT,
            Sentence("Decline"),
            letter="support-answered",
        ),
        Transition(
            "vouch",
            frozenset({Support.ASKED, Support.CONFIRMED, Support.OBJECTED}),
            Support.CONFIRMED,
            VOUCH_FOR_SUPPORT,
            Sentence("Confirm as its contact"),
            letter="support-answered",
        ),
        Transition(
            "object",
            frozenset({Support.ASKED, Support.CONFIRMED}),
            Support.OBJECTED,
            VOUCH_FOR_SUPPORT,
            Sentence("Object"),
            letter="support-withdrawn",
        ),
        Transition(
            "withdraw",
            frozenset({Support.CONFIRMED}),
            Support.WITHDRAWN,
            ANSWER_SUPPORT,
            Sentence("Withdraw"),
            letter="support-withdrawn",
        ),
        Transition(
            "enter",
            frozenset(Support),
            Support.CONFIRMED,
            ENTER_SUPPORT,
            Sentence("Enter as confirmed"),
            letter="support-answered",
        ),
        Transition(
            "remove",
            frozenset(Support) - {Support.REMOVED},
            Support.REMOVED,
            WRITE,
            Sentence("Remove"),
            letter="support-removed",
        ),
    ),
)

FLYER_NAMES = {
    Flyer.WAITING: Sentence("waiting for its review"),
    Flyer.RETURNED: Sentence("returned"),
    Flyer.CLEARED: Sentence("cleared"),
}

MATERIAL = Workflow(
    "flyer",
    FLYER_NAMES,
    (
        Transition("replace", frozenset(Flyer), Flyer.WAITING, WRITE, Sentence("Upload another one")),
        Transition(
            "return",
            frozenset({Flyer.WAITING, Flyer.CLEARED}),
            Flyer.RETURNED,
            REVIEW_MATERIAL,
            Sentence("Return"),
            reason=True,
            letter="material-returned",
        ),
        Transition(
            "clear",
            frozenset({Flyer.WAITING, Flyer.RETURNED}),
            Flyer.CLEARED,
            REVIEW_MATERIAL,
            Sentence("Clear"),
            letter="material-cleared",
        ),
    ),
)
