"""The account's own page: what is somebody's, what waits for them, how they are called."""

from babel import Locale
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from scheduler.accounts.concerns import concerns
from scheduler.accounts.models import Account
from scheduler.accounts.settling import settle, stands
from scheduler.invitations.queries import refuses
from scheduler.kernel.decision import decision
from scheduler.kernel.permissions import Act
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.waiting import for_visitor
from scheduler.web.forms import Form, line
from scheduler.web.languages import LANGUAGES, gettext
from scheduler.web.private import private_door
from scheduler.web.visitors import account, present

door = private_door("account", __name__, "/account")

SEE_ACCOUNT = Act(
    "see the account",
    Sentence("Sign in to see your account."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
CHANGE_ACCOUNT = Act(
    "change one's name and language",
    Sentence("Sign in to change your name or language."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)


class SettingsForm(Form):
    """How somebody is called, and reads letters."""

    name = line(
        later("Your name"),
        hint=later("As it shall stand in letters and in programmes. The history tells that it changed."),
        autocomplete="name",
    )
    language = SelectField(
        later("Language of letters"),
        choices=[
            SelectChoice(code, str(Locale.parse(code).get_display_name(code)).capitalize())
            for code in LANGUAGES
        ],
        description=later("A letter comes in English where there is no text in your language yet."),
        render_kw={"required": True},
    )


@door.get("/")
@guarded(SEE_ACCOUNT)
def home() -> str:
    """Everything of one's own in one view."""
    found = list(for_visitor(present()))
    return render_template("account/home.html", concerns=concerns(present()), waits=found, account=_mine())


@door.route("/settings/", methods=("GET", "POST"))
@guarded(CHANGE_ACCOUNT)
def settings() -> ResponseReturnValue:
    """Name and language; and whether the calendar gets invitations."""
    mine = _mine()
    form = SettingsForm(name=mine.person.name, language=mine.language)
    if not form.is_sent:
        page = render_template("account/settings.html", form=form, refuses=refuses(mine.person_id))
        return page, 422 if form.errors else 200
    if not stands(mine, form.name.data, form.language.data):
        with decision(present().actor) as this:
            settle(this, mine, form.name.data, form.language.data)
        flash(gettext("Your name and language are kept."))
    return redirect(url_for("account.home"), 303)


def _mine() -> Account:
    mine = account()
    assert mine is not None, "the guard lets nobody else in"
    return mine
