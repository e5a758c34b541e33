"""The places of the desk: one table, from which the bar above every page, the keys and the help are made.

The bar shows groups of places, and the places of the group in which one is. The places of a group stand
beside each other here. One without a group, or the only one of its group for a visitor, stands for itself."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as later

from scheduler.accounts.permissions import SEE_ACCOUNTS
from scheduler.applications.permissions import READ_ALL
from scheduler.applications.worklist import Pile, heap
from scheduler.audit.permissions import SEE_HISTORY
from scheduler.invitations.permissions import SEE_ANSWERS
from scheduler.invitations.queries import how_many_untaken
from scheduler.kernel.permissions import Act
from scheduler.mail.permissions import SEE_LETTERS
from scheduler.mail.search import need_a_hand
from scheduler.nominations.permissions import COMPOSE, SEE_DESKS
from scheduler.nominations.permissions import SET_CALLS as SET_SPEAKER_CALLS
from scheduler.organisations.permissions import SEE_ORGANISATIONS_AT_THE_DESK, SEE_PEOPLE_AT_THE_DESK
from scheduler.organisations.queries import how_many_requests
from scheduler.releases.permissions import RELEASE
from scheduler.thematic_sessions.permissions import RUN_FLOOR, SEE_SESSION
from scheduler.timetable.permissions import SEE_TIMETABLE
from scheduler.web.desk.permissions import ENTER_ON_BEHALF, SEARCH, SEE_DESK, SEE_LINKS
from scheduler.web.desk.waiting import ngos_only, senders


@dataclass(frozen=True)
class Place:
    """A place of the desk. `waiting` counts what waits there; `key` goes there after a `g`; `about` says in
    plain words what it is for. One that is not `in_bar` stands on the help page only; `group` is under which
    name the bar has it together with others."""

    endpoint: str
    name: str
    act: Act
    waiting: Callable[[], int] = lambda: 0
    key: str = ""
    about: str = ""
    in_bar: bool = True
    group: str = ""


SPEAKERS = later("Speakers")
TIMETABLE = later("Timetable")
PEOPLE = later("People and bodies")

PLACES = (
    Place(
        "desk.home",
        later("What waits"),
        SEE_DESK,
        key="w",
        about=later("Everything that waits for somebody at the desk, how much of it, and since when."),
    ),
    Place(
        "desk.search",
        later("Search"),
        SEARCH,
        in_bar=False,
        about=later(
            "Finds codes and titles of all meetings, organisations by any of their names, people, and "
            "letters by who gets them."
        ),
    ),
    Place(
        "desk_applications.applications",
        later("Applications"),
        READ_ALL,
        lambda: heap(Pile.UNCLAIMED, ngos_only=ngos_only()).count,
        key="b",
        about=later(
            "What was submitted: who reads it, what waits, what was decided. Calls and their terms stand "
            "here too."
        ),
    ),
    Place(
        "desk_sessions.sessions",
        later("Sessions"),
        SEE_SESSION,
        key="t",
        about=later(
            "The thematic sessions of a meeting: agenda, seats, documents, and what each of them lacks."
        ),
        group=SPEAKERS,
    ),
    Place(
        "desk_speakers.calls",
        later("Calls for speakers"),
        SET_SPEAKER_CALLS,
        key="s",
        about=later(
            "What meetings ask for by way of speakers: terms, channels and who acts in them; and names that "
            "came by mail."
        ),
        group=SPEAKERS,
    ),
    Place(
        "desk_bodies.worklist",
        later("Nominations"),
        SEE_DESKS,
        key="n",
        about=later(
            "What waits for those who act for a body: reviews, the list and its order, comments. Each sees "
            "the nominations of their own channel only."
        ),
        group=SPEAKERS,
    ),
    Place(
        "desk_board.boards",
        later("Panels"),
        COMPOSE,
        key="c",
        about=later(
            "Who sits on which panel: give places, hold people in reserve, invite them, and see what is out "
            "of balance."
        ),
        group=SPEAKERS,
    ),
    Place(
        "desk_floor.floors",
        later("Floor"),
        RUN_FLOOR,
        key="f",
        about=later(
            "Who asked to speak in a thematic session, in order and with a clock; screens for the Chair and "
            "for everybody."
        ),
        group=SPEAKERS,
    ),
    Place(
        "desk_calendars.meetings",
        later("Calendars"),
        SEE_ANSWERS,
        how_many_untaken,
        key="k",
        about=later(
            "Who has which event in the calendar, what the calendars answered, and answers that were not "
            "taken."
        ),
        group=SPEAKERS,
    ),
    Place(
        "desk_timetable.meetings",
        later("Timetables"),
        SEE_TIMETABLE,
        key="m",
        about=later(
            "When and where everything takes place: the public timetable of each meeting, drafts beside it, "
            "what clashes, and every step that was made."
        ),
        group=TIMETABLE,
    ),
    Place(
        "desk_releases.releases",
        later("Releases"),
        RELEASE,
        key="r",
        about=later(
            "What differs from the public programme of each meeting, such as events accepted since, and the "
            "button that makes it public."
        ),
        group=TIMETABLE,
    ),
    Place(
        "desk_people.people",
        later("People"),
        SEE_PEOPLE_AT_THE_DESK,
        how_many_requests,
        key="p",
        about=later("Everybody who is named or has an account, and who asks to speak for an organisation."),
        group=PEOPLE,
    ),
    Place(
        "desk_organisations.organisations",
        later("Organisations"),
        SEE_ORGANISATIONS_AT_THE_DESK,
        key="o",
        about=later(
            "What is known of every organisation, who speaks for it, and duplicates to merge. Look up those "
            "that nobody has verified before a call opens."
        ),
        group=PEOPLE,
    ),
    Place(
        "desk_accounts.accounts",
        later("Accounts"),
        SEE_ACCOUNTS,
        key="a",
        about=later("Who may sign in, and with which role. Administrators give and take roles here."),
        group=PEOPLE,
    ),
    Place(
        "desk.on_behalf",
        later("Enter for somebody"),
        ENTER_ON_BEHALF,
        key="e",
        about=later(
            "When a wish comes by e-mail, note verbale, telephone or in person: enter it here. It is marked "
            "as entered by the desk, and the person gets a letter that says so."
        ),
        group=PEOPLE,
    ),
    Place(
        "desk_letters.letters",
        later("Letters"),
        SEE_LETTERS,
        lambda: need_a_hand(senders()),
        key="l",
        about=later(
            "Every letter that the program wrote: what is held for you, what did not arrive, and what "
            "letters say."
        ),
    ),
    Place(
        "desk.live_links",
        later("Links"),
        SEE_LINKS,
        in_bar=False,
        about=later("Personal links in letters that still work: for whom, until when. You can end them."),
    ),
    Place(
        "desk.history",
        later("History"),
        SEE_HISTORY,
        key="y",
        about=later(
            "Who did what, when and why, by thing, person or day; and what the desk notes for itself."
        ),
    ),
    Place(
        "desk.help",
        later("Help"),
        SEE_DESK,
        key="h",
        about=later("What each place is for, and the keys."),
    ),
)
