"""The door for calendars: feeds of meetings and of selections, people's own, and downloads of one entry."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, request

from scheduler.accounts.rules import FEED
from scheduler.feeds import selection
from scheduler.feeds.calendars import calendar
from scheduler.feeds.gate import key
from scheduler.feeds.http import CALENDAR, FeedBytes, OwnBytes, Sendable, answer
from scheduler.formats import ical
from scheduler.kernel import clock
from scheduler.kernel.words import Sentence
from scheduler.releases import addresses
from scheduler.releases.programme import Programme, Published
from scheduler.subscriptions.fetching import fetch
from scheduler.web.account import throttle
from scheduler.web.headers import Complete
from scheduler.web.shelf import feeds, own_feeds, programmes

door = Blueprint("feeds", __name__)


@door.get("/<code>/calendar.ics")
def whole(code: str) -> Response:
    """The meeting's feed, or that of a selection."""
    programme = released(code)
    feed = calendar(programme, wanted(), current_app.config["BASE_URL"], clock.now())
    feeds().remember(key(request.environ), feed)
    return sent(feed)


@door.get("/agenda/<token>.ics")
def own(token: str) -> Response:
    """Somebody's own feed, for whoever knows its address. Of an address that is none, or none any more,
    nothing more is said than that."""
    feed = fetch(token, own_feeds(), programmes(), current_app.config["BASE_URL"])
    if feed is not None:
        return sent(feed)
    throttle.check(FEED)
    throttle.count(FEED)
    answer_no = _sorry(Sentence("There is no calendar at this address."))
    answer_no.headers.update({"Cache-Control": "no-store", **dict(OwnBytes.always[1:])})
    return answer_no


@door.get("/<code>/<any('side-events','sessions','meetings'):section>/<entry>.ics")
def one(code: str, section: str, entry: str) -> Response:
    """One entry, to be put into a calendar once. It is never updated there, unlike a subscription."""
    programme = released(code)
    found = _entry(programme, section, entry)
    if found.fragment is None:
        return _sorry(
            Sentence("This entry has no date yet. Subscribe to the programme to learn when it gets one.")
        )
    body = ical.download(programme.meeting, found.fragment)
    feed = FeedBytes(code, programme.issue, body, found.stamps.changed_at, None)
    response = sent(feed)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-{entry}.ics"'
    return response


def wanted() -> selection.Selection:
    """The selection that the request asks for. What it cannot mean is answered with a sentence."""
    try:
        asked = selection.read(request.args.items(multi=True))
    except ValueError:
        abort(_sorry(Sentence("The value of “cancelled” must be one of: mark, keep, drop.")))
    if asked.unknown:
        told = {"key": asked.unknown[0][:40], "filters": ", ".join((*selection.FILTERS, "q", "cancelled"))}
        abort(_sorry(Sentence("There is no filter “%(key)s”. Filters are: %(filters)s.", **told)))
    return asked


def released(code: str) -> Programme:
    return programmes().get(code) or abort(404)


def kept(code: str, make: Callable[[Programme, selection.Selection], FeedBytes]) -> Response:
    """What the request asks for, as it was made before, or made now."""
    asked, programme, address = wanted(), released(code), key(request.environ)
    feed = feeds().recall(address)
    if feed is None:
        feed = make(programme, asked)
        feeds().remember(address, feed)
    return sent(feed)


def _entry(programme: Programme, section: str, code: str) -> Published:
    for one in programme.entries:
        if one.entry.code == code and addresses.section(one.entry.kind) == section:
            return one
    abort(404)


def sent(feed: Sendable) -> Response:
    """The whole, "not modified", or the head only; a calendar in the same words as by the gate."""
    status, headers, body = answer(feed, request.environ)
    of_kind = Complete if feed.content_type == CALENDAR else Response
    return of_kind([body], status, headers)  # a list, or Flask would say the length of an empty HEAD


def _sorry(sentence: Sentence) -> Response:
    return Response(f"{sentence}\n", 404, mimetype="text/plain")
