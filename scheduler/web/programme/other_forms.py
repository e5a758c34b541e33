"""A selection in other forms than pages: their addresses, and what each is for."""

from dataclasses import dataclass

from flask import current_app

from scheduler.kernel.words import Sentence
from scheduler.web.api.description import MOST


@dataclass(frozen=True)
class OtherForm:
    """`name` is what a reader sees of the address, `use` what it is for."""

    name: str
    address: str
    use: Sentence


def other_forms(meeting: str, query: str, on_page: str | None = None) -> list[OtherForm]:
    """The forms of the selection with this query. What is printed holds `on_page` instead: the selection that
    the page shows, which may be a day of it."""
    paper = query if on_page is None else on_page
    return [
        _file(meeting, "programme.pdf", paper, Sentence("to print: when, where, what and who, on A4 pages")),
        _file(meeting, "programme.csv", query, Sentence("a table for spreadsheets")),
        _file(meeting, "changes.atom", query, Sentence("what changes, for readers of news (Atom)")),
        _file(
            meeting, "calendar.ics", query, Sentence("for calendars: subscribe to it rather than download it")
        ),
        _file(meeting, "calendar.jcal", query, Sentence("the calendar in JSON (jCal)")),
        _entries(meeting, query),
        _file(meeting, "schedule.xml", query, Sentence("for apps that show the schedules of conferences")),
        _file(meeting, "schedule.json", query, Sentence("the same for programs that read JSON")),
    ]


def _file(meeting: str, name: str, query: str, use: Sentence) -> OtherForm:
    asked = f"?{query}" if query else ""
    return OtherForm(name, f"{current_app.config['BASE_URL']}/{meeting}/{name}{asked}", use)


def _entries(meeting: str, query: str) -> OtherForm:
    """The read API, which knows no `cancelled`: each entry there says whether it takes place."""
    pairs = [
        f"size={MOST}",
        *(pair for pair in query.split("&") if pair and not pair.startswith("cancelled=")),
    ]
    address = f"{current_app.config['BASE_URL']}/api/v1/meetings/{meeting}/entries?{'&'.join(pairs)}"
    return OtherForm("entries (JSON)", address, Sentence("each entry in detail, for programs"))
