"""People at the desk: everybody who is named or known, one with what hangs on them, and requests to speak."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts.finding import addresses, how_many_people, listed_people
from scheduler.accounts.own_page import letters_to
from scheduler.accounts.queries import by_person
from scheduler.accounts.representing import warnings
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line
from scheduler.organisations import actions, permissions, queries
from scheduler.organisations.merging import undoable
from scheduler.organisations.models import Person
from scheduler.organisations.permissions import ANSWER_REQUEST, CHANGE_PERSON, SEE_PEOPLE_AT_THE_DESK
from scheduler.programmes.appearances import entries_with
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.kept_letters import is_unread
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("desk_people", __name__, "/desk/people")


class PersonForm(Form):
    """What is known of a person."""

    name = line(later("Name"), hint=later("As it shall stand in programmes and letters."))
    email = line(
        later("E-mail address"),
        most=254,
        required=False,
        hint=later("Where letters reach them as long as they have no account."),
    )


@door.get("/")
@guarded(SEE_PEOPLE_AT_THE_DESK)
def people() -> str:
    words = clean_line(request.args.get("q", ""))[:200]
    found = paging.present(how_many_people(words), lambda offset, limit: listed_people(words, offset, limit))
    known = addresses(found.items)
    return render_template(
        "desk/people/all.html", found=found, addresses=known, words=words, acts=permissions
    )


@door.get("/requests")
@guarded(ANSWER_REQUEST)
def requests() -> str:
    """Everybody who asks to speak for an organisation and waits for an answer."""
    found = paging.present(queries.how_many_requests(), queries.all_requests)
    return render_template("desk/people/requests.html", found=found, warnings=warnings(found.items))


@door.get("/<int:number>/")
@guarded(SEE_PEOPLE_AT_THE_DESK, queries.person)
def person(one: Person) -> str:
    return _page(one, PersonForm(one))


@door.post("/<int:number>/")
@guarded(CHANGE_PERSON, queries.person)
def change(one: Person) -> ResponseReturnValue:
    form = PersonForm()
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                actions.change_person(this, one, form.name.data, form.email.data or None)
                if not this.records:
                    this.abandon()
        except Told as error:
            form.form_errors.append(say(error.sentence))
        else:
            flash(gettext("What is known of them is stored."))
            return redirect(url_for("desk_people.person", number=one.id), 303)
    return _page(one, form), 422


def _page(one: Person, form: PersonForm) -> str:
    return render_template(
        "desk/people/one.html",
        person=one,
        into=queries.person(one.merged_into_id) if one.merged_into_id else None,
        form=form,
        account=by_person(one.id),
        speaking=queries.speaks_for(one.id),
        entries=entries_with(one),
        letters=[letter for letter in letters_to(one.id) if not is_unread(letter)],
        namesakes=queries.namesakes(one.name, one.id) if one.name and not one.merged_into_id else [],
        mergers=undoable("person", one.id),
        acts=permissions,
    )
