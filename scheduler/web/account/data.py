"""What is kept about the account's person: to read, to take away, and to erase."""

import json
from dataclasses import asdict
from typing import Any

from flask import Response, current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from flask_security.utils import verify_password
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length, ValidationError

from scheduler.accounts.models import Account
from scheduler.accounts.rules import LONGEST_PASSWORD, SIGN_IN
from scheduler.accounts.traces import Traces, traces
from scheduler.programmes.erasing import Foreseen, erase, foresee
from scheduler.programmes.named import named
from scheduler.programmes.permissions import ERASE_ONESELF, SEE_OWN_DATA
from scheduler.telling.own_data import FIELDS, held
from scheduler.web.access import guarded, open_to_all
from scheduler.web.account.throttle import throttled
from scheduler.web.forms import EMPTY, Form
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import account, present

door = private_door("account_data", __name__, "/account/data")


class GoingForm(Form):
    """That it is really the account's owner who wants to be erased."""

    password = PasswordField(
        later("Your password"),
        [InputRequired(EMPTY), Length(max=10 * LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password", "required": True},
    )
    leaves_alone = BooleanField(later("These organisations may be without a contact"))
    read = BooleanField(
        later("I have read what goes. It cannot be undone."),
        [InputRequired(later("Tick this when you have read what goes."))],
    )

    def validate_password(self, field: PasswordField) -> None:
        if not verify_password(field.data, _mine().password or ""):
            raise ValidationError(gettext("This is not your password."))


@door.get("/")
@guarded(SEE_OWN_DATA)
def data() -> str:
    """All of it, to read."""
    return render_template("account/data/data.html", held=_held(_own()), fields=FIELDS)


@door.get("/my-data.json")
@guarded(SEE_OWN_DATA)
def data_file() -> Response:
    """All of it, as a file."""
    text = json.dumps(_held(_own()), ensure_ascii=False, indent=2)
    response = Response(text + "\n", mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@door.get("/erase/")
@guarded(ERASE_ONESELF)
def erasing() -> str:
    """What would go and what would stay, and the button."""
    return _page(foresee(_mine().person_id), GoingForm())


@door.post("/erase/")
@guarded(ERASE_ONESELF)
@throttled(SIGN_IN, lambda: present().actor)
def erase_oneself() -> ResponseReturnValue:
    """Erase it; the browser is signed out."""
    mine = _mine()
    foreseen = foresee(mine.person_id)
    form = GoingForm()
    if not mine.password or not form.is_sent:
        return _page(foreseen, form), 422
    alone = bool(form.leaves_alone.data)
    base_url = current_app.config["BASE_URL"]
    erase(mine.person_id, actor=present().actor, base_url=base_url, leaves_alone=alone)
    session.clear()
    return redirect(url_for("account_data.erased"), 303)


@door.get("/erased/")
@open_to_all
def erased() -> str:
    """It is done."""
    return render_template("account/data/erased.html")


def _page(foreseen: Foreseen, form: GoingForm) -> str:
    return render_template(
        "account/data/erase.html", foreseen=foreseen, form=form, has_password=bool(_mine().password)
    )


def _mine() -> Account:
    mine = account()
    assert mine is not None, "the guard lets nobody else in"
    return mine


def _own() -> Traces:
    return traces(_mine().person_id)


def _held(own: Traces) -> dict[str, Any]:
    """What the lower rooms keep, and where programmes name the person."""
    programmes = [{**asdict(one), "role": say(one.role)} for one in named(own.numbers)]
    return {**held(own, current_app.config["BASE_URL"]), "programmes": programmes}
