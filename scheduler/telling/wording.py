"""What letters say of changes, in plain text. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scheduler.formats import describe
from scheduler.formats.entry import CalendarEntry, Standing
from scheduler.kernel.localtime import day_told, to_local
from scheduler.kernel.words import Sentence
from scheduler.releases import addresses
from scheduler.releases.change import ChangeKind, kind_name, with_days
from scheduler.releases.history import ChangedEntry
from scheduler.releases.moves import whole
from scheduler.telling.news import News
from scheduler.telling.terms import Concern, Concerned

WHY = {
    Concern.ORGANISES: Sentence("You began its application."),
    Concern.PANEL: Sentence("You are on its panel."),
    Concern.SPEAKS: Sentence("You speak there."),
    Concern.FLOOR: Sentence("You are named there as a speaker from the floor."),
    Concern.COSPONSORS: Sentence("You answered for a co-sponsor."),
    Concern.STARRED: Sentence("It is in your agenda."),
    Concern.FOLLOWS: Sentence("You follow something that it belongs to."),
}
WHY_THROUGH = {
    Concern.ORGANISES: Sentence("You are a contact of %(through)s, which organises it."),
    Concern.COSPONSORS: Sentence("You speak for %(through)s, which co-sponsors it."),
    Concern.FOLLOWS: Sentence("You follow: %(through)s."),
}
WHY_FORMER = {
    Concern.ORGANISES: Sentence("%(through)s was named as an organiser until now."),
    Concern.PANEL: Sentence("You were named on its panel until now."),
    Concern.SPEAKS: Sentence("You were named as a speaker there until now."),
    Concern.FLOOR: Sentence("You were named there as a speaker from the floor until now."),
    Concern.COSPONSORS: Sentence("%(through)s was named as a co-sponsor until now."),
    Concern.FOLLOWS: Sentence("You follow %(through)s, to which it belonged until now."),
}
PLACED = frozenset(
    {
        ChangeKind.MOVED,
        ChangeKind.CANCELLED,
        ChangeKind.UNPLACED,
        ChangeKind.BACK,
        ChangeKind.PLACED,
        ChangeKind.TIME,
        ChangeKind.ROOM,
        ChangeKind.NEW,
    }
)
"""Of these, a letter says when and where it is now and was before."""


def told(news: News, mine: Sequence[Concerned], base_url: str) -> str:
    """What of a release concerns somebody, entry by entry, with times in the venue's zone."""
    zone = news.meeting.time_zone
    parts = ["\n".join(f"- {_say(change.sentence)}" for change in news.of_meeting)]
    whys: dict[int, list[Concerned]] = defaultdict(list)
    for concern in mine:
        whys[concern.entry].append(concern)
    for one in news.entries:
        if one.number in whys:
            parts.append("\n".join(_entry(news, one, whys[one.number], base_url)))
    parts.append(str(Sentence("Times are those of %(city)s (%(zone)s).", city=city(zone), zone=zone)))
    return "\n\n".join(filter(None, parts))


def heading(news: News) -> str:
    """Which release it is, such as "Regular session: release 4, Tue 9 March 2027, 14:10"."""
    assert news.at, "only what was made is told so"
    local = to_local(news.at, news.meeting.time_zone)
    told = {"meeting": news.meeting.title, "number": news.number, "day": day_told(local.date())}
    return str(Sentence("%(meeting)s: release %(number)s, %(day)s, %(time)s", **told, time=f"{local:%H:%M}"))


def why(one: Concerned) -> Sentence:
    """Why an entry concerns the reader."""
    if one.former:
        return Sentence(WHY_FORMER[one.concern].text, through=one.through)
    if one.through and one.concern in WHY_THROUGH:
        return Sentence(WHY_THROUGH[one.concern].text, through=one.through)
    return WHY[one.concern]


def city(zone: str) -> str:
    """The place that a zone (IANA) is named after."""
    return zone.rpartition("/")[2].replace("_", " ")


def _entry(news: News, one: ChangedEntry, whys: Iterable[Concerned], base_url: str) -> Iterator[str]:
    zone, entry = news.meeting.time_zone, one.entry
    kind = describe.kind_name(entry.kind)
    yield str(
        Sentence("%(change)s: %(kind)s “%(title)s”", change=kind_name(one.kind), kind=kind, title=entry.title)
    )
    yield str(Sentence("Now: %(place)s", place=_place(entry, zone)))
    if one.before and one.kind in PLACED:
        yield str(Sentence("Before: %(place)s", place=_place(one.before, zone)))
    yield from (_say(change.sentence) for change in one.changes if change.kind not in PLACED)
    yield " ".join(dict.fromkeys(str(why(concern)) for concern in whys))
    yield base_url + addresses.of_entry(news.meeting.code, entry)


def _place(entry: CalendarEntry, zone: str) -> str:
    """When and where it is, as one version says."""
    if entry.standing is Standing.CANCELLED:
        return str(Sentence("cancelled"))
    if entry.standing is Standing.UNPLACED or entry.span is None:
        return str(Sentence("without a date"))
    return _say(whole(entry.span, zone))


def _say(sentence: Sentence) -> str:
    return str(with_days(sentence, day_told))
