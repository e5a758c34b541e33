"""Duplicates at the desk: what will move is shown, then two records become one; and undone again."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts.finding import addresses, listed_people
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.organisations import queries
from scheduler.organisations.merging import Record, hanging, why_not
from scheduler.organisations.models import Merger, Organisation, Person
from scheduler.organisations.permissions import MERGE
from scheduler.programmes import corrections
from scheduler.web.access import guarded
from scheduler.web.desk import organisations, people
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

THINGS = {
    "account": later("Accounts"),
    "application": later("Applications"),
    "application_cosponsor": later("Co-sponsors in applications"),
    "application_organiser": later("Organisers in applications"),
    "application_speaker": later("Speakers in applications"),
    "floor_speaker": later("Speeches from the floor"),
    "letter": later("Letters"),
    "link": later("Personal links"),
    "meeting_organisation": later("Meetings"),
    "organisation": later("Records merged into it before"),
    "organisation_name": later("Names"),
    "panellist": later("Places on panels"),
    "person": later("Records merged into it before"),
    "representative": later("Who speaks for whom"),
    "side_event_organisation": later("Side events"),
    "side_event_speaker": later("Speakers of side events"),
}
"""What hangs on a record, in words."""
OTHER_THINGS = later("Other things")
MOST = 20
"""So many records are offered to choose from."""


def merger_of(table: str, number: int) -> Merger:
    """Raises NotFound, also for one of the other table."""
    found = queries.merger(number)
    if found.table != table:
        raise NotFound(Sentence("There is no such merger."))
    return found


@organisations.door.get("/<int:number>/merge")
@guarded(MERGE, queries.organisation)
def merge(one: Organisation) -> str:
    return _choose(one)


@organisations.door.post("/<int:number>/merge")
@guarded(MERGE, queries.organisation)
def do_merge(one: Organisation) -> ResponseReturnValue:
    return _merge(one, queries.organisation(request.form.get("other", 0, type=int)))


@organisations.door.post("/mergers/<int:number>/undo")
@guarded(MERGE, lambda number: merger_of("organisation", number))
def undo(merger: Merger) -> ResponseReturnValue:
    return _undo(merger)


@people.door.get("/<int:number>/merge")
@guarded(MERGE, queries.person)
def merge_person(one: Person) -> str:
    return _choose(one)


@people.door.post("/<int:number>/merge")
@guarded(MERGE, queries.person)
def do_merge_person(one: Person) -> ResponseReturnValue:
    return _merge(one, queries.person(request.form.get("other", 0, type=int)))


@people.door.post("/mergers/<int:number>/undo")
@guarded(MERGE, lambda number: merger_of("person", number))
def undo_person(merger: Merger) -> ResponseReturnValue:
    return _undo(merger)


def page_of(table: str, number: int) -> str:
    """The page of a record."""
    if table == "person":
        return url_for("desk_people.person", number=number)
    return url_for("desk_organisations.organisation", number=number)


def _choose(one: Record) -> str:
    """Which one to merge; once it is chosen, what will move."""
    other = _other(one)
    words = clean_line(request.args.get("q", ""))[:200]
    found = [] if other else _found(one, words or one.name or "")
    return render_template(
        "desk/merge.html",
        one=one,
        other=other,
        words=words,
        found=found,
        moves=_in_words(hanging(one.__tablename__, other.id)) if other else {},
        why_not=why_not(one, other) if other else None,
        addresses=_addresses(found),
        page_of=page_of,
    )


def _other(one: Record) -> Record | None:
    number = request.args.get("other", 0, type=int)
    if not number:
        return None
    return queries.person(number) if isinstance(one, Person) else queries.organisation(number)


def _addresses(found: list[Record]) -> dict[int, str]:
    """What tells namesakes apart; of organisations nothing."""
    return addresses(one for one in found if isinstance(one, Person))


def _found(one: Record, words: str) -> list[Record]:
    """Records to choose from: those that go by these words."""
    if isinstance(one, Person):
        return [other for other in listed_people(words, 0, MOST) if other is not one]
    wanted = queries.Wanted(words)
    return [other for other in queries.listed(wanted, 0, MOST) if other is not one]


def _in_words(moves: dict[str, int]) -> dict[str, int]:
    told: dict[str, int] = {}
    for table, number in moves.items():
        name = str(THINGS.get(table, OTHER_THINGS))
        told[name] = told.get(name, 0) + number
    return told


def _merge(one: Record, other: Record) -> ResponseReturnValue:
    why = clean_line(request.form.get("why", ""))[:500]
    with decision(present().actor) as this:
        corrections.merge(this, one, other, current_app.config["BASE_URL"], why or None)
    flash(gettext("The two are one now. You can undo it below."))
    return redirect(page_of(one.__tablename__, one.id), 303)


def _undo(merger: Merger) -> ResponseReturnValue:
    table, number = merger.table, merger.merged_id
    with decision(present().actor) as this:
        corrections.undo(this, merger, current_app.config["BASE_URL"])
    flash(gettext("They are two again, as they were."))
    return redirect(page_of(table, number), 303)
