"""Entering an application for somebody who sent it otherwise than by account: for whom, then all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.accounts.finding import addresses, listed_people
from scheduler.applications import figures, permissions
from scheduler.applications.facts import Facts, Faulty
from scheduler.applications.submitting import enter as enter_application
from scheduler.calls import queries as calls
from scheduler.calls.models import Call
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line
from scheduler.organisations.models import Organisation, Person
from scheduler.organisations.queries import by_name, speaks_for
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.door import application_of, back, door
from scheduler.web.desk.applications.entry_forms import EntryForm, typed_ranks
from scheduler.web.desk.entering import person_of
from scheduler.web.desk.on_behalf import wish
from scheduler.web.desk.permissions import ENTER_ON_BEHALF
from scheduler.web.languages import gettext, say
from scheduler.web.receipts import keyring
from scheduler.web.visitors import present

MOST_PEOPLE = 30
LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """For whom something is entered, into which call."""

    call: Call
    person: Person


def entry_of(call: int, person: int) -> Entry:
    return Entry(calls.call(call), person_of(person))


@door.get("/enter/")
@guarded(ENTER_ON_BEHALF)
def enter() -> str:
    """For whom, and into which call."""
    who = clean_line(request.args.get("who", ""))[:LONGEST]
    found = listed_people(who, 0, MOST_PEOPLE) if who else []
    return render_template(
        "desk/applications/enter.html",
        who=who,
        found=found,
        addresses=addresses(found),
        calls=calls.all_calls(),
        words=words,
        acts=permissions,
    )


@door.route("/enter/<int:call>/<int:person>/", methods=("GET", "POST"))
@guarded(ENTER_ON_BEHALF, entry_of)
def enter_one(entry: Entry) -> ResponseReturnValue:
    """The whole application in one form; it gets its receipt at once."""
    speaking = [one.organisation for one in speaks_for(entry.person.id)]
    form = EntryForm(organisation=speaking[0].name if len(speaking) == 1 else "")
    if form.is_sent and (answer := _entered(entry, form)):
        return answer
    page = render_template(
        "desk/applications/enter-one.html",
        entry=entry,
        form=form,
        speaking=speaking,
        slots=figures.slots(entry.call.meeting),
        ranks=typed_ranks(),
        wanted=request.form.getlist("day"),
        words=words,
        acts=permissions,
    )
    return page, 422 if form.errors else 200


def _entered(entry: Entry, form: EntryForm) -> ResponseReturnValue | None:
    """The way to the application; None, with sentences at the fields, where something is wrong."""
    lead = _organisation(form.organisation.data)
    if lead is None:
        form.organisation.errors = [gettext("No organisation goes by this name. Enrol it first.")]
        return None
    facts = form.facts(lead.id)
    try:
        number = _enter(entry, form, facts)
    except Faulty as faulty:
        form.tell(faulty.faults, say)
        return None
    except Told as refused:
        form.form_errors.append(say(refused.sentence))
        return None
    return back(application_of(number), gettext("It is entered and has its receipt. A letter tells them."))


def _enter(entry: Entry, form: EntryForm, facts: Facts) -> int:
    with decision(present().actor, on_behalf=wish(form)) as this:
        return enter_application(this, entry.call, entry.person, facts, keyring()).application_id


def _organisation(name: str) -> Organisation | None:
    found: Sequence[Organisation] = list(by_name([name]).values())
    return found[0] if found else None
