"""The places of the desk: one table, from which the bar above every page, the keys and the help are made."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as later

from scheduler.accounts.permissions import SEE_ACCOUNTS
from scheduler.applications.permissions import READ_ALL
from scheduler.applications.worklist import Pile, heap
from scheduler.audit.permissions import SEE_HISTORY
from scheduler.kernel.permissions import Act, may
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
from scheduler.web.visitors import present


@dataclass(frozen=True)
class Place:
    """A place of the desk. `waiting` counts what waits there; `key` goes there after a `g`; `about` says in
    plain words what it is for. One that is not `in_bar` stands on the help page only."""

    endpoint: str
    name: str
    act: Act
    waiting: Callable[[], int] = lambda: 0
    key: str = ""
    about: str = ""
    in_bar: bool = True


@dataclass(frozen=True)
class Shown:
    """A place as the bar shows it."""

    address: str
    name: str
    is_here: bool
    waiting: int
    key: str
    about: str
    in_bar: bool


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
        "desk_releases.releases",
        later("Releases"),
        RELEASE,
        key="r",
        about=later(
            "What differs from the public programme of each meeting, such as events accepted since, and the "
            "button that makes it public."
        ),
    ),
    Place(
        "desk_timetable.meetings",
        later("Timetable"),
        SEE_TIMETABLE,
        key="m",
        about=later(
            "When and where everything takes place: the public timetable of each meeting, drafts beside it, "
            "what clashes, and every step that was made."
        ),
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
    ),
    Place(
        "desk_sessions.sessions",
        later("Sessions"),
        SEE_SESSION,
        key="t",
        about=later(
            "The thematic sessions of a meeting: agenda, seats, documents, and what each of them lacks."
        ),
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
        "desk_organisations.organisations",
        later("Organisations"),
        SEE_ORGANISATIONS_AT_THE_DESK,
        key="o",
        about=later(
            "What is known of every organisation, who speaks for it, and duplicates to merge. Look up those "
            "that nobody has verified before a call opens."
        ),
    ),
    Place(
        "desk_people.people",
        later("People"),
        SEE_PEOPLE_AT_THE_DESK,
        how_many_requests,
        key="p",
        about=later("Everybody who is named or has an account, and who asks to speak for an organisation."),
    ),
    Place(
        "desk_accounts.accounts",
        later("Accounts"),
        SEE_ACCOUNTS,
        key="a",
        about=later("Who may sign in, and with which role. Administrators give and take roles here."),
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
        "desk.live_links",
        later("Links"),
        SEE_LINKS,
        in_bar=False,
        about=later("Personal links in letters that still work: for whom, until when. You can end them."),
    ),
    Place(
        "desk.help",
        later("Help"),
        SEE_DESK,
        key="h",
        about=later("What each place is for, and the keys."),
    ),
)


def _is_at(address: str) -> bool:
    """Whether the present page is this place, or one below it; below the first are all the others."""
    here = request.script_root + request.path
    return here == address or (address != url_for(PLACES[0].endpoint) and here.startswith(address))


def furnish(app: Flask) -> None:
    app.context_processor(
        lambda: {"desk_places": shown, "desk_is_open": lambda: bool(may(present(), SEE_DESK))}
    )


def shown() -> list[Shown]:
    """The places that the visitor may go to. Asked for several times on a page, counted once."""
    if "desk_places" not in g:
        g.desk_places = _shown()
    found: list[Shown] = g.desk_places
    return found


def _shown() -> list[Shown]:
    return [
        Shown(
            address := url_for(place.endpoint),
            place.name,
            _is_at(address),
            place.waiting(),
            place.key,
            place.about,
            place.in_bar,
        )
        for place in PLACES
        if place.endpoint in current_app.view_functions and may(present(), place.act)
    ]
