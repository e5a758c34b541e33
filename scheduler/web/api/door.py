"""The door for programs that ask questions: meetings and their entries, with filters, pages and 304."""

from collections.abc import Callable
from typing import NoReturn
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, request

from scheduler.feeds import selection
from scheduler.feeds.gate import key
from scheduler.feeds.http import FeedBytes
from scheduler.feeds.selection import Selection, chosen
from scheduler.formats import read_api
from scheduler.kernel.words import Sentence
from scheduler.releases import addresses
from scheduler.releases.programme import Programme, Published
from scheduler.web.api.description import FILTERS, JSON, MOST, USUAL, describe
from scheduler.web.feeds import sent
from scheduler.web.shelf import feeds, programmes

door = Blueprint("api", __name__, url_prefix="/api/v1")


@door.get("/openapi.json")
def openapi() -> Response:
    """What there is to ask, as OpenAPI 3.1."""
    return _json(describe(current_app.config["BASE_URL"]))


@door.get("/meetings")
def meetings() -> Response:
    """Every meeting that has a programme."""
    _only()
    newest_first = sorted(programmes().all(), key=lambda one: (one.meeting.starts, one.meeting.code))
    found = tuple(_meeting(one) for one in reversed(newest_first))
    return _json(read_api.as_json(read_api.Meetings(found)))


@door.get("/meetings/<code>")
def meeting(code: str) -> Response:
    """One meeting."""
    _only()
    return _kept(code, lambda programme: read_api.as_json(_meeting(programme)))


@door.get("/meetings/<code>/entries")
def entries(code: str) -> Response:
    """The entries that the filters find, a page of them, in an order that never changes."""
    asked, page, size = _selection(), _number("page", 1, 1_000_000), _number("size", USUAL, MOST)
    return _kept(code, lambda programme: read_api.as_json(_page(programme, asked, page, size)))


@door.get("/meetings/<code>/entries/<entry>")
def one(code: str, entry: str) -> Response:
    """One entry."""
    _only()
    programme = _programme(code)
    found = next((one for one in programme.entries if one.entry.code == entry), None)
    if found is None:
        _refuse(404, Sentence("There is no entry %(entry)s in this meeting.", entry=entry[:40]))
    return _kept(code, lambda programme: read_api.as_json(_entry(programme, found)))


def _programme(code: str) -> Programme:
    programme = programmes().get(code)
    if programme is None:
        _refuse(404, Sentence("There is no meeting %(code)s with a programme.", code=code[:40]))
    return programme


def _kept(code: str, write: Callable[[Programme], bytes]) -> Response:
    """As it was answered before, or answered now."""
    programme, address = _programme(code), key(request.environ)
    feed = feeds().recall(address)
    if feed is None:
        body = write(programme)
        feed = FeedBytes(code, programme.issue, body, programme.released_at, None, JSON)
        feeds().remember(address, feed)
    return _open(sent(feed))


def _json(body: bytes) -> Response:
    """What depends on no meeting alone, with a tag of its own."""
    response = Response(body, content_type=JSON)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return _open(response)


def _open(response: Response) -> Response:
    """Pages of other sites may read it too: it holds nothing but what is public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _meeting(programme: Programme) -> read_api.Meeting:
    face, base_url = programme.meeting, current_app.config["BASE_URL"]
    return read_api.Meeting(
        code=face.code,
        title=face.title,
        kind=face.kind,
        session_number=face.session_number,
        venue=face.venue,
        time_zone=face.time_zone,
        starts=face.starts,
        ends=face.ends,
        release=programme.number,
        released_at=programme.released_at,
        entries=len(programme.entries),
        page=f"{base_url}/{face.code}/",
        calendar=base_url + addresses.of_feed(face.code),
    )


def _page(programme: Programme, asked: Selection, page: int, size: int) -> read_api.Entries:
    found = chosen(asked, programme)
    code = programme.meeting.code
    more = [("page", page + 1), ("size", size)]
    following = "&".join(filter(None, (asked.query, urlencode(more))))
    return read_api.Entries(
        meeting=code,
        release=programme.number,
        total=len(found),
        items=tuple(_entry(programme, one) for one in found[(page - 1) * size : page * size]),
        next=f"{current_app.config['BASE_URL']}/api/v1/meetings/{code}/entries?{following}"
        if page * size < len(found)
        else None,
    )


def _entry(programme: Programme, one: Published) -> read_api.Entry:
    page = current_app.config["BASE_URL"] + addresses.of_entry(programme.meeting.code, one.entry)
    return read_api.entry(one.entry, one.stamps, page)


def _selection() -> Selection:
    _only(*FILTERS, "page", "size")
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] in FILTERS]
    return selection.read(pairs)


def _number(name: str, usual: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    given = request.args.get(name, str(usual))
    if given.isascii() and given.isdecimal() and len(given) < 10 and 1 <= int(given) <= most:
        return int(given)
    _refuse(400, Sentence("“%(name)s” must be a whole number from 1 to %(most)d.", name=name, most=most))


def _only(*known: str) -> None:
    """What is not known is refused: a filter with a slip in its name would seem to find everything."""
    for name in request.args:
        if name not in known:
            told = {"name": name[:40], "known": ", ".join(known)}
            if known:
                _refuse(400, Sentence("There is no filter “%(name)s”. There are: %(known)s.", **told))
            _refuse(400, Sentence("Here is nothing to choose, and no “%(name)s”.", **told))


def _refuse(status: int, why: Sentence) -> NoReturn:
    response = Response(read_api.as_json(read_api.Fault(str(why))), status, content_type=JSON)
    abort(_open(response))
