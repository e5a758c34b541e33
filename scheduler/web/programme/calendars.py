"""The page that helps a reader to follow a selection in a calendar of their own."""

from dataclasses import dataclass

import segno
from flask import Response, make_response, render_template, request
from markupsafe import Markup

from scheduler.feeds import selection
from scheduler.feeds.calendars import labels
from scheduler.kernel.words import Sentence
from scheduler.web.kept import keep
from scheduler.web.languages import door_of_pages, gettext
from scheduler.web.programme.other_forms import other_forms
from scheduler.web.programme.pages import programme_of
from scheduler.web.programme.subscribing import subscription

door = door_of_pages("calendars", __name__)
keep(door)


@dataclass(frozen=True)
class Client:
    """A calendar program: how one adds a feed to it, and when it looks for changes (docs/calendars.md)."""

    name: str
    adding: Sentence
    looks: Sentence


CLIENTS = (
    Client(
        "Google Calendar",
        Sentence("On a computer: Other calendars, +, From URL. Paste the address."),
        Sentence("Every 4 to 12 hours, at times once a day. It does not follow our wish."),
    ),
    Client(
        "Outlook on the web",
        Sentence("Add calendar, Subscribe from web. Paste the address."),
        Sentence("About every 3 hours, at times once a day. It does not follow our wish."),
    ),
    Client(
        "Outlook for the desktop",
        Sentence("Press the first button; or Account settings, Internet Calendars, New."),
        Sentence("At each send and receive, as often as we ask."),
    ),
    Client(
        "Apple Calendar",
        Sentence("Press the first button; or File, New Calendar Subscription."),
        Sentence("As you choose: every 5 minutes to once a week."),
    ),
    Client(
        "Thunderbird",
        Sentence("New Calendar, On the Network. Paste the address."),
        Sentence("As you choose; every 30 minutes at first."),
    ),
    Client(
        "Nextcloud",
        Sentence("Calendar, New subscription from link. Paste the address."),
        Sentence("Once a week, or as often as we ask; its administrator decides."),
    ),
)


@door.get("/<meeting:code>/subscribe/")
def subscribe(code: str) -> Response:
    """How to subscribe to a programme, or to the selection in the address."""
    programme = programme_of(code)
    known = (pair for pair in request.args.items(multi=True) if pair[0] != "cancelled")
    wanted = selection.read(known)
    feed = subscription(code, wanted.query)
    page = render_template(
        "programme/calendars.html",
        programme=programme,
        meeting=programme.meeting,
        query=wanted.query,
        labels=list(labels(programme, wanted)),
        found=len(selection.chosen(wanted, programme)),
        feed=feed,
        picture=picture(feed.webcal) if len(feed.webcal) < MOST_IN_PICTURE else None,
        clients=CLIENTS,
        forms=other_forms(code, wanted.query),
    )
    return make_response(page)


MOST_IN_PICTURE = 600
"""Characters of an address; the picture of a longer one is too fine for many cameras."""


def picture(address: str) -> Markup:
    """A QR code as a drawing within the page. Dark on light in every colour scheme: cameras want it so."""
    code = segno.make(address, error="m")
    name = gettext("QR code of the address")
    return Markup(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", title=name))
