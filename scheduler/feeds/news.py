"""Making the Atom feed of what changed in a meeting's programme. Pure."""

from collections.abc import Iterable, Iterator

from scheduler.feeds.calendars import labels
from scheduler.feeds.http import FeedBytes
from scheduler.feeds.selection import WHOLE, Selection
from scheduler.formats import atom
from scheduler.formats.atom import News
from scheduler.kernel.localtime import day_told
from scheduler.kernel.words import Sentence
from scheduler.releases import addresses
from scheduler.releases.change import Change, ChangeKind, kind_name, with_days
from scheduler.releases.history import ReleaseChanges
from scheduler.releases.programme import Programme

MOST = 100
"""Entries of the feed, the newest ones."""


def page_address(meeting: str) -> str:
    """The page of what changed, from the root."""
    return f"/{meeting}/changes/"


def feed_address(meeting: str, query: str = "") -> str:
    """The Atom feed of what changed, or of what changed in a selection, from the root."""
    return f"/{meeting}/changes.atom" + (f"?{query}" if query else "")


def feed(
    programme: Programme, releases: Iterable[ReleaseChanges], base_url: str, asked: Selection = WHOLE
) -> FeedBytes:
    """The feed of these releases, which come newest first and tell of the entries asked for alone."""
    code = programme.meeting.code
    site = base_url + page_address(code)
    news = [one for release in releases for one in _news(code, release, base_url)]
    title = str(Sentence("Changes of the programme of %(code)s", code=code))
    body = atom.feed(
        news[:MOST],
        title=": ".join([title, *filter(None, [", ".join(labels(programme, asked))])]),
        author=programme.meeting.title,
        url=base_url + feed_address(code, asked.query),
        page=site,
        updated=programme.released_at,
    )
    return FeedBytes(code, programme.issue, body, programme.released_at, None, atom.MIMETYPE)


def _news(code: str, release: ReleaseChanges, base_url: str) -> Iterator[News]:
    """First of the meeting as a whole. Entries of which no sentence tells the change are no news."""
    page = f"{base_url}{page_address(code)}#release-{release.number}"
    if told := release.meeting:
        yield News(page, str(Sentence("About the meeting")), release.released_at, page, _text(told))
    if release.published is not None:
        title = Sentence("The programme of %(code)s is published", code=code)
        yield News(page, str(title), release.released_at, page, str(release.summary))
    for one in release.entries:
        if one.kind is not ChangeKind.DETAILS:
            title = Sentence("%(change)s: %(title)s", change=kind_name(one.kind), title=one.entry.title)
            yield News(
                atom.news_id(one.uid, release.number),
                str(title),
                release.released_at,
                base_url + addresses.of_entry(code, one.entry),
                _text(one.changes),
            )


def _text(changes: Iterable[Change]) -> str:
    """A line for each."""
    return "\n".join(str(with_days(change.sentence, day_told)) for change in changes)
