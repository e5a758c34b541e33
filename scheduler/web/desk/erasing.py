"""Erasing a person's data at the desk, because the person asked for it."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import BooleanField
from wtforms.validators import InputRequired

from scheduler.accounts.traces import namesakes
from scheduler.programmes.erasing import Foreseen, erase, foresee
from scheduler.programmes.permissions import ERASE_PERSON
from scheduler.web.access import guarded
from scheduler.web.desk.home import door
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.history import named
from scheduler.web.languages import gettext
from scheduler.web.visitors import present


class ErasingForm(WishForm):
    """How the wish came, and that one has read what will happen."""

    leaves_alone = BooleanField(later("These organisations may be without a contact for now"))
    read = BooleanField(
        later("I have read what goes. It cannot be undone."),
        [InputRequired(later("Tick this when you have read what goes."))],
    )


@door.get("/people/<int:number>/erase/")
@guarded(ERASE_PERSON, lambda number: foresee(number))
def erasing(foreseen: Foreseen) -> str:
    """What would go, and the button."""
    return _page(foreseen, ErasingForm())


@door.post("/people/<int:number>/erase/")
@guarded(ERASE_PERSON, lambda number: foresee(number))
def erase_person(foreseen: Foreseen) -> ResponseReturnValue:
    """Erase it."""
    form = ErasingForm()
    if not form.is_sent:
        return _page(foreseen, form), 422
    number = foreseen.traces.person.id
    erase(
        number,
        actor=present().actor,
        base_url=current_app.config["BASE_URL"],
        leaves_alone=form.leaves_alone.data,
        on_behalf=wish(form),
    )
    flash(gettext("The person's data is erased."))
    return redirect(url_for("desk.history", thing=f"person {number}"), 303)


def _page(foreseen: Foreseen, form: ErasingForm) -> str:
    return render_template(
        "desk/history/erase.html",
        foreseen=foreseen,
        form=form,
        namesakes=[named(f"person {one.id}") for one in namesakes(foreseen.traces)],
    )
