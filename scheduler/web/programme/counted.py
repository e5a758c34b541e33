"""Numbers of things in words, in the language of the page."""

from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.releases import addresses
from scheduler.releases.programme import Programme, Published
from scheduler.web.languages import gettext, ngettext


def counted(section: str, number: int) -> str:
    """So many entries of a section of the programme, such as "21 side events"."""
    if section == "side-events":
        return ngettext("%(num)s side event", "%(num)s side events", number)
    if section == "sessions":
        return ngettext("%(num)s thematic session", "%(num)s thematic sessions", number)
    return ngettext("%(num)s formal meeting", "%(num)s formal meetings", number)


def by_section(entries: Iterable[Published]) -> list[tuple[str, int]]:
    """How many entries there are of each section: side events, thematic sessions, formal meetings."""
    return sorted(Counter(addresses.section(one.entry.kind) for one in entries).items(), reverse=True)


def contents(programme: Programme) -> Iterator[str]:
    """What is in a programme. Where not all side events are known, how many there were in truth."""
    truth = programme.meeting.side_events_in_truth
    for section, number in by_section(programme.entries):
        if section == "side-events" and truth and truth > number:
            yield gettext("%(known)s of %(all)s side events known", known=number, all=truth)
        else:
            yield counted(section, number)
