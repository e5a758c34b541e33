"""The pages on which the desk enters for somebody what they asked for otherwise than by account or link."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import BooleanField

from scheduler.accounts.behalf import tell
from scheduler.accounts.finding import addresses, listed_people
from scheduler.accounts.own_page import people_at
from scheduler.audit.models import Record
from scheduler.audit.queries import Asked, page
from scheduler.audit.words import act_name
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.organisations import queries
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Person
from scheduler.web.access import guarded
from scheduler.web.desk.home import door
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.desk.permissions import ENTER_ON_BEHALF
from scheduler.web.desk.wishes import WISHES, Wish, can_be_entered
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

MOST_PEOPLE = 30
LONGEST = 200


@dataclass(frozen=True)
class Case:
    """A wish of a person."""

    person: Person
    slug: str
    wish: Wish


class PersonForm(Form):
    """Somebody whom we did not know."""

    name = line(later("Name"), autocomplete="off")
    address = line(
        later("E-mail address"),
        most=254,
        required=False,
        hint=later("Without one no letter can confirm to them what you enter."),
        autocomplete="off",
        inputmode="email",
    )
    is_another = BooleanField(later("It is somebody else than those named above"))

    def alike(self) -> Sequence[Person]:
        """People of this name or address, of whom it may be one."""
        same = {one.id: one for one in queries.namesakes(self.name.data or "")}
        return [*same.values(), *(one for one in people_at(self.address.data or "") if one.id not in same)]


def person_of(number: int) -> Person:
    """Somebody whose record is kept. Raises NotFound."""
    found = queries.person(number)
    if found.erased_at or found.merged_into_id:
        raise NotFound(Sentence("This person's record is no longer kept."))
    return found


def case_of(number: int, slug: str) -> Case:
    if slug not in WISHES:
        raise NotFound(Sentence("This cannot be entered for somebody."))
    return Case(person_of(number), slug, WISHES[slug])


@door.get("/on-behalf/")
@guarded(ENTER_ON_BEHALF)
def on_behalf() -> str:
    """For whom: somebody known, or a new person."""
    return _begin(PersonForm(), clean_line(request.args.get("who", ""))[:LONGEST])


@door.post("/on-behalf/")
@guarded(ENTER_ON_BEHALF)
def enter_person() -> ResponseReturnValue:
    """A new person; namesakes are shown first."""
    form = PersonForm()
    if not form.is_sent:
        return _begin(form, ""), 422
    if why := unusable(form.address.data) if form.address.data else None:
        form.address.errors = [say(why)]
        return _begin(form, ""), 422
    if not form.is_another.data and (alike := form.alike()):
        return _begin(form, "", alike), 422
    with decision(present().actor) as this:
        person = add_person(this, form.name.data, form.address.data or None)
    return redirect(url_for("desk.wishes_of", number=person.id), 303)


@door.get("/on-behalf/<int:number>/")
@guarded(ENTER_ON_BEHALF, person_of)
def wishes_of(person: Person) -> str:
    """What can be entered for a person, and what was."""
    return render_template(
        "desk/on-behalf-person.html",
        person=person,
        speaking=queries.speaks_for(person.id),
        wishes=can_be_entered(person),
        entered=_entered_for(person),
        act_name=act_name,
    )


@door.route("/on-behalf/<int:number>/<slug>/", methods=("GET", "POST"))
@guarded(ENTER_ON_BEHALF, case_of)
def enter_wish(case: Case) -> ResponseReturnValue:
    """One wish: how it came, and what it is."""
    form = _form(case)
    if not form.is_sent:
        page = render_template("desk/on-behalf-wish.html", case=case, form=form)
        return page, 422 if form.errors else 200
    with decision(present().actor, on_behalf=wish(form)) as this:
        what = case.wish.enter(this, case.person, form)
        told = tell(this, case.person, what) if case.wish.tells else True
    flash(gettext("This is entered."))
    if not told:
        flash(gettext("We know no address of theirs: no letter confirms it. Tell them yourself."))
    return redirect(url_for("desk.wishes_of", number=case.person.id), 303)


def _begin(form: PersonForm, who: str, alike: Sequence[Person] = ()) -> str:
    found = listed_people(who, 0, MOST_PEOPLE) if who else []
    known = addresses([*found, *alike])
    return render_template(
        "desk/on-behalf.html", form=form, who=who, found=found, alike=alike, addresses=known
    )


def _form(case: Case) -> Any:
    form: WishForm = case.wish.form()
    if case.wish.choices:
        form["which"].choices = case.wish.choices(case.person)
        if not form["which"].choices:
            raise Refused(Sentence("There is nothing of this kind that could be entered for them now."))
    return form


def _entered_for(person: Person) -> list[Record]:
    """The newest of what the desk entered for somebody."""
    asked = Asked(things=frozenset({f"person {person.id}"}))
    return [record for record in page(asked) if record.content and "on_behalf" in record.content.facts]
