"""What was changed since somebody looked at a plan, and in which words they are told. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.formats.describe import Line, listed
from scheduler.kernel.localtime import day_told, to_local
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.timetable.spots import Change, Spot, same_place, told
from scheduler.timetable.terms import Hand

MOST_TOLD = 5


@dataclass(frozen=True)
class Net:
    """What became of an entry over several steps, and who changed it last."""

    change: Change
    by: str


def net(steps: Iterable[tuple[str, Iterable[Change]]]) -> dict[int, Net]:
    """Of steps in their order, each with who made it: entry by entry, without what was taken back."""
    found: dict[int, Net] = {}
    for by, changes in steps:
        for change in changes:
            first = found[change.entry].change.before if change.entry in found else change.before
            found[change.entry] = Net(Change(change.entry, first, change.after), by)
    return {entry: one for entry, one in found.items() if one.change.before != one.change.after}


def touched(changed: Mapping[int, Net], entries: Collection[int], wanted: Collection[Spot]) -> list[Net]:
    """Those changes that concern a move of these entries to these places: of an entry itself, or of one that
    came into a room at a time that is wanted."""
    return [
        one
        for entry, one in changed.items()
        if entry in entries or (one.change.after and any(one.change.after.meets(spot) for spot in wanted))
    ]


@dataclass(frozen=True)
class Words:
    """What is needed to speak of places: the venue's zone (IANA), names of rooms by number, titles of entries
    by number, names of who acts."""

    zone: str
    rooms: Mapping[int, str]
    titles: Mapping[int, str]
    people: Mapping[str, Line]

    def place(self, spot: Spot | None) -> Sentence:
        return told(spot, self.zone, self.rooms)

    def by_hand(self, spot: Spot | None) -> Sentence | None:
        """Who put an entry where it stands, when and why; None where an import or a proposal did. It stands
        wherever the reason of a placement is shown."""
        if spot is None or spot.hand is None:
            return None
        values = {
            "who": self.people.get(spot.put_by or "", Sentence("somebody")),
            "day": day_told(to_local(spot.put_at, self.zone).date()) if spot.put_at else "",
            "reason": spot.reason or "",
        }
        told = _HANDS[spot.hand, bool(spot.reason)].text
        return Sentence(told, **values)

    def change(self, change: Change, by: str | None = None) -> Sentence:
        """Such as "Ada moved “Title” from ... to ..."; without `by`, what became of it."""
        values = {
            "title": shorten(self.titles.get(change.entry, "")),
            "before": self.place(change.before),
            "after": self.place(change.after),
        }
        if by is None:
            return Sentence(_WITHOUT_WHO[_turn(change)].text, **values)
        who = self.people.get(by, Sentence("Somebody"))
        return Sentence(_BY_WHOM[_turn(change)].text, who=who, **values)


def _turn(change: Change) -> str:
    if same_place(change.before, change.after):
        if change.before and change.after and change.before.pinned != change.after.pinned:
            return "pinned" if change.after.pinned else "unpinned"
        return "reason"
    if change.before is None:
        return "put"
    return "moved" if change.after else "out"


_HANDS = {
    (Hand.BY_HAND, False): Sentence("Put there by hand by %(who)s, %(day)s."),
    (Hand.BY_HAND, True): Sentence("Put there by hand by %(who)s, %(day)s: %(reason)s"),
    (Hand.CHAIR, False): Sentence("On the Chair's word, entered by %(who)s, %(day)s."),
    (Hand.CHAIR, True): Sentence("On the Chair's word, entered by %(who)s, %(day)s: %(reason)s"),
}
_BY_WHOM = {
    "put": Sentence("%(who)s put “%(title)s” there: %(after)s"),
    "moved": Sentence("%(who)s moved “%(title)s” from %(before)s to %(after)s"),
    "out": Sentence("%(who)s took “%(title)s” out, which was there: %(before)s"),
    "pinned": Sentence("%(who)s pinned “%(title)s”"),
    "unpinned": Sentence("%(who)s took the pin off “%(title)s”"),
    "reason": Sentence("%(who)s gave another reason for “%(title)s”"),
}
_WITHOUT_WHO = {
    "put": Sentence("“%(title)s”: put there: %(after)s"),
    "moved": Sentence("“%(title)s”: from %(before)s to %(after)s"),
    "out": Sentence("“%(title)s”: taken out; it was there: %(before)s"),
    "pinned": Sentence("“%(title)s”: pinned"),
    "unpinned": Sentence("“%(title)s”: no longer pinned"),
    "reason": Sentence("“%(title)s”: another reason"),
}


def meanwhile(found: Collection[Net], words: Words) -> Sentence:
    """Why a move that was thought up before these changes is not made."""
    said: list[Line] = [words.change(one.change, one.by) for one in list(found)[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        said.append(Sentence("and %(number)s more", number=len(found) - MOST_TOLD))
    return Sentence("Meanwhile: %(changes)s. Nothing was done; look again.", changes=listed(said))


def sentences(parts: Sequence[Line]) -> Sentence:
    """Several sentences after each other."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Sentence(" ".join(f"%({name})s" for name in values), **values)


def fault_of_place(spot: Spot, days: Collection[date], zone: str) -> Sentence | None:
    """Why nothing can stand there, whatever it is. `days`: those of the meeting, `zone`: the venue's."""
    if not {spot.day, spot.until or spot.day} <= set(days):
        return Sentence("The meeting has no such day. Choose one of its days.")
    if spot.until and spot.until < spot.day:
        return Sentence("The last day is before the first one.")
    if spot.ends_at and spot.starts_at is None:
        return Sentence("There is an end without a start.")
    if spot.starts_at and to_local(spot.starts_at, zone).date() != spot.day:
        return Sentence("The time is on another day than the day that was chosen.")
    if spot.starts_at and spot.ends_at and not spot.starts_at < spot.ends_at:
        return Sentence("The end is not after the start.")
    return None
