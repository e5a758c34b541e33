"""One search over all that the desk knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import current_app, render_template, request, url_for
from flask_babel import lazy_gettext as later

from scheduler.accounts import finding
from scheduler.accounts.finding import MOST, Found
from scheduler.applications import finding as applications
from scheduler.applications.permissions import READ_ALL
from scheduler.kernel.permissions import may
from scheduler.kernel.text import clean_line, fold
from scheduler.mail.permissions import SEE_LETTERS
from scheduler.organisations.permissions import SEE_ORGANISATIONS_AT_THE_DESK, SEE_PEOPLE_AT_THE_DESK
from scheduler.releases import addresses
from scheduler.web.access import guarded
from scheduler.web.desk.home import door
from scheduler.web.desk.kept_letters import unread
from scheduler.web.desk.permissions import SEARCH
from scheduler.web.desk.waiting import ngos_only, senders
from scheduler.web.shelf import programmes
from scheduler.web.visitors import present

LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """A line of the answer. `fitted`: what was found, where the name does not show it."""

    name: str
    address: str | None
    fitted: str | None = None


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more`: there are more than are shown."""

    name: str
    hits: list[Hit]
    more: bool


@door.get("/search")
@guarded(SEARCH)
def search() -> str:
    """What all words of the question are found in, by kind."""
    asked = clean_line(request.args.get("q", ""))[:LONGEST]
    wanted = finding.terms(asked)
    groups = list(_groups(wanted)) if wanted else []
    return render_template("desk/search.html", asked=asked, desk_question=asked, groups=groups)


def _groups(wanted: list[str]) -> Iterator[Group]:
    for name, find in FINDERS:
        hits = find(wanted)
        if hits:
            yield Group(name, hits[:MOST], len(hits) > MOST)


def _entries(wanted: list[str]) -> list[Hit]:
    """Entries of all meetings by code or title."""
    found: list[Hit] = []
    for programme in programmes().all():
        code = programme.meeting.code
        for one in programme.entries:
            if _fits(wanted, code, one.entry.code, one.entry.title):
                where = f"{code} · {one.entry.code}"
                found.append(Hit(one.entry.title, addresses.of_entry(code, one.entry), where))
                if len(found) > MOST:
                    return found
    return found


def _meetings(wanted: list[str]) -> list[Hit]:
    faces = (programme.meeting for programme in programmes().all())
    return [
        Hit(face.title, f"/{face.code}/", face.code) for face in faces if _fits(wanted, face.code, face.title)
    ][: MOST + 1]


def _organisations(wanted: list[str]) -> list[Hit]:
    found = finding.organisations(wanted, ngos_only=ngos_only())
    return [Hit(one.name, _page_of_organisation(one), one.fitted) for one in found]


def _applications(wanted: list[str]) -> list[Hit]:
    if not may(present(), READ_ALL):
        return []
    found = applications.applications(wanted, ngos_only=ngos_only())
    return [Hit(one.name, _page("desk_applications.application", one.id), one.fitted) for one in found]


def _people(wanted: list[str]) -> list[Hit]:
    if not may(present(), SEE_PEOPLE_AT_THE_DESK):
        return []
    found = finding.people(wanted)
    return [Hit(one.name, _page("desk_people.person", one.id), one.fitted) for one in found]


def _letters(wanted: list[str]) -> list[Hit]:
    if not may(present(), SEE_LETTERS):
        return []
    found = finding.letters(wanted, senders(), unread())
    return [Hit(one.name, _page("desk_letters.letter", one.id), one.fitted) for one in found]


FINDERS: tuple[tuple[str, Callable[[list[str]], list[Hit]]], ...] = (
    (later("Meetings"), _meetings),
    (later("Entries of programmes"), _entries),
    (later("Applications"), _applications),
    (later("Organisations"), _organisations),
    (later("People"), _people),
    (later("Letters"), _letters),
)


def _fits(wanted: list[str], *texts: str) -> bool:
    folded = " ".join(map(fold, texts))
    return all(word in folded for word in wanted)


def _page_of_organisation(one: Found) -> str | None:
    if may(present(), SEE_ORGANISATIONS_AT_THE_DESK):
        return _page("desk_organisations.organisation", one.id)
    return url_for("organisations.organisation", slug=one.slug)


def _page(endpoint: str, number: int) -> str | None:
    return url_for(endpoint, number=number) if endpoint in current_app.view_functions else None
