"""The door for those who follow a programme: what changed from release to release, as pages and as a feed."""

from datetime import date
from itertools import groupby

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request

from scheduler.feeds import news, selection
from scheduler.feeds.http import FeedBytes
from scheduler.feeds.selection import Selection
from scheduler.formats.describe import Line
from scheduler.formats.entry import CalendarEntry, Standing
from scheduler.kernel.words import Sentence
from scheduler.releases import history
from scheduler.releases.change import ChangeKind, kind_name, with_days
from scheduler.releases.earlier import programme_of as earlier_programme
from scheduler.releases.history import ReleaseChanges, Version
from scheduler.releases.programme import Programme, Published
from scheduler.web import times
from scheduler.web.feeds import kept
from scheduler.web.kept import keep
from scheduler.web.languages import door_of_pages, open_in_each, say
from scheduler.web.programme.pages import programme_of
from scheduler.web.structured import event_data

_SHAPES = {
    ChangeKind.MOVED: "moved",
    ChangeKind.TIME: "moved",
    ChangeKind.ROOM: "moved",
    ChangeKind.CANCELLED: "off",
    ChangeKind.UNPLACED: "off",
    ChangeKind.BACK: "on",
    ChangeKind.PLACED: "on",
    ChangeKind.NEW: "on",
}

door = door_of_pages("changes", __name__)
keep(door)
feed_door = Blueprint("changes_feed", __name__)


def open_changes(app: Flask) -> None:
    """Register the pages and the feed, and what templates of entries need. After `open_pages`."""
    app.jinja_env.filters["tell"] = tell
    app.jinja_env.globals.update(
        change_name=kind_name, change_shape=shape, event_data=event_data, versions_of=versions_of
    )
    app.register_blueprint(feed_door)
    open_in_each(app, door)


@door.get("/<meeting:code>/changes/")
def changes(code: str) -> str:
    """Releases, the newest first; `before` in the address: those before that number."""
    programme = programme_of(code)
    newest = programme.number + 1
    before = max(1, min(request.args.get("before", newest, type=int), newest))
    numbers = history.page(code, before)
    return _page(programme, numbers, earlier=numbers.start, is_newest=before == newest)


@door.get("/<meeting:code>/changes/<int:number>/")
def release(code: str, number: int) -> str:
    """One release with everything that it changed."""
    programme = programme_of(code)
    if not 1 <= number <= programme.number:
        abort(404)
    return _page(programme, range(number, number + 1), number=number)


@door.get("/<meeting:code>/changes/<int:number>/programme/")
def earlier(code: str, number: int) -> str:
    """The programme as one release had it, in a plain list."""
    programme = programme_of(code)
    if not 1 <= number <= programme.number:
        abort(404)
    (release,) = _read(programme, range(number, number + 1))
    return render_template(
        "changes/earlier.html",
        meeting=programme.meeting,
        number=number,
        release=release,
        is_newest=number == programme.number,
        days=groupby(earlier_programme(code, number), _day),
    )


@feed_door.get("/<meeting:code>/changes.atom")
def changes_feed(code: str) -> Response:
    """The newest changes for feed readers, always in English; with filters those of a selection."""

    def made(programme: Programme, asked: Selection) -> FeedBytes:
        return news.feed(programme, _newest(programme, asked), current_app.config["BASE_URL"], asked)

    return kept(code, made)


def _newest(programme: Programme, asked: Selection) -> list[ReleaseChanges]:
    """The changes that a feed has room for."""
    numbers = range(max(1, programme.number + 1 - news.MOST), programme.number + 1)
    only = None if asked.is_everything else [one.entry.code for one in selection.ever(asked, programme)]
    return _read(programme, numbers, news.MOST, only)


def versions_of(programme: Programme, one: Published) -> list[Version]:
    """The versions of an entry, the newest first; none, and no question asked, if it never changed."""
    if one.stamps.sequence == 0:
        return []
    meeting = programme.meeting
    return history.of_entry(meeting.code, one.entry.code, programme.number, meeting.time_zone)


def shape(kind: ChangeKind) -> str:
    """The class of the mark that goes with a kind of change."""
    return _SHAPES.get(kind, "")


def tell(line: Line) -> str:
    """A sentence with its days, in the language of the page; other words as they are."""
    return say(with_days(line, times.day)) if isinstance(line, Sentence) else line


def _day(entry: CalendarEntry) -> date | None:
    """On which an entry took place, if it did."""
    return entry.span.day if entry.span and entry.standing is Standing.SCHEDULED else None


def _read(
    programme: Programme, numbers: range, most: int | None = None, only: list[str] | None = None
) -> list[ReleaseChanges]:
    return history.of_releases(programme.meeting.code, numbers, programme.meeting.time_zone, most, only)


def _page(programme: Programme, numbers: range, **more: int) -> str:
    return render_template(
        "changes/changes.html",
        programme=programme,
        meeting=programme.meeting,
        releases=_read(programme, numbers),
        feed=current_app.config["BASE_URL"] + news.feed_address(programme.meeting.code),
        **more,
    )
